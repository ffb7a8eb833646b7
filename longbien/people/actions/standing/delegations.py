"""Let someone else hold an office for a while, and take it back."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Fault, Refusal, conflict, not_found
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.people.events import DelegationRevoked, OfficeDelegated
from longbien.people.models import Delegation, Person
from longbien.people.policy import check
from longbien.people.queries import offices_in_right
from longbien.people.rules.days import MOST_DAYS, check_span
from longbien.people.rules.offices import KEPT
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit

LONGEST_SCOPE = 1_000


@dataclass(frozen=True)
class Given:
    """An office (`group:<role>`, `body:<body>`) for someone else, from the first to the last day; `scope`: for what."""

    office: str
    delegate_id: UUID
    since: date
    until: date
    scope: str = ""


@act
def delegate_office(*, holder_id: UUID, given: Given, by: Actor, at: datetime) -> UUID:
    """The delegate holds the office for its holder on these days; the answer is the delegation's id.

    Only an office held in one's own right can be given on, never the administrator's, never to oneself, never to who
    holds it already, and to one person at a time. Refusal otherwise, and for a span that ends before it begins or is
    longer than a year.
    """
    made = Delegation(
        holder_id=holder_id, delegate_id=given.delegate_id, office=given.office, since=given.since, until=given.until,
        scope=given.scope.strip(), made_at=at, made_by_id=None if by.is_system else by.id,
    )  # fmt: skip
    active = Person.objects.select_for_update().filter(pk__in=[holder_id, given.delegate_id], is_active=True)
    if {person.pk for person in active} != {holder_id, given.delegate_id}:
        raise not_found()
    check(by, "make", made)
    _check(made)
    made.save(force_insert=True)
    delegated = OfficeDelegated(
        delegation=made.pk, office=made.office, delegate=made.delegate_id, since=made.since, until=made.until,
        scope=made.scope,
    )  # fmt: skip
    emit(delegated, subject=_subject(made), by=by, at=at)
    return made.pk


@act
def revoke_delegation(*, delegation_id: UUID, by: Actor, at: datetime) -> None:
    """Take an office back, or give it back; it counts from the next request."""
    found = Delegation.objects.select_for_update().filter(pk=delegation_id).first()
    if found is None:
        raise not_found()
    check(by, "revoke", found)
    if found.revoked_at is not None:
        raise conflict(
            "ended-already", Text.of(vi="Uỷ quyền này đã chấm dứt.", en="This delegation has ended already.")
        )
    Delegation.objects.filter(pk=found.pk).update(revoked_at=at)
    revoked = DelegationRevoked(delegation=found.pk, office=found.office, delegate=found.delegate_id)
    emit(revoked, subject=_subject(found), by=by, at=at)


def _subject(delegation: Delegation) -> Subject:
    return Subject("people.person", delegation.holder_id)


def _check(made: Delegation) -> None:
    if made.office in KEPT or made.office not in offices_in_right(made.holder_id):
        what = Text.of(
            vi="Chỉ uỷ quyền được chức trách của chính mình; chức trách nhận uỷ quyền và quyền quản trị thì không.",
            en="Only an office of one's own can be delegated; one that was delegated, or the administrator's, can't.",
        )
        raise _fault("office", what)
    if made.delegate_id == made.holder_id:
        raise _fault("delegate", Text.of(vi="Hãy chọn người khác.", en="Choose someone else."))
    if made.office in offices_in_right(made.delegate_id):
        what = Text.of(vi="Người này đã giữ chức trách đó.", en="This person holds that office already.")
        raise _fault("delegate", what)
    check_span(made.since, made.until, most_days=MOST_DAYS)
    if len(made.scope) > LONGEST_SCOPE:
        what = Text.of(vi=f"Nhiều nhất {LONGEST_SCOPE} ký tự.", en=f"At most {LONGEST_SCOPE} characters.")
        raise _fault("scope", what)
    either = Q(holder_id=made.holder_id) | Q(delegate_id=made.delegate_id)
    standing = Delegation.objects.filter(either, office=made.office, revoked_at=None)
    if standing.filter(since__lte=made.until, until__gte=made.since).exists():
        what = Text.of(
            vi="Trong những ngày này đã có uỷ quyền cho chức trách đó.",
            en="That office is delegated on some of these days already.",
        )
        raise _fault("since", what)


def _fault(where: str, what: Text) -> Refusal:
    return Refusal("bad-delegation", what, faults=(Fault(where, what),))
