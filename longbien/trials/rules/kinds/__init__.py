"""What a kind of trial is, and whether a plan fits it."""
