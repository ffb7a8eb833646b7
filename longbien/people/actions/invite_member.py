"""Invite someone into an organisation by e-mail address; they decide themselves."""

from datetime import datetime
from uuid import UUID

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Fault, Refusal, conflict, not_found
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.people.actions.add_member import join
from longbien.people.events import InvitationEnded, MemberInvited
from longbien.people.models import Invitation, Membership, Organisation
from longbien.people.policy import can, check
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit

MOST_OPEN = 50


@act
def invite_member(*, organisation_id: UUID, email: str, role: str, by: Actor, at: datetime) -> UUID:
    """Invite an address; a letter goes out by the worker. The answer is the invitation's id.

    The same is said whether or not the address has an account. Refusal for a bad address, an unknown role, an address
    that is invited already or belongs to a member, and beyond 50 open invitations.
    """
    organisation = Organisation.objects.select_for_update().filter(pk=organisation_id).first()
    if organisation is None:
        raise not_found()
    check(by, "manage", organisation)
    address = _address(email)
    if role not in Membership.Role.values:
        raise _fault("role", Text.of(vi="Hãy chọn vai trò.", en="Choose the role."))
    _check_free(organisation, address)
    made = Invitation.objects.create(
        organisation=organisation, email=address, role=role, invited_by_id=by.person_id, invited_at=at
    )
    invited = MemberInvited(invitation=made.pk, role=role, email=address)
    emit(invited, subject=Subject("people.organisation", organisation.pk), by=by, at=at)
    return made.pk


@act
def accept_invitation(*, invitation_id: UUID, by: Actor, at: datetime) -> UUID:
    """Join the organisation of an invitation to an address that this person has confirmed. The answer is its id.

    Whoever leads there already, and was invited by another address of theirs, goes on leading.
    """
    invitation = _mine(invitation_id, by)
    end(invitation, "accepted", by=by, at=at)
    mine = Membership.objects.filter(organisation_id=invitation.organisation_id, person_id=by.person_id)
    if not mine.filter(role=Membership.Role.LEAD).exists():
        join(invitation.organisation, by.person_id, Membership.Role(invitation.role), by=by, at=at)
    return invitation.organisation_id


@act
def end_invitation(*, invitation_id: UUID, by: Actor, at: datetime) -> None:
    """Decline an invitation to oneself, or withdraw one of an organisation that one manages."""
    found = Invitation.objects.select_related("organisation").filter(pk=invitation_id).first()
    if found is not None and can(by, "manage", found.organisation):
        end(found, "withdrawn", by=by, at=at)
    else:
        end(_mine(invitation_id, by), "declined", by=by, at=at)


def end(invitation: Invitation, how: str, *, by: Actor, at: datetime) -> None:
    subject = Subject("people.organisation", invitation.organisation_id)
    emit(InvitationEnded(invitation=invitation.pk, how=how), subject=subject, by=by, at=at)
    invitation.delete()


def _mine(invitation_id: UUID, by: Actor) -> Invitation:
    """The invitation, if it went to an address that `by` has confirmed; else it is not there."""
    found = Invitation.objects.select_for_update().filter(pk=invitation_id).first()
    mine = EmailAddress.objects.filter(user_id=by.id, verified=True) if by.id else EmailAddress.objects.none()
    if found is None or not mine.filter(email__iexact=found.email).exists():
        raise not_found()
    return found


def _address(written: str) -> str:
    address = written.strip().lower()
    try:
        validate_email(address)
    except ValidationError as error:
        what = Text.of(
            vi="Hãy nhập địa chỉ e-mail, ví dụ ten@example.org.", en="Enter an e-mail address such as name@example.org."
        )
        raise _fault("email", what) from error
    return address


def _check_free(organisation: Organisation, address: str) -> None:
    known = Invitation.objects.filter(organisation=organisation)
    if known.filter(email__iexact=address).exists():
        raise _fault("email", Text.of(vi="Địa chỉ này đã được mời.", en="This address is invited already."))
    if Membership.objects.filter(organisation=organisation, person__email__iexact=address).exists():
        raise _fault("email", Text.of(vi="Người này đã là thành viên.", en="This person is a member already."))
    if known.count() >= MOST_OPEN:
        raise conflict(
            "too-many-invitations",
            Text.of(vi="Đã có quá nhiều lời mời chưa trả lời.", en="Too many invitations are still open."),
        )


def _fault(where: str, what: Text) -> Refusal:
    return Refusal("bad-invitation", what, faults=(Fault(where, what),))
