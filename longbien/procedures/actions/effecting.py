"""Carry out the effects of a move, each once; a refusal from one takes the whole action back."""

from datetime import datetime
from typing import Any

from longbien.kernel.actor import Actor
from longbien.kernel.subject import Subject
from longbien.procedures.models import Case, EffectDone
from longbien.procedures.queries.standing import answers_by_form, task_rows
from longbien.procedures.queries.versions import Published
from longbien.procedures.registry import EffectCall, effect_named
from longbien.procedures.rules.definition import Call


def do_effects(
    case: Case, version: Published, calls: tuple[Call, ...], *, by: Actor, at: datetime, late: bool = False
) -> None:
    """Do `calls` in order. Their names are kept with the move, so that nothing is done twice for it.

    Effects see every form of the case by name, and under the name of a task's form the list of what was handed in.
    """
    if not calls:
        return
    marks = [EffectDone(case=case, seq=case.seq, name=f"late: {call}" if late else str(call), at=at) for call in calls]
    EffectDone.objects.bulk_create(marks)
    data = {**answers_by_form(case), **_handed_in(case, version)}
    for call in calls:
        effect_named(call.name)(_call(case, version, call, data, by, at))


def _handed_in(case: Case, version: Published) -> dict[str, list[dict[str, object]]]:
    rows = task_rows(case, version.definition)
    tasks = version.definition.tasks
    return {tasks[kind].form: [row for row in found if row["done"]] for kind, found in rows.items()}


def _call(case: Case, version: Published, call: Call, data: dict[str, Any], by: Actor, at: datetime) -> EffectCall:
    return EffectCall(
        name=call.name, words=call.words, case_id=case.pk, case_number=case.number, procedure=version.definition.code,
        seq=case.seq, owner_id=case.owner_id, about=Subject.parse(case.about) if case.about else None, data=data,
        by=by, at=at,
    )  # fmt: skip
