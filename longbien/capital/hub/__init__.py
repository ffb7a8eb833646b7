"""The files of a hub that capital reads, a module for each of its parts."""

from longbien.capital.hub import deals, funds, rights

__all__ = ["deals", "funds", "rights"]
