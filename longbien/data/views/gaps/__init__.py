"""The pages of what is missing."""
