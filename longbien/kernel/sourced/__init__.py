"""Files of a hub as data that knows its lines, and what to say of one that can't be read."""

from longbien.kernel.sourced.reading import MOST_BYTES, Path_, Sourced, Unreadable, parse_yaml, read_yaml

__all__ = ["MOST_BYTES", "Path_", "Sourced", "Unreadable", "parse_yaml", "read_yaml"]
