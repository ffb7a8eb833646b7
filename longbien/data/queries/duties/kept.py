"""Until when the rows of each edition are kept."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings

from longbien.data.models import DataSet
from longbien.data.queries.sets import contract_of


def ends_at(code: str) -> dict[int, datetime]:
    """By the numbers of editions that have rows: when the first day begins on which they are not to be there any more.

    Nothing where the contract doesn't say.
    """
    row, zone = DataSet.objects.get(code=code), ZoneInfo(settings.HUB.timezone)
    processing = contract_of(row).processing
    kept = processing.retention if processing else None
    if kept is None:
        return {}
    delivered = row.editions.filter(gone=None, rows__gt=0).values_list("number", "at")
    return {number: datetime.combine(kept.ends(at.astimezone(zone).date()), time(), zone) for number, at in delivered}
