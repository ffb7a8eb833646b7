"""Where what is of the data platform is shown, a file for each of its parts."""

from longbien.data.links import agreements, cubes, sets

__all__ = ["agreements", "cubes", "sets"]
