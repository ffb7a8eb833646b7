"""What a second run of a trial starts from, and what the first one came to."""
