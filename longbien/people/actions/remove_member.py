"""End a membership."""

from datetime import datetime
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import not_found
from longbien.kernel.subject import Subject
from longbien.people.actions.add_member import refuse_last_lead
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
    refuse_last_lead(leaving)
    leaving.delete()
    subject = Subject("people.organisation", organisation.pk)
    emit(MemberRemoved(person=person_id), subject=subject, by=by, at=at)
