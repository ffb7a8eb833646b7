"""The catalogue: its facets, how a set is cited, how its last delivery kept the contract."""
