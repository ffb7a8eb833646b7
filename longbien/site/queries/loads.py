"""When a hub was loaded last."""

from collections import deque

from longbien.record.queries.entries import entries_of_type
from longbien.site.events import HubLoaded


def last_load() -> HubLoaded | None:
    """The newest load of a hub's folder into this database."""
    last = deque(entries_of_type(HubLoaded.key()), maxlen=1)
    return HubLoaded(**last[0].open) if last else None
