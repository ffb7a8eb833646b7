"""What the ledger shows on its first day: hours of a demonstration machine, offered, booked, given back and held."""

from datetime import datetime, timedelta
from uuid import UUID, uuid5

from longbien.kernel.actor import SYSTEM
from longbien.kernel.subject import Subject
from longbien.ledger import queries
from longbien.ledger.actions.book_hours import Stay, book_hours, offer_hours
from longbien.ledger.actions.post import post, reverse
from longbien.ledger.rules.hours import HOUR
from longbien.ledger.rules.posting import Leg, Phase, Posting
from longbien.ledger.wording import HELD
from longbien.record.actions.act import act
from longbien.ui.formats import local

MACHINE = "demo-laser-cutter"


@act
def demonstrate(holder: Subject, *, at: datetime) -> bool:
    """A day of the machine, as `holder` uses it. False when it was shown before."""
    first, second, held = (uuid5(holder.id, f"{MACHINE}/{name}") for name in ("first", "second", "held"))
    if queries.posting(first) is not None:
        return False
    day = (at + timedelta(days=1)).replace(hour=1, minute=0, second=0, microsecond=0)
    offer_hours(Stay(MACHINE, day, day + 8 * HOUR), by=SYSTEM, at=at)
    book_hours(Stay(MACHINE, day, day + 3 * HOUR), holder=holder, key=first, by=SYSTEM, at=at)
    book_hours(Stay(MACHINE, day + 4 * HOUR, day + 6 * HOUR), holder=holder, key=second, by=SYSTEM, at=at)
    reverse(second, key=uuid5(second, "reversed"), effective_on=local(at).date(), by=SYSTEM, at=at)
    _hold(held, holder, at)
    return True


def _hold(key: UUID, holder: Subject, at: datetime) -> None:
    """One of the booked hours may go back to the machine, if somebody takes it in a week."""
    offered = queries.account(f"HOUR:{MACHINE}", "offered")
    [booked] = [one for one in queries.accounts_of(holder) if one.unit == f"HOUR:{MACHINE}"]
    if offered is not None:
        leg = Leg(booked.id, offered.id, 1)
        expires_at = at + timedelta(days=7)
        asked = Posting(key, HELD, local(at).date(), (leg,), phase=Phase.PENDING, expires_at=expires_at)
        post(asked, by=SYSTEM, at=at)
