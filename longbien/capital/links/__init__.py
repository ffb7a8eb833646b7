"""Where what is of capital is shown, a file for each of its parts."""

from longbien.capital.links import cohorts, deals, funds, investing, orders, rights

__all__ = ["cohorts", "deals", "funds", "investing", "orders", "rights"]
