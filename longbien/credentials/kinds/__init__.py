"""The kinds of credentials that a hub issues."""

from longbien.credentials.kinds.table import KINDS, Kind, kind_of

__all__ = ["KINDS", "Kind", "kind_of"]
