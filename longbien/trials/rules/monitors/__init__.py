"""The statistics of a trial. Each module holds one of them, with its formula, its paper and its units."""
