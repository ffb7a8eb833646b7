"""Pages of the catalogue and its data sets."""
