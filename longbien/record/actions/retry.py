"""Take up deliveries that got stuck."""

from datetime import datetime

from longbien.record import models
from longbien.record.actions.act import act


@act
def retry(*, at: datetime, number: int | None = None) -> int:
    """Make a stuck delivery due again, with three fresh tries; all of them without a number. The answer is how many."""
    stuck = models.Delivery.objects.filter(stuck=True)
    if number is not None:
        stuck = stuck.filter(pk=number)
    return stuck.update(stuck=False, tries=0, due_at=at, leased_until=None)
