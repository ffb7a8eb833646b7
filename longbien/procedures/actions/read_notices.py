"""Mark notices as read."""

from datetime import datetime

from longbien.kernel.actor import Actor
from longbien.people.policy import visible
from longbien.procedures.models import Notice
from longbien.record.actions.act import act


@act
def read_notices(*, by: Actor, at: datetime) -> int:
    """Everything the actor was told so far is read; the answer is how many notices were new."""
    return visible(by, Notice.objects.filter(read_at=None)).update(read_at=at)
