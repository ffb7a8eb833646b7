"""Keep a form as it is being written, right or wrong."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import not_allowed, not_found
from longbien.kernel.text import Text
from longbien.people.policy import check
from longbien.procedures.actions.perform import locked
from longbien.procedures.models import Draft
from longbien.procedures.queries.drafts import begun, instant
from longbien.procedures.queries.standing import roles_in
from longbien.procedures.queries.versions import published
from longbien.procedures.rules.definition import Definition
from longbien.procedures.rules.machine import may_write
from longbien.record.actions.act import act

Told = Mapping[str, Any]


@act
def save_draft(  # noqa: PLR0913 (the shape every caller writes)
    *,
    case_id: UUID,
    form: str,
    data: Told,
    by: Actor,
    at: datetime,
    only: frozenset[str] | None = None,
    known: Told | None = None,
) -> None:
    """Save what a person has typed into a form of a case, over what they saved before. No check of the answers.

    `only` are the questions that were asked on their page: the others stay as they were written before, by them or by
    a colleague. `known` tells which answers were taken from a register. Refusal for whoever may not write this form in
    the case's state.
    """
    case = locked(case_id)
    check(by, "act", case)
    definition = published(case.version_id).definition
    if form not in definition.forms or by.id is None:
        raise not_found()
    if not may_write(definition, case.state, form, roles_in(case, definition, by)):
        what = Text.of(
            vi="Lúc này bạn không điền được mẫu này. Nội dung bạn gửi chưa được lưu.",
            en="You can't fill in this form now. What you sent was not saved.",
        )
        raise not_allowed(what)
    before = begun(case, form, by, shared=is_shared(definition, form))
    asked = only if only is not None else frozenset({*before.data, *data})
    touched = dict(before.touched)
    for name in asked:
        if name not in touched or before.data.get(name) != data.get(name):
            touched[name] = instant(at)
    Draft.objects.update_or_create(
        case=case,
        form=form,
        person_id=by.id,
        defaults={
            "data": _over(before.data, data, asked),
            "touched": touched,
            "known": _over(before.known, known or {}, asked),
            "saved_at": at,
        },
    )


def is_shared(definition: Definition, form: str) -> bool:
    """Colleagues write a form of the case together; what a task asks, each person answers alone."""
    return all(task.form != form for task in definition.tasks.values())


def _over(before: Told, now: Told, asked: frozenset[str]) -> dict[str, Any]:
    kept = {name: value for name, value in before.items() if name not in asked}
    return kept | {name: value for name, value in now.items() if name in asked}
