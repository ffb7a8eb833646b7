"""Call an option: its holder wants the licence now."""

from datetime import datetime
from uuid import UUID

from longbien.capital.actions.rights.make_offer import Asked, make_offer
from longbien.capital.models import Entitlement
from longbien.capital.queries.rights.book import in_force
from longbien.kernel.actor import Actor
from longbien.kernel.refusal import conflict, not_found
from longbien.kernel.text import Text
from longbien.people.policy import check
from longbien.people.queries import today
from longbien.record.actions.act import act


@act
def call_option(entitlement_id: UUID, *, what: str, by: Actor, at: datetime) -> UUID:
    """The offer's id: the option is triggered, behind whatever right over the same has a better rank. Refusal (409)
    for what is no option, or isn't in force today."""
    found = Entitlement.objects.select_related("agreement__contribution").filter(pk=entitlement_id).first()
    if found is None:
        raise not_found()
    check(by, "answer", found)
    stands = in_force(Entitlement.objects.filter(pk=found.pk, kind=Entitlement.Kind.OPTION)).exists()
    if not stands or not found.start <= today() < found.end:
        raise conflict("no-option", Text.of(vi="Không có quyền chọn nào để gọi.", en="There is no option to call."))
    given = found.agreement.contribution
    asked = Asked(
        laboratory_id=given.laboratory_id,
        offeror_id=given.organisation_id,
        stage="call",
        what=what,
        fields=tuple(found.fields),
        territories=tuple(found.territories),
        called=found.pk,
    )
    return make_offer(asked, by=by, at=at)
