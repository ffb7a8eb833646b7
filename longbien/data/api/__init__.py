"""What programs ask of the data platform, in the protocols that they speak."""
