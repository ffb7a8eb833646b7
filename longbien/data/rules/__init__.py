"""What is pure of the data platform: contracts, agreements, what they compile to."""
