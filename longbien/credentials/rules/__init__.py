"""Rules of the credentials room: pure functions over plain data."""
