"""Where what is of capital is shown, a file for each of its parts."""

from longbien.capital.links import funds, rights

__all__ = ["funds", "rights"]
