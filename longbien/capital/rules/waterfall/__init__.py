"""Who gets what of a distribution: the terms as data, tiers in whole minor units, every unit with its path."""
