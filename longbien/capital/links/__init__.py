"""Where what is of capital is shown, a file for each of its parts."""

from longbien.capital.links import deals, funds, investing, orders, rights

__all__ = ["deals", "funds", "investing", "orders", "rights"]
