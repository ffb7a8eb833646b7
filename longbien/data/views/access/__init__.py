"""The pages of those who ask for data and of those who answer for it."""
