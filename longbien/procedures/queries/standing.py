"""How an actor stands to a case, and what its rules may look at."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

from longbien.kernel.actor import Actor
from longbien.procedures import registry
from longbien.procedures.models import Answers, Case, Task
from longbien.procedures.queries.versions import Published
from longbien.procedures.rules.definition import Definition
from longbien.procedures.rules.expressions import Reckoning, Situation
from longbien.procedures.rules.forms import ADDRESS, sources_in
from longbien.procedures.rules.machine import Parties, roles_of
from longbien.record import rows

AT_WORK = (Task.State.OPEN, Task.State.DONE)


def roles_in(case: Case, definition: Definition, actor: Actor) -> frozenset[str]:
    """The roles of its procedure that `actor` plays in this case now."""
    return roles_of(definition, actor, parties(case, definition))


def parties(case: Case, definition: Definition) -> Parties:
    if not definition.tasks:
        return Parties(case.owner_id, {})
    assigned: dict[str, set[UUID]] = {}
    held = Task.objects.filter(case=case, state__in=AT_WORK).values_list("kind", "person_id")
    for kind, person_id in held:
        assigned.setdefault(kind, set()).add(person_id)
    return Parties(case.owner_id, {kind: frozenset(persons) for kind, persons in assigned.items()})


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
    merged = {question: answer for data in forms.values() for question, answer in data.items()}
    situation = Situation(
        data=merged,
        forms=forms,
        tasks=task_rows(case, version.definition),
        case={"number": case.number, "state": case.state, "seq": case.seq},
        today=local_date(at).isoformat(),
    )
    return Reckoning(version.definition, situation)


def local_date(at: datetime) -> Any:
    return at.astimezone(ZoneInfo(settings.HUB.timezone)).date()


def open_choices(schema: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    """What the lists of other rooms that this form offers hold now."""
    return {source: _open_in(source) for source in sources_in(schema)}


def _open_in(source: str) -> frozenset[str]:
    if source == ADDRESS:
        return frozenset(ward.code for ward in registry.all_wards())
    return frozenset(choice.value for choice in registry.choices_named(source))
