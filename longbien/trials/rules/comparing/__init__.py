"""What a plan compares: lots, units, what they show. Evidence only; nothing here stops a trial."""
