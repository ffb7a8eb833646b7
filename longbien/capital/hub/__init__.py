"""The files of a hub that capital reads, a module for each of its parts."""

from longbien.capital.hub import deals, funds, orders, rights

__all__ = ["deals", "funds", "orders", "rights"]
