"""Take up deliveries that got stuck."""

from datetime import datetime

from django.conf import settings

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.record import models
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit
from longbien.record.events import DeliveriesRetried

LONGEST = 1_000


@act
def retry(*, reason: str, by: Actor, at: datetime, number: int | None = None) -> int:
    """Make a stuck delivery due again, with three fresh tries; all of them without a number. The answer is how many.

    Refusal without a reason: what stood in the way and was mended. The caller has asked the policy.
    """
    said = reason.strip()
    if not said or len(said) > LONGEST:
        raise Refusal("no-reason", NO_REASON, faults=(Fault("reason", NO_REASON),))
    stuck = models.Delivery.objects.select_for_update().filter(stuck=True)
    rows = list(stuck if number is None else stuck.filter(pk=number))
    models.Delivery.objects.filter(pk__in=[row.pk for row in rows]).update(
        stuck=False, tries=0, due_at=at, leased_until=None
    )
    if rows:
        about = settings.HUB.subject if number is None else Subject("record.event", rows[0].event_id)
        reactions = tuple(sorted({row.reaction for row in rows}))
        emit(DeliveriesRetried(count=len(rows), reactions=reactions, reason=said), subject=about, by=by, at=at)
    return len(rows)


NO_REASON = Text.of(
    vi=f"Hãy ghi lý do: điều gì cản trở và đã được khắc phục ra sao (tối đa {LONGEST} ký tự).",
    en=f"Say why: what stood in the way, and how it was mended (at most {LONGEST} characters).",
)
