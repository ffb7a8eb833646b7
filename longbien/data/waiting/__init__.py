"""What waits for a person on the data platform, for the page /me, a module for each of its parts."""

from longbien.data.waiting import access, duties

__all__ = ["access", "duties"]
