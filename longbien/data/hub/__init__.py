"""The files of a hub that the data platform reads, a module for each of its parts."""

from longbien.data.hub import contracts, cubes, demonstration, duties, harvest

__all__ = ["contracts", "cubes", "demonstration", "duties", "harvest"]
