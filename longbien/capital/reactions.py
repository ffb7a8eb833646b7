"""What follows in this room: letters to those who are asked to pay in."""

from longbien.capital.actions.funds.print_notices import print_notices
from longbien.capital.actions.funds.tell_investors import tell_of_call, tell_of_close
from longbien.capital.events.funds import CallIssued, CloseHeld
from longbien.record.registry import Happened, on


@on(CallIssued, slow=True)
def tell_of_notices(happened: Happened) -> None:
    """Each investor's own people, of their own notice."""
    tell_of_call(happened.what.call)


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
