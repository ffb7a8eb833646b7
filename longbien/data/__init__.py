"""The shared data platform: data sets under contract, and agreements on who sees which part of them for what.

Words: a *data set* stands in the catalogue (DCAT) and has a *contract* (ODCS) on what its rows are; an *edition* is one
delivery of it; an *agreement* says who may see which part of it, for what purpose, how long, and is compiled to what
enforces it.
"""
