"""What may be asked of shared data: pure functions over what is given, no clock and no rows."""
