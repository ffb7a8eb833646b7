"""What follows in this room: a role that is granted or revoked is said so by a credential."""

from longbien.credentials.actions.keep_role import issue_role, revoke_role
from longbien.people.events import RoleGranted, RoleRevoked
from longbien.record.registry import Happened, on


@on(RoleGranted)
def attest_role(happened: Happened) -> None:
    issue_role(person_id=happened.subject.id, role=happened.what.role, by=happened.by, at=happened.at)


@on(RoleRevoked)
def end_role(happened: Happened) -> None:
    revoke_role(person_id=happened.subject.id, role=happened.what.role, by=happened.by, at=happened.at)
