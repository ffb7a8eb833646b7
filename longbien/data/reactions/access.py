"""What follows from an agreement in force: before its last day both sides are told."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings

from longbien.data.actions.access.remind import note_ending, write_of_ending, write_of_revocation
from longbien.data.events.access import AgreementEndsSoon
from longbien.data.events.agreements import DataAgreementRevoked, DataAgreementSigned
from longbien.data.models import Agreement
from longbien.data.queries.agreements import agreement_view
from longbien.data.rules.access.lasting import remind_on
from longbien.record.actions.schedule import schedule
from longbien.record.registry import Happened, on, timer

MORNING = time(8)


@on(DataAgreementSigned)
def watch_ending(happened: Happened) -> None:
    """Have the clock tell of it; one that is shorter than the notice is told of at once."""
    found = Agreement.objects.get(pk=happened.subject.id)
    if agreement_view(found).state == "in-force":
        due = datetime.combine(remind_on(found.until), MORNING, tzinfo=ZoneInfo(settings.HUB.timezone))
        schedule(ends_soon, event_id=happened.id, due_at=max(due, happened.at))


@timer
def ends_soon(happened: Happened) -> None:
    """Set when the second side signed; does nothing when it was revoked or renewed since."""
    note_ending(happened.subject.id, at=happened.now)


@on(AgreementEndsSoon, slow=True)
def tell_of_ending(happened: Happened) -> None:
    write_of_ending(happened.subject.id)


@on(DataAgreementRevoked, slow=True)
def tell_of_revocation(happened: Happened) -> None:
    write_of_revocation(happened.subject.id)
