"""Add what a batch counted to the units of the trial's comparisons."""

from collections.abc import Sequence

from longbien.trials import models
from longbien.trials.actions.intake.beyond import ASKED_AT_ONCE
from longbien.trials.rules.comparing.units import Key, Unit

SUMS = ("events", "counted", "against", "told", "strayed")


def store_compared(feed: models.Feed, units: Sequence[Unit]) -> None:
    """Each unit once, with the sums of all batches."""
    if not units:
        return
    known = dict[Key, models.Compared]()
    indices = sorted({one.index for one in units})
    for start in range(0, len(indices), ASKED_AT_ONCE):
        rows = models.Compared.objects.filter(feed=feed, index__in=indices[start : start + ASKED_AT_ONCE])
        known.update(((row.number, row.index, row.unit), row) for row in rows)
    changed = []
    for one in units:
        number, index, unit = one.key
        row = known.get(one.key) or models.Compared(feed=feed, number=number, index=index, unit=unit)
        for name, more in zip(SUMS, one.sums, strict=True):
            setattr(row, name, min(getattr(row, name) + more, models.LARGEST))
        changed.append(row)
    models.Compared.objects.bulk_create(
        changed, update_conflicts=True, unique_fields=["feed", "number", "index", "unit"], update_fields=SUMS
    )
