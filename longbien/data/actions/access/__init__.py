"""Access: requests taken in, agreements proposed and renewed by a case, people told in time."""
