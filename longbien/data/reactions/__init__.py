"""What follows on the data platform, a module for each of its parts."""

from longbien.data.reactions import access, duties, harvest

__all__ = ["access", "duties", "harvest"]
