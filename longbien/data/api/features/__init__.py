"""OGC API Features: open data sets whose rows lie somewhere, for maps and geographic programs, read-only."""
