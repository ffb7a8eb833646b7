"""Who may see which part of a data set: the terms of an agreement, and what they compile to."""
