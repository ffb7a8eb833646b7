"""Which statements of outsiders may run: an allow-list over the tree that DuckDB's own parser gives."""

from longbien.data.rules.sql import refused
from longbien.data.rules.sql.calm import calm
from longbien.data.rules.sql.failing import failed
from longbien.data.rules.sql.gathering import gathers
from longbien.data.rules.sql.judging import Allowed, judged

__all__ = ["Allowed", "calm", "failed", "gathers", "judged", "refused"]
