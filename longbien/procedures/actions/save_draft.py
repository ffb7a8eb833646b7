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
from longbien.procedures.queries.drafts import Begun, begun, instant
from longbien.procedures.queries.standing import roles_in
from longbien.procedures.queries.versions import published
from longbien.procedures.rules.definition import Definition
from longbien.procedures.rules.machine import may_write
from longbien.procedures.rules.questions.looking import marks_in
from longbien.procedures.rules.questions.merging import Basis, Parted, mark, part
from longbien.record.actions.act import act

Told = Mapping[str, Any]


PAGES_KEPT = 50  # of how many drawn pages a draft remembers when they last saved


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
    basis: Basis | None = None,
    chosen: Mapping[str, str] | None = None,
) -> frozenset[str]:
    """Save what a person has typed into a form of a case, over what they saved before. No check of the answers.

    `only` are the questions that were asked on their page: the others stay as they were written before, by them or by
    a colleague. `known` tells which answers were taken from a register. `basis` is what the page was drawn from: no
    newer answer is written over that it did not show. Where both were answered, the newer one stands, this one is laid
    aside, and the question is in what is returned; `chosen` says, by its mark, which of the two is to stand.
    Refusal for whoever may not write this form in the case's state.
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
    parted = part(data, asked, before.merged, basis) if basis else Parted(asked, frozenset())
    picked = _picked(before, chosen or {}, basis)
    now, write = {**data, **picked}, parted.write | picked.keys()
    page = basis.page if basis else ""
    touched, wrote = dict(before.touched), dict(before.wrote)
    for name in write:
        if name not in touched or before.data.get(name) != now.get(name):
            touched[name], wrote[name] = instant(at), page
    Draft.objects.update_or_create(
        case=case,
        form=form,
        person_id=by.id,
        defaults={
            "data": {name: one for name, one in _over(before.data, now, write).items() if one is not None},
            "touched": touched,
            "known": _over(before.known, {**(known or {}), **_still_known(before, picked)}, write),
            "wrote": wrote,
            "pages": _saved(before.pages, page, at),
            "aside": _aside(before.aside, picked, {name: data.get(name) for name in parted.clash}, page, at),
            "saved_at": at,
        },
    )
    return parted.clash


def _picked(before: Begun, chosen: Mapping[str, str], basis: Basis | None) -> dict[str, Any]:
    """What is to stand of the questions that have several texts, provided that all of them were shown."""
    shown, picked = marks_in(basis.marks) if basis else {}, {}
    for name in chosen.keys() & before.aside.keys():
        stands = before.data.get(name)
        texts = {mark(one): one for one in (stands, *(one["value"] for one in before.aside[name].values()))}
        if shown.get(name, "") == mark(stands) and chosen[name] in texts:
            picked[name] = texts[chosen[name]]
    return picked


def _still_known(before: Begun, picked: Told) -> dict[str, Any]:
    """Of what was picked, the answers that were taken from a register before."""
    return {name: told for name, told in before.known.items() if name in picked and told["value"] == picked[name]}


def _saved(pages: Mapping[str, str], page: str, at: datetime) -> dict[str, str]:
    every = {**pages, page: instant(at)} if page else pages
    return dict(sorted(every.items(), key=lambda one: one[1])[-PAGES_KEPT:])


def _aside(before: Mapping[str, Any], picked: Told, clash: Told, page: str, at: datetime) -> dict[str, Any]:
    """What is chosen from is done with; what a page wrote later takes the place of what it wrote before."""
    kept = {name: texts for name, texts in before.items() if name not in picked}
    laid = {name: {"value": value, "at": instant(at)} for name, value in clash.items()}
    return kept | {name: kept.get(name, {}) | {page: one} for name, one in laid.items()}


def is_shared(definition: Definition, form: str) -> bool:
    """Colleagues write a form of the case together; what a task asks, each person answers alone."""
    return all(task.form != form for task in definition.tasks.values())


def _over(before: Told, now: Told, asked: frozenset[str]) -> dict[str, Any]:
    kept = {name: value for name, value in before.items() if name not in asked}
    return kept | {name: value for name, value in now.items() if name in asked}
