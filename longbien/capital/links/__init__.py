"""Where what is of capital is shown, a file for each of its parts."""

from longbien.capital.links import funds, investing, rights

__all__ = ["funds", "investing", "rights"]
