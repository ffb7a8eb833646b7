"""Where what is of the data platform is shown, a file for each of its parts."""

from longbien.data.links import access, agreements, cubes, duties, gaps, harvest, sets

__all__ = ["access", "agreements", "cubes", "duties", "gaps", "harvest", "sets"]
