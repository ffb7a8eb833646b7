"""What follows in this room: letters to those who are asked to pay in."""

from longbien.capital.actions.funds.miss_payment import miss_payments
from longbien.capital.actions.funds.print_notices import print_notices
from longbien.capital.actions.funds.tell_investors import tell_of_call, tell_of_close, tell_of_missed
from longbien.capital.events.funds import CallIssued, CloseHeld, PaymentMissed
from longbien.capital.queries.funds.notices import first_day_after
from longbien.record.actions.schedule import schedule
from longbien.record.registry import Happened, on, timer


@on(CallIssued, slow=True)
def tell_of_notices(happened: Happened) -> None:
    """Each investor's own people, of their own notice."""
    tell_of_call(happened.what.call)


@on(CallIssued)
def watch_call(happened: Happened) -> None:
    schedule(call_over, event_id=happened.id, due_at=first_day_after(happened.what.due_on))


@timer
def call_over(happened: Happened) -> None:
    """Set when a call was issued; does nothing where everything was paid in time."""
    miss_payments(happened.what.call, at=happened.now)


@on(CloseHeld)
def watch_close(happened: Happened) -> None:
    schedule(close_over, event_id=happened.id, due_at=first_day_after(happened.what.due_on))


@timer
def close_over(happened: Happened) -> None:
    """The same, when the late investors of a close had to pay by then."""
    miss_payments(happened.what.close, at=happened.now)


@on(PaymentMissed, slow=True)
def tell_of_delay(happened: Happened) -> None:
    tell_of_missed(happened.what.notice)


@on(CallIssued, slow=True)
def print_call(happened: Happened) -> None:
    print_notices(happened.what.call, at=happened.now)


@on(CloseHeld, slow=True)
def print_close(happened: Happened) -> None:
    print_notices(happened.what.close, at=happened.now)


@on(CloseHeld, slow=True)
def tell_of_what_is_owed(happened: Happened) -> None:
    """Those who pay in because of a close."""
    tell_of_close(happened.what.close)
