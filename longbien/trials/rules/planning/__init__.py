"""A plan that is being written: what its kind leaves to ask, what can be said of half of it, what it takes."""
