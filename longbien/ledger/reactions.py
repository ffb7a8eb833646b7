"""What the ledger does by itself: a hold ends when its time is over."""

from longbien.ledger.actions.post import expire_due
from longbien.ledger.events import EntryHeld
from longbien.record.actions.schedule import schedule
from longbien.record.registry import Happened, on, timer


@on(EntryHeld)
def watch_hold(happened: Happened) -> None:
    if happened.what.expires_at is not None:
        schedule(hold_over, event_id=happened.id, due_at=happened.what.expires_at)


@timer
def hold_over(happened: Happened) -> None:
    """Set when something was held; does nothing when that was taken or given back in time."""
    expire_due(at=happened.now)
