"""Where what is of the data platform is shown, a file for each of its parts."""

from longbien.data.links import agreements, harvest, sets

__all__ = ["agreements", "harvest", "sets"]
