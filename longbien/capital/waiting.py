"""What waits for a person in this room, for the page /me: drafts for a second officer, what an investor owes."""

from collections.abc import Iterator
from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext

from longbien.capital.policy import FUND
from longbien.capital.queries import funds as queries
from longbien.capital.queries.funds.notices import mine, notice_cards, open_ones
from longbien.capital.queries.funds.vehicles import title
from longbien.kernel.actor import Actor
from longbien.people.queries import today
from longbien.people.registry import Waiting, waiting

MOST = 20


@waiting
def drafts(actor: Actor) -> Iterator[Waiting]:
    """A close or a call that somebody else prepared."""
    if FUND not in actor.roles:
        return
    for one in queries.drafts()[:MOST]:
        if one.prepared_by != actor.id:
            route, kind = (
                ("call", gettext("Call to confirm")) if one.is_call else ("close", gettext("Close to confirm"))
            )
            yield Waiting(title(one.vehicle_id), reverse(f"capital:{route}", args=[one.id]), kind)


@waiting
def notices(actor: Actor) -> Iterator[Waiting]:
    """What one's own organisations owe."""
    if not actor.organisations:
        return
    for one in open_ones(notice_cards(mine(actor), today=today()))[:MOST]:
        due = datetime.combine(one.due_on, time.max, ZoneInfo(settings.HUB.timezone))
        yield Waiting(one.vehicle, one.url, gettext("Capital to pay in"), due=due)
