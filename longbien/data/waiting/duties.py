"""What waits for stewards of data: requests, breaches and thresholds, each with the clock of the law."""

from collections.abc import Iterator
from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext

from longbien.data.policy import DUTIES
from longbien.data.queries.duties.breaches import breaches
from longbien.data.queries.duties.dossiers import owed
from longbien.data.queries.duties.meter import weighings
from longbien.data.queries.sets import contract_of
from longbien.kernel.actor import Actor
from longbien.people.policy import can
from longbien.people.registry import Waiting, waiting
from longbien.ui.language import say

MOST = 20


@waiting
def duties(actor: Actor) -> Iterator[Waiting]:
    """An open breach, a dossier to file, data that passed a threshold. Requests wait as cases of their service."""
    if not can(actor, "keep", None, type=DUTIES):
        return
    for one in breaches()[:MOST]:
        if one.is_open:
            due = one.due_at if one.owes else None
            yield Waiting(say(one.title), reverse("data:breach", args=[one.id]), gettext("Breach of data"), due=due)
    for row, paper in owed()[:MOST]:
        due = datetime.combine(paper.file_by, time.max, ZoneInfo(settings.HUB.timezone)) if paper.file_by else None
        url = reverse("data:dossier", args=[row.pk, paper.kind])
        yield Waiting(say(contract_of(row.data_set).title), url, gettext("Dossier to file"), due=due)
    for found in [one for one in weighings() if one.waits][:MOST]:
        kind = gettext("Data past a threshold")
        yield Waiting(say(found.title), reverse("data:weighing", args=[found.crossing]), kind)
