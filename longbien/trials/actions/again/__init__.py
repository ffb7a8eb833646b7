"""A second run of a recorded trial, in a database of its own."""
