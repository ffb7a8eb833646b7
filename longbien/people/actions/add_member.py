"""Make someone a member of an organisation."""

from datetime import datetime
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import conflict, not_found
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.people.events import MemberAdded
from longbien.people.models import Membership, Organisation, Person
from longbien.people.policy import check
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit


@act
def add_member(*, organisation_id: UUID, person_id: UUID, role: str, by: Actor, at: datetime) -> None:
    """Add a person to an organisation, or change their role there; nothing happens when it is so already.

    For administrators and the system: people join by invitation (`invite_member`), which they accept themselves.
    Refusal for making the last lead a member: somebody must answer for the rest.
    """
    organisation = Organisation.objects.select_for_update().filter(pk=organisation_id).first()
    if organisation is None or not Person.objects.filter(pk=person_id, is_active=True).exists():
        raise not_found()
    check(by, "add-member", organisation)
    join(organisation, person_id, Membership.Role(role), by=by, at=at)


def join(organisation: Organisation, person_id: UUID, role: Membership.Role, *, by: Actor, at: datetime) -> None:
    """The change itself, for actions that have checked who may."""
    known = Membership.objects.filter(organisation=organisation, person_id=person_id).first()
    if known is not None and known.role == role:
        return
    if known is not None:
        refuse_last_lead(known)
    Membership.objects.update_or_create(
        organisation=organisation, person_id=person_id, defaults={"role": role}
    )  # fmt: skip
    subject = Subject("people.organisation", organisation.pk)
    emit(MemberAdded(person=person_id, role=role.value), subject=subject, by=by, at=at)


def refuse_last_lead(leaving: Membership) -> None:
    """Refusal (409) where nobody else leads the organisation."""
    if leaving.role != Membership.Role.LEAD:
        return
    leads = Membership.objects.filter(organisation_id=leaving.organisation_id, role=Membership.Role.LEAD)
    if leads.count() == 1:
        raise conflict(
            "last-lead",
            Text.of(
                vi="Đây là trưởng nhóm duy nhất. Hãy mời một trưởng nhóm khác trước.",
                en="This is the only lead. Invite another lead first.",
            ),
        )
