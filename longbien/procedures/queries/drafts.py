"""What a form shows when it is opened: what was written so far, or the answers given before."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.people.queries.consents import is_withdrawn
from longbien.people.queries.once import ONCE_ONLY
from longbien.people.registers import Filer, Known, known
from longbien.procedures.models import Answers, Case, Draft
from longbien.procedures.rules.questions.merging import Merged, Written, merge
from longbien.procedures.rules.questions.shapes import Schema

# What an officer types on the page of a case is kept like a form; no procedure can name one so.
AT_DESK = "~desk"


@dataclass(frozen=True)
class Begun:
    """A form as far as it was written: by oneself, and with `shared` by colleagues too. `by` and `touched` say who
    answered each question last, and when; `known` what was taken from which register; `saved_at` is None where nobody
    has written yet, `mine_at` where this person has not. `aside`, `pages`: of this person's own draft."""

    data: dict[str, Any]
    known: dict[str, Any]
    touched: dict[str, str]
    by: dict[str, UUID | None]
    saved_at: datetime | None
    mine_at: datetime | None = None
    wrote: dict[str, str] = field(default_factory=dict)
    aside: dict[str, dict[str, Any]] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)

    @property
    def merged(self) -> Merged:
        return Merged(self.data, self.touched, self.known, self.by, self.wrote)


def begun(case: Case, form: str, actor: Actor, *, shared: bool) -> Begun:
    """The last answer to each question in the drafts, or else the answers accepted last."""
    accepted = case.answers.filter(form=form).order_by("-seq").first() if shared else None
    drafts = [one for one in case.drafts.filter(form=form) if shared or one.person_id == actor.id]
    merged = merged_drafts(drafts, accepted)
    saved_at = max((one.saved_at for one in drafts), default=None)
    mine = next((one for one in drafts if one.person_id == actor.id), None)
    own = (mine.saved_at, merged.wrote, mine.aside, mine.pages) if mine else (None, merged.wrote)
    return Begun(merged.data, merged.known, merged.touched, merged.by, saved_at, *own)


def merged_drafts(drafts: list[Draft], accepted: Answers | None) -> Merged:
    written = [Written(one.person_id, one.data, _touched(one), one.known, one.wrote) for one in drafts]
    if accepted is not None:
        at = dict.fromkeys(accepted.data, instant(accepted.at))
        written.append(Written(accepted.by_id, accepted.data, at, accepted.known))
    return merge(written)


def _touched(draft: Draft) -> dict[str, str]:
    """A draft of the time before answers had their own instants has one for all."""
    return draft.touched or dict.fromkeys(draft.data, instant(draft.saved_at))


def instant(at: datetime) -> str:
    """Written so that later instants sort behind earlier ones."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def taken_from_registers(drafts: list[Draft], data: Mapping[str, Any]) -> dict[str, Any]:
    """Of the answers that are sent, those that were taken from a register and are still as they were taken."""
    merged = merged_drafts(drafts, None)
    return {name: told for name, told in merged.known.items() if name in data and data[name] == told["value"]}


def sent_before(case: Case, form: str, data: Mapping[str, Any]) -> bool:
    """Whether these very answers are the ones that were accepted last."""
    accepted = case.answers.filter(form=form).order_by("-seq").first()
    return accepted is not None and accepted.data == data


def known_already(case: Case, schema: Schema, actor: Actor) -> dict[str, Known]:
    """What the registers of the house say to `x-once` questions."""
    asked = {name: node["x-once"] for name, node in schema["properties"].items() if "x-once" in node}
    if not asked or actor.id is None or is_withdrawn(actor.id, ONCE_ONLY.code):
        return {}
    filer = Filer(actor.id, case.owner_id)
    found = {name: known(key, filer) for name, key in asked.items()}
    return {name: one for name, one in found.items() if one is not None}


def is_left_blank(schema: Schema, questions: frozenset[str], actor: Actor) -> bool:
    """Whether nothing is offered to these questions because the person took back their consent to it."""
    once = any("x-once" in schema["properties"][name] for name in questions)
    return once and actor.id is not None and is_withdrawn(actor.id, ONCE_ONLY.code)


@dataclass(frozen=True)
class Unsent:
    """A text that its writer had laid aside when the form was sent."""

    form: str
    question: str
    value: Any


@dataclass(frozen=True)
class Drafted:
    """What a person has written in a case: forms begun, and what is left of forms sent."""

    forms: frozenset[str] = frozenset()
    unsent: tuple[Unsent, ...] = ()


def drafted(case: Case, actor: Actor) -> Drafted:
    """In the order of writing."""
    if actor.id is None:
        return Drafted()
    drafts = list(case.drafts.filter(person_id=actor.id))
    left = [one for one in drafts if one.aside and not one.data]
    texts = [(draft.form, name, told) for draft in left for name in draft.aside for told in draft.aside[name].values()]
    texts.sort(key=lambda one: str(one[2]["at"]))
    unsent = tuple(Unsent(form, name, told["value"]) for form, name, told in texts if told["value"] is not None)
    return Drafted(frozenset(one.form for one in drafts), unsent)


def typed_at_desk(case: Case, actor: Actor) -> dict[str, str]:
    """What an officer typed on the page of the case and has not sent, by what it is for."""
    kept = case.drafts.filter(form=AT_DESK, person_id=actor.person_id).values_list("data", flat=True).first()
    return kept or {}
