"""What law may learn from trials that ended."""
