"""Propose the agreement that a case decided: its terms as the steward set them, or the old ones for longer."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from longbien.data.actions.access.ask_renewal import ENDED
from longbien.data.actions.access.held import HANDLED, first_fault, set_of
from longbien.data.actions.agreements.agreeing import propose
from longbien.data.events.access import AgreementGrounded
from longbien.data.models import Agreement, DataSet, Ground
from longbien.data.queries.agreements import agreement_view
from longbien.data.queries.sets import contract_of
from longbien.data.rules.access.asked import read_asked
from longbien.data.rules.access.decided import LONGER, decided_terms, in_form
from longbien.data.rules.agreement.terms import Terms
from longbien.data.rules.agreement.written import read_terms
from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Fault, Refusal, conflict, not_found
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.people.policy import can
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit


@dataclass(frozen=True)
class Decision:
    """What the case decided: who may have it, and the forms of request and terms as they were accepted."""

    case_id: UUID
    organisation_id: UUID
    asked: Mapping[str, Any]
    decided: Mapping[str, Any]


NOT_YOURS = Text.of(
    vi="Chỉ cán bộ của đơn vị công bố bộ dữ liệu này, không liên quan tới bên xin, mới quyết định được.",
    en="Only officers of the body that publishes this data set, whom nothing ties to the applicant, may decide.",
)


RENEWED = Text.of(vi="Thoả thuận này đã được gia hạn.", en="This agreement was renewed before.")


@act
def propose_by_case(told: Decision, *, by: Actor, at: datetime) -> UUID:
    """The agreement's id. Refusal: 403 for whoever does not answer for the data set, 422 at each wrong question."""
    asked = read_asked(told.asked)
    found = set_of(asked.data_set)
    terms, faults = decided_terms(asked, told.decided, contract_of(found))
    first_fault(HANDLED, faults)
    return _propose(told, found, terms, by=by, at=at)


@act
def renew_by_case(agreement_id: UUID, told: Decision, *, by: Actor, at: datetime) -> UUID:
    """The same terms up to the day that was decided, as a new agreement that goes on from the old one. Refusal (409)
    when that was revoked, or goes on in another, since it was asked."""
    old = Agreement.objects.filter(pk=agreement_id).select_related("data_set").first()
    if old is None or old.organisation_id != told.organisation_id:
        raise not_found()
    if agreement_view(old).state not in ("in-force", "expired"):
        raise conflict("not-in-force", ENDED)
    if old.renewed_by.exists():
        raise conflict("renewed-already", RENEWED)
    asked, until = date.fromisoformat(told.asked["until"]), date.fromisoformat(told.decided["until"])
    if until > asked:
        first_fault(HANDLED, (Fault("/until", LONGER),))
    terms = replace(read_terms(old.terms, contract_of(old.data_set)), until=until)
    return _propose(told, old.data_set, terms, renews=old.pk, by=by, at=at)


def _propose(
    told: Decision, found: DataSet, terms: Terms, *, renews: UUID | None = None, by: Actor, at: datetime
) -> UUID:
    if not can(by, "propose", Agreement(data_set=found, organisation_id=told.organisation_id)):
        raise Refusal("not-the-owner", NOT_YOURS, status=403)
    try:
        made = propose(told.organisation_id, terms, by=by, at=at)
    except Refusal as refusal:
        first_fault(HANDLED, tuple(map(in_form, refusal.faults)))
        raise
    subject = Subject("data.agreement", made)
    emit(AgreementGrounded(told.case_id, renews), subject=subject, by=by, at=at, chain=subject)
    Ground.objects.create(agreement_id=made, case_id=told.case_id, renews_id=renews)
    return made
