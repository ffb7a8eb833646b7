"""Grant and revoke roles in the hub."""

from datetime import datetime
from uuid import UUID

from django.conf import settings

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Fault, Refusal, conflict, not_found
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.people.events import RoleGranted, RoleRevoked
from longbien.people.models import HubRole, Person
from longbien.people.policy import ADMINISTRATOR, check
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit


@act
def grant_role(*, person_id: UUID, role: str, by: Actor, at: datetime) -> None:
    """Give someone a role that hub.yaml names; it counts from their next request. Nothing happens when they hold it."""
    check(by, "grant-role", None, type="people.hub")
    _known(role)
    if not Person.objects.filter(pk=person_id, is_active=True).exists():
        raise not_found()
    _, is_new = HubRole.objects.get_or_create(person_id=person_id, role=role, defaults={"granted_at": at})
    if is_new:
        emit(RoleGranted(role=role), subject=Subject("people.person", person_id), by=by, at=at)


@act
def revoke_role(*, person_id: UUID, role: str, by: Actor, at: datetime) -> None:
    """Take a role from someone, from their next request. Refusal for the last administrator."""
    check(by, "grant-role", None, type="people.hub")
    held = HubRole.objects.select_for_update().filter(person_id=person_id, role=role).first()
    if held is None:
        raise not_found()
    others = HubRole.objects.filter(role=role, person__is_active=True).exclude(pk=held.pk)
    if role == ADMINISTRATOR and not others.exists():
        raise conflict(
            "last-administrator",
            Text.of(
                vi="Đây là quản trị viên duy nhất. Hãy trao vai trò này cho người khác trước.",
                en="This is the only administrator. Grant the role to someone else first.",
            ),
        )
    held.delete()
    emit(RoleRevoked(role=role), subject=Subject("people.person", person_id), by=by, at=at)


def _known(role: str) -> None:
    if role not in settings.HUB.roles:
        known = ", ".join(settings.HUB.roles)
        what = Text.of(vi=f"Không có vai trò “{role}”. Các vai trò: {known}.", en=f"No role “{role}”. Roles: {known}.")
        raise Refusal("unknown-role", what, faults=(Fault("role", what),))
