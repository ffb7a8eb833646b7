"""What residents tell, and what they are told."""
