"""Who may do what with cases and tasks. Roles inside a procedure are its own; here is who stands near enough to ask."""

from typing import Any

from django.db.models import Exists, OuterRef, Q

from longbien.kernel.actor import Actor
from longbien.people.policy import (
    ADMINISTRATOR,
    ALL,
    NONE,
    OFFICER,
    Relation,
    allow,
    can,
    everyone,
    hub_role,
    member,
    oneself,
    signed_in,
    the_system,
    unrelated,
    visible,
    where,
)
from longbien.procedures.models import (
    Answers,
    Case,
    DeskBar,
    Fee,
    Meeting,
    MigrationRun,
    Notice,
    Revision,
    ServiceDraft,
    Task,
    VersionRole,
)
from longbien.procedures.queries.readers import reads_form
from longbien.procedures.queries.standing import AT_WORK, judges_before
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


def not_barred() -> Relation:
    """Persons who judged nothing of what the case is about: an appeal is for others, and so is who judges it."""
    return Relation(
        "no judge of what it is about",
        lambda actor, case: actor.id not in judges_before(case),
        lambda actor: ~Q(pk__in=DeskBar.objects.filter(person_id=actor.id).values("case_id")) if actor.id else ALL,
    )


def not_its_author() -> Relation:
    """Persons who saved no revision of the draft: publication takes two."""

    def holds(actor: Actor, draft: ServiceDraft) -> bool:
        return actor.is_signed_in and not draft.revisions.filter(by_id=actor.id).exists()

    def rows(actor: Actor) -> Q:
        return ~Q(pk__in=Revision.objects.filter(by_id=actor.id).values("draft_id")) if actor.is_signed_in else NONE

    return Relation("none of its authors", holds, rows)


def fee_office() -> Relation:
    """An office of the case that the fee belongs to."""
    near = office()

    def holds(actor: Actor, fee: Any) -> bool:
        return near.holds(actor, fee.case)

    def rows(actor: Actor) -> Q:
        return Q(case_id__in=Case.objects.filter(near.rows(actor)).values("pk"))

    return Relation("an office of its case", holds, rows)


def reader() -> Relation:
    """Whoever reads answers of the case, and is one of those whom this form is open to (`readers` in the format)."""
    return Relation(
        "reads its case & reader of its form",
        lambda actor, sent: can(actor, "read-answers", sent.case) and reads_form(actor, sent.case, sent.form),
        # Never listed across cases: what a form is open to stands in its procedure, not in the database.
        lambda actor: NONE,
    )


# A case that was never sent is nobody's business but its owner's, unless another case opened it.
sent = where("sent", lambda case: case.seq > 1 or case.parent_id is not None, Q(seq__gt=1) | ~Q(parent=None))


# What an office keeps for itself: notes, who looks after what.
INSIDE = office() & sent & unrelated("owner_id") & not_barred()
NEAR = (member("owner_id"), office() & sent, assigned(), the_system())

allow("procedures.case", "view", *NEAR, model=Case)
allow("procedures.case", "read-answers", *NEAR)
allow("procedures.answers", "read", reader(), model=Answers)
allow("procedures.case", "act", *NEAR)
allow("procedures.case", "open", member("owner_id"), the_system())
allow("procedures.case", "assign", INSIDE, the_system())
allow("procedures.case", "hand", INSIDE)
allow("procedures.case", "note", INSIDE)
allow("procedures.case", "mend-letter", INSIDE)
# What another system says of a case may decide it: never for the applicant to write.
allow("procedures.case", "report-outside", INSIDE, the_system())
allow("procedures.task", "view", oneself("person_id"), model=Task)
allow("procedures.task", "submit", oneself("person_id"))
allow("procedures.task", "recuse", oneself("person_id"))
allow("procedures.fee", "view", member("case.owner_id"), fee_office(), hub_role(ADMINISTRATOR), model=Fee)


def case_seen() -> Relation:
    """Whoever may see its case now: news outlive no right."""
    return Relation(
        "sees its case",
        lambda actor, notice: can(actor, "view", notice.case),
        lambda actor: Q(Exists(visible(actor, Case.objects.filter(pk=OuterRef("case_id"))))),
    )


apart = unrelated("case.owner_id")
allow("procedures.fee", "settle", fee_office() & apart, hub_role(ADMINISTRATOR) & apart)
allow("procedures.task", "hand-over", oneself("person_id"), hub_role(ADMINISTRATOR))
allow("procedures.notice", "view", oneself("person_id") & case_seen(), model=Notice)
allow("procedures.letters", "choose", signed_in())
allow("procedures.desk", "oversee", hub_role(OFFICER), hub_role(ADMINISTRATOR))
allow("procedures.desk", "oversee-all", hub_role(ADMINISTRATOR))
allow("procedures.catalogue", "view", everyone())


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
# By files only the system publishes; persons do it by two (`procedures.draft`, approve).
allow("procedures.catalogue", "publish", the_system())

DEPARTMENT_OFFICER = "department-officer"
AUTHORS = (hub_role(DEPARTMENT_OFFICER), hub_role(OFFICER), hub_role(ADMINISTRATOR))
allow("procedures.authoring", "view", *AUTHORS)
allow("procedures.authoring", "begin", *AUTHORS)
allow("procedures.draft", "view", *AUTHORS, model=ServiceDraft)
allow("procedures.draft", "edit", *AUTHORS)
allow("procedures.draft", "propose", *AUTHORS)
allow("procedures.draft", "approve", hub_role(ADMINISTRATOR) & not_its_author())
allow("procedures.draft", "return", hub_role(ADMINISTRATOR))
allow("procedures.migration", "view", *AUTHORS, model=MigrationRun)
