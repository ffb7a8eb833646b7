"""What the data platform lends to the engine of procedures, a module for each of its parts."""

from longbien.data.effects import access, duties

__all__ = ["access", "duties"]
