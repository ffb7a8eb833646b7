"""Count that an open set was taken."""

from uuid import UUID

from django.db.models import F

from longbien.data.models import Use
from longbien.people.queries import today
from longbien.record.actions.act import act


@act
def count_use(data_set_id: UUID, way: str) -> None:
    """One more of this day, in this way."""
    row, _ = Use.objects.get_or_create(data_set_id=data_set_id, day=today(), way=way)
    Use.objects.filter(pk=row.pk).update(count=F("count") + 1)
