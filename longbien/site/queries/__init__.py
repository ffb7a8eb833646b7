"""Reads of the site as a whole."""

from longbien.site.queries.loads import last_load

__all__ = ["last_load"]
