"""After rows of a data set were deleted: what was counted of them goes, and the rows that are left are counted anew."""

from datetime import datetime

from longbien.data.actions.cubes.publish import publish
from longbien.data.dependents import dependent
from longbien.data.models import Agreement
from longbien.data.queries.cubes import file_of
from longbien.data.queries.shares import newest_number
from longbien.kernel.actor import SYSTEM
from longbien.kernel.refusal import Refusal


@dependent("cubes")
def recount(code: str, at: datetime) -> int:
    """Only the newest edition's true numbers stay. Published answers stay too: their noise hides each single person."""
    return sum(
        _recount(one, at) for one in Agreement.objects.filter(data_set__code=code, cubes__isnull=False).distinct()
    )


def _recount(agreement: Agreement, at: datetime) -> bool:
    number = newest_number(agreement) or 0
    kept = file_of(agreement.pk, number)
    for one in kept.parent.glob("*"):
        if one != kept:
            one.unlink()
    if kept.exists():
        return False
    try:
        publish(agreement.pk, by=SYSTEM, at=at)
    except Refusal:  # the agreement is over, or its columns are gone: nobody asks this cube any more
        return False
    return True
