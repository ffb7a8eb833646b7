"""A cube with noise: what of each person is counted, what may be asked, how exact answers are, what they cost."""
