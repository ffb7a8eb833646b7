"""The shared data platform. Opens with a later issue; nothing lives here yet.

Words: a *data set* stands in the catalogue (DCAT); an *agreement* says who may see which part of it for what purpose.
"""
