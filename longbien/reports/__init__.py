"""Reports: the goals of the hub and what is measured against them.

Words: an *indicator* is something worth counting; a *goal* says how much of it, by when, and where that was published.

Verbs: `indicators`, `indicator`, `targets`.
"""
