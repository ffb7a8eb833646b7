"""What waits for stewards of data: requests, breaches and thresholds, each with the clock of the law."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext

from longbien.data.policy import DUTIES
from longbien.data.queries.duties.breaches import breaches
from longbien.data.queries.duties.meter import weighings
from longbien.kernel.actor import Actor
from longbien.people.policy import can
from longbien.people.registry import Waiting, waiting
from longbien.ui.language import say

MOST = 20


@waiting
def duties(actor: Actor) -> Iterator[Waiting]:
    """A breach that is open, data that passed a threshold. Requests wait as cases of their service."""
    if not can(actor, "keep", None, type=DUTIES):
        return
    for one in breaches()[:MOST]:
        if one.is_open:
            due = one.due_at if one.owes else None
            yield Waiting(say(one.title), reverse("data:breach", args=[one.id]), gettext("Breach of data"), due=due)
    for found in [one for one in weighings() if one.waits][:MOST]:
        kind = gettext("Data past a threshold")
        yield Waiting(say(found.title), reverse("data:weighing", args=[found.crossing]), kind)
