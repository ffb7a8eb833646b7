"""What happens on the data platform."""
