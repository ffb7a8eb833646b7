"""How an actor stands to a case, and what its rules may look at."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import OuterRef, Subquery, UUIDField

from longbien.kernel.actor import Actor
from longbien.kernel.outcome import Reason
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.people.queries import persons_related_to, recused
from longbien.procedures import registry
from longbien.procedures.models import Answers, Attendance, Case, Move, Outside, QuorumVote, Task, Vote
from longbien.procedures.queries.versions import Published
from longbien.procedures.rules.definition import Definition
from longbien.procedures.rules.expressions import Reckoning, Situation
from longbien.procedures.rules.fees import all_settled, charges
from longbien.procedures.rules.forms import ADDRESS, sources_in
from longbien.procedures.rules.machine import Parties, recused_offices, roles_of
from longbien.record import rows

AT_WORK = (Task.State.OPEN, Task.State.DONE)
YOU_HAD_A_HAND = Text.of(
    vi="Bạn đã tham gia ra quyết định đang bị khiếu nại, nên không giải quyết hồ sơ này.",
    en="You had a hand in the decision that is appealed, so others judge this case.",
)


def roles_in(case: Case, definition: Definition, actor: Actor) -> frozenset[str]:
    """The roles of its procedure that `actor` plays in this case now."""
    return roles_of(definition, actor, parties(case, definition))


def why_recused(case: Case, definition: Definition, actor: Actor) -> Reason | None:
    """In plain words why someone who holds an office of the case may not use it here; None for everyone else."""
    if not actor.related_to(case.owner_id) and not is_about_a_case(case):
        return None
    sides = parties(case, definition)
    if not recused_offices(definition, actor, sides):
        return None
    if actor.id in sides.barred:
        return Reason("judged-before", YOU_HAD_A_HAND)
    return recused(actor, case.owner_id)


def recused_from(case: Case) -> frozenset[UUID]:
    """Whoever uses no office in a case: those tied to its owner, its members among them, and those who judged what it
    is about."""
    return persons_related_to(case.owner_id) | judges_before(case)


def parties(case: Case, definition: Definition) -> Parties:
    barred = judges_before(case)
    if not definition.tasks:
        return Parties(case.owner_id, {}, barred)
    assigned: dict[str, set[UUID]] = {}
    held = Task.objects.filter(case=case, state__in=AT_WORK).values_list("kind", "person_id")
    for kind, person_id in held:
        assigned.setdefault(kind, set()).add(person_id)
    return Parties(case.owner_id, {kind: frozenset(persons) for kind, persons in assigned.items()}, barred)


def judges_before(case: Case) -> frozenset[UUID]:
    """Whoever moved, voted or reviewed in the case that this one is about, such as one that it appeals against, in one
    that stands behind that, or in one opened inside them, such as an opinion they rest on: alone, in a meeting, by a
    deputy, by a proxy or for somebody else."""
    before = _with_children(_cases_before(case))
    if not before:
        return frozenset()
    judged = Task.objects.filter(case_id__in=before, state=Task.State.DONE).values_list("person_id", flat=True)
    return _who_decided(before) | frozenset(judged)


def who_decided(case: Case) -> frozenset[UUID]:
    """Whoever moved a case or voted in it so far: alone, in a meeting, by a deputy, by a proxy or for somebody else."""
    return _who_decided((case.pk,))


def _who_decided(cases: Collection[UUID]) -> frozenset[UUID]:
    moved = Move.objects.filter(case_id__in=cases, seq__gt=1).values_list("by_id", "on_behalf_of")
    voted = QuorumVote.objects.filter(case_id__in=cases).values_list("person_id", "on_behalf_of")
    pairs = (*moved, *voted, *_who_met(cases))
    return frozenset(person for pair in pairs for person in pair if person is not None)


def _who_met(cases: Collection[UUID]) -> list[tuple[UUID, UUID | None]]:
    """Whoever voted on the cases in a meeting that decided, each with the holder of the seat they sat in for."""
    met = Vote.objects.filter(item__case_id__in=cases).exclude(item__result="")
    sat_for = Attendance.objects.filter(meeting=OuterRef("item__meeting"), person=OuterRef("person"))
    return list(met.values_list("person_id", Subquery(sat_for.values("acts_for"), output_field=UUIDField())))


def _cases_before(case: Case) -> tuple[UUID, ...]:
    """The case that this one is about, the one that it is about in turn, and so on."""
    found: list[UUID] = []
    about = case.about
    while about.startswith(A_CASE) and (before := Subject.parse(about).id) not in found:
        found.append(before)
        about = Case.objects.values_list("about", flat=True).get(pk=before)
    return tuple(found)


def _with_children(cases: tuple[UUID, ...]) -> frozenset[UUID]:
    """The cases, those that they opened, and what those opened in turn."""
    found, opened = frozenset(cases), frozenset(cases)
    while opened:
        opened = frozenset(Case.objects.filter(parent_id__in=opened).values_list("pk", flat=True)) - found
        found |= opened
    return found


A_CASE = "procedures.case:"


def is_about_a_case(case: Case) -> bool:
    """Such as an appeal."""
    return case.about.startswith(A_CASE)


def answers_by_form(case: Case) -> dict[str, dict[str, Any]]:
    """The latest accepted answers of each form of the case, in the order they were given."""
    latest: dict[str, dict[str, Any]] = {}
    for row in rows.select(Answers, order="seq", case_id=case.pk):
        latest.pop(row.form, None)
        latest[row.form] = row.data
    return latest


def task_rows(case: Case, definition: Definition) -> dict[str, list[dict[str, Any]]]:
    """Each kind of task with its rows as rules see them: the latest round, `done` and the answers given."""
    seen_as: dict[str, list[dict[str, Any]]] = {kind: [] for kind in definition.tasks}
    if not seen_as:
        return seen_as
    found = list(case.tasks.filter(state__in=AT_WORK).order_by("assigned_at", "pk"))
    for kind, seen in seen_as.items():
        latest = max((task.round for task in found if task.kind == kind), default=0)
        seen += [
            {**(task.data or {}), "done": task.state == Task.State.DONE}
            for task in found
            if task.kind == kind and task.round == latest
        ]
    return seen_as


def reckoning(
    case: Case, version: Published, at: datetime, given: Mapping[str, dict[str, Any]] | None = None
) -> Reckoning:
    """The rules of a case over its answers; `given` are forms sent just now, over what was accepted before."""
    forms = answers_by_form(case)
    for form, data in (given or {}).items():
        forms.pop(form, None)
        forms[form] = data
    definition = version.definition
    merged = {question: answer for data in forms.values() for question, answer in data.items()}
    situation = Situation(
        data=merged,
        forms=forms,
        tasks=task_rows(case, definition),
        case={"number": case.number, "state": case.state, "seq": case.seq, "fees_paid": _fees_paid(case, definition)},
        today=local_date(at).isoformat(),
        children=_children(case, definition),
        outside=_outside(case, definition),
    )
    return Reckoning(definition, situation)


def _fees_paid(case: Case, definition: Definition) -> bool:
    """Whether nothing is owed for this case; asked only where the procedure has a fee."""
    return not charges(definition) or all_settled(case.fees.values_list("state", flat=True))


def _children(case: Case, definition: Definition) -> dict[str, dict[str, Any]]:
    """The latest case that each name of the procedure opened."""
    if not any(state.children for state in definition.states.values()):
        return {}
    found = case.children.order_by("opened_at", "pk").values_list("parent_key", "number", "state", "closed_at")
    return {
        key: {"number": number, "state": state, "final": closed_at is not None}
        for key, number, state, closed_at in found
    }


def _outside(case: Case, definition: Definition) -> dict[str, str]:
    if not any(state.handoff for state in definition.states.values()):
        return {}
    found = Outside.objects.filter(case=case).values_list("number", "status").first()
    return {"number": found[0], "status": found[1]} if found else {"number": "", "status": ""}


def local_date(at: datetime) -> Any:
    return at.astimezone(ZoneInfo(settings.HUB.timezone)).date()


def open_choices(schema: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    """What the lists of other rooms that this form offers hold now."""
    return {source: _open_in(source) for source in sources_in(schema)}


def _open_in(source: str) -> frozenset[str]:
    if source == ADDRESS:
        return frozenset(ward.code for ward in registry.all_wards())
    return frozenset(choice.value for choice in registry.choices_named(source))
