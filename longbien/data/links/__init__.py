"""Where what is of the data platform is shown, a file for each of its parts."""

from longbien.data.links import agreements, sets

__all__ = ["agreements", "sets"]
