"""The verbs of the data platform."""
