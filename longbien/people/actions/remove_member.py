"""End a membership."""

from datetime import datetime
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import conflict, not_found
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.people.events import MemberRemoved
from longbien.people.models import Membership, Organisation
from longbien.people.policy import check
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit


@act
def remove_member(*, organisation_id: UUID, person_id: UUID, by: Actor, at: datetime) -> None:
    """Remove a member; anyone may leave by themselves. Refusal for the last lead: somebody must answer for the rest."""
    organisation = Organisation.objects.select_for_update().filter(pk=organisation_id).first()
    if organisation is None:
        raise not_found()
    if by.id != person_id:
        check(by, "manage", organisation)
    leaving = Membership.objects.filter(organisation=organisation, person_id=person_id).first()
    if leaving is None:
        raise not_found()
    leads = Membership.objects.filter(organisation=organisation, role=Membership.Role.LEAD)
    if leaving.role == Membership.Role.LEAD and leads.count() == 1:
        raise conflict(
            "last-lead",
            Text.of(
                vi="Đây là trưởng nhóm duy nhất. Hãy mời một trưởng nhóm khác trước.",
                en="This is the only lead. Invite another lead first.",
            ),
        )
    leaving.delete()
    subject = Subject("people.organisation", organisation.pk)
    emit(MemberRemoved(person=person_id), subject=subject, by=by, at=at)
