"""Keys that bring deliveries: which data set one opens now, and in whose name."""

from datetime import datetime
from hashlib import sha256
from uuid import UUID

from longbien.data.models import DataSet, DeliveryKey
from longbien.record import rows


def key_holder(token: str, *, at: datetime) -> tuple[DataSet, UUID] | None:
    """The data set and the steward; None for any token that is not the newest of its set, or over."""
    digest = sha256(token.encode()).hexdigest()
    found = next(iter(rows.select(DeliveryKey, sha256=digest)), None)
    if found is None or found.expires_at <= at:
        return None
    newest = DeliveryKey.objects.filter(data_set=found.data_set).order_by("-at", "-pk").first()
    return (found.data_set, found.person_id) if newest == found else None


def key_until(data_set_id: UUID, *, at: datetime) -> datetime | None:
    """Until when the newest key of a set works; None when there is none that does."""
    rows = DeliveryKey.objects.filter(data_set=data_set_id).order_by("-at", "-pk")
    newest = rows.values_list("expires_at", flat=True).first()
    return newest if newest and newest > at else None
