"""What follows in this room: holders are asked one after the other, and silence answers."""

from longbien.capital.actions.rights.answer import lapse_right
from longbien.capital.actions.rights.ask import ask
from longbien.capital.events.rights import OfferMade, RightLapsed, RightNotified, RightWaived
from longbien.record.actions.schedule import schedule
from longbien.record.registry import Happened, on, timer


@on(OfferMade, slow=True)
def ask_first(happened: Happened) -> None:
    """Write to the first holder."""
    ask(happened.subject.id, at=happened.now)


@on(RightWaived, RightLapsed, slow=True)
def ask_next(happened: Happened) -> None:
    """Write to the next one in rank."""
    ask(happened.what.offer, at=happened.now)


@on(RightNotified)
def start_clock(happened: Happened) -> None:
    schedule(silence_over, event_id=happened.id, due_at=happened.what.due_by)


@timer
def silence_over(happened: Happened) -> None:
    """Set when a holder received a notice; does nothing when they answered in time."""
    lapse_right(happened.what.offer, happened.subject.id, at=happened.now)
