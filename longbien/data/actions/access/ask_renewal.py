"""Take in a case that asks for more time under an agreement."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from longbien.data.actions.access.held import HANDLED, first_fault
from longbien.data.actions.access.take_request import keep_request
from longbien.data.models import Agreement
from longbien.data.queries.agreements import agreement_view
from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Fault, conflict, not_found
from longbien.kernel.text import Text
from longbien.record.actions.act import act

ENDED = Text.of(
    vi="Chỉ gia hạn được thoả thuận đang có hiệu lực hoặc vừa hết hạn.",
    en="Only an agreement that is in force, or that ran out, can be renewed.",
)


@act
def ask_renewal(
    agreement_id: UUID, case_id: UUID, organisation_id: UUID, told: Mapping[str, Any], *, by: Actor, at: datetime
) -> None:
    """Refusal: 404 for an agreement of somebody else, 409 for one that was revoked or never signed, 422 for a day that
    is not later."""
    found = Agreement.objects.filter(pk=agreement_id).select_related("data_set").first()
    if found is None or found.organisation_id != organisation_id:
        raise not_found()
    if agreement_view(found).state not in ("in-force", "expired"):
        raise conflict("not-in-force", ENDED)
    if date.fromisoformat(told["until"]) <= found.until:
        what = Text.of(vi="Phải sau ngày hết hạn hiện nay.", en="This must be later than the last day of now.")
        first_fault(HANDLED, (Fault("/until", what),))
    keep_request(case_id, organisation_id, found.data_set, renews=found.pk, by=by, at=at)
