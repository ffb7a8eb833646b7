"""Who may do what with cases and tasks. Roles inside a procedure are its own; here is who stands near enough to ask."""

from typing import Any

from django.db.models import Q

from longbien.kernel.actor import Actor
from longbien.people.policy import (
    ADMINISTRATOR,
    NONE,
    Relation,
    allow,
    everyone,
    hub_role,
    member,
    oneself,
    the_system,
    unrelated,
    where,
)
from longbien.procedures.models import Case, Meeting, Notice, Task, VersionRole
from longbien.procedures.queries.standing import AT_WORK
from longbien.procedures.queries.versions import published


def _offices(actor: Actor) -> Q:
    return Q(kind="group", ref__in=actor.roles) | Q(kind="body", ref__in=actor.bodies)


def _in_office(actor: Actor, case: Case) -> bool:
    roles = published(case.version_id).definition.roles.values()
    held = {("group", ref) for ref in actor.roles} | {("body", ref) for ref in actor.bodies}
    return any((role.kind, role.ref) in held for role in roles)


def office() -> Relation:
    """Holders of a hub role or of a seat to which the case's procedure gives a role."""
    return Relation(
        "an office of its procedure",
        _in_office,
        lambda actor: Q(version_id__in=VersionRole.objects.filter(_offices(actor)).values("version_id")),
    )


def assigned() -> Relation:
    """Persons with a task in the case that they have not stepped back from."""

    def holds(actor: Actor, case: Any) -> bool:
        return actor.is_signed_in and case.tasks.filter(person_id=actor.id, state__in=AT_WORK).exists()

    def rows(actor: Actor) -> Q:
        if actor.id is None:
            return NONE
        mine = Task.objects.filter(person_id=actor.id, state__in=AT_WORK)
        return Q(pk__in=mine.values("case_id"))

    return Relation("assigned a task in it", holds, rows)


# A case that was never sent is nobody's business but its owner's.
sent = where("sent", lambda case: case.seq > 1, Q(seq__gt=1))

NEAR = (member("owner_id"), office() & sent, assigned(), the_system())

allow("procedures.case", "view", *NEAR, model=Case)
allow("procedures.case", "read-answers", *NEAR)
allow("procedures.case", "act", *NEAR)
allow("procedures.case", "open", member("owner_id"), the_system())
allow("procedures.case", "assign", office() & sent & unrelated("owner_id"), the_system())
allow("procedures.task", "view", oneself("person_id"), model=Task)
allow("procedures.task", "submit", oneself("person_id"))
allow("procedures.task", "recuse", oneself("person_id"))
allow("procedures.task", "hand-over", oneself("person_id"), hub_role(ADMINISTRATOR))
allow("procedures.notice", "view", oneself("person_id"), model=Notice)
allow("procedures.catalogue", "view", everyone())
allow("procedures.catalogue", "publish", hub_role(ADMINISTRATOR), the_system())


def seated() -> Relation:
    """Holders of a seat in the body that meets, and whoever stands in for one."""
    return Relation(
        "seat in its body",
        lambda actor, meeting: meeting.body_id in actor.bodies,
        lambda actor: Q(body_id__in=actor.bodies),
    )


minutes_out = where(
    "with published minutes",
    lambda meeting: meeting.state == Meeting.State.APPROVED and meeting.is_public,
    Q(state=Meeting.State.APPROVED, is_public=True),
)
MEETING = "procedures.meeting"
allow(MEETING, "view", seated(), hub_role(ADMINISTRATOR), everyone() & minutes_out, model=Meeting)
allow(MEETING, "call", seated(), hub_role(ADMINISTRATOR))
allow(MEETING, "prepare", seated(), hub_role(ADMINISTRATOR))
allow(MEETING, "read-pack", seated())
allow(MEETING, "take-part", seated())
allow(MEETING, "chair", seated())
allow(MEETING, "note-attendance", seated(), hub_role(ADMINISTRATOR))
