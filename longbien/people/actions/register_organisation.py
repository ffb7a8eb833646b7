"""Enter an organisation or a team."""

from datetime import datetime
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.people.events import MemberAdded, OrganisationRegistered
from longbien.people.models import Membership, Organisation
from longbien.people.policy import check
from longbien.people.rules.names import clean_name
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit

# Public bodies are entered by the hub's administrators, so that nobody applies in a city's name.
PUBLIC = (Organisation.Kind.AUTHORITY, Organisation.Kind.DEPARTMENT)


@act
def register_organisation(*, name: str, kind: str, by: Actor, at: datetime, is_demo: bool = False) -> UUID:
    """Register an organisation; whoever does it leads it. The answer is its id.

    Refusal for a bad name, for an unknown kind, and for a public body entered by someone who may not.
    """
    if kind not in Organisation.Kind.values:
        what = Text.of(vi="Hãy chọn loại hình tổ chức.", en="Choose the kind of organisation.")
        raise Refusal("unknown-kind", what, faults=(Fault("kind", what),))
    check(by, "register-public-body" if kind in PUBLIC else "register-organisation", None, type="people.hub")
    made = Organisation.objects.create(name=clean_name(name, longest=200), kind=kind, is_demo=is_demo, created_at=at)
    subject = Subject("people.organisation", made.pk)
    emit(OrganisationRegistered(kind=kind, code=None, is_demo=is_demo, name=made.name), subject=subject, by=by, at=at)
    if by.id is not None and not by.is_system:
        Membership.objects.create(person_id=by.id, organisation=made, role=Membership.Role.LEAD)
        emit(MemberAdded(person=by.id, role=Membership.Role.LEAD.value), subject=subject, by=by, at=at)
    return made.pk
