"""What a form shows when it is opened: what was written so far, or the answers given before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.people.registers import Filer, Known, known
from longbien.procedures.models import Answers, Case, Draft
from longbien.procedures.rules.questions.merging import Merged, Written, merge
from longbien.procedures.rules.questions.shapes import Schema
from longbien.record import rows


@dataclass(frozen=True)
class Begun:
    """A form as far as it was written: by oneself, and with `shared` by colleagues too. `by` and `touched` say who
    answered each question last, and when; `known` what was taken from which register; `saved_at` is None where nobody
    has written yet, `mine_at` where this person has not."""

    data: dict[str, Any]
    known: dict[str, Any]
    touched: dict[str, str]
    by: dict[str, UUID | None]
    saved_at: datetime | None
    mine_at: datetime | None = None


def begun(case: Case, form: str, actor: Actor, *, shared: bool) -> Begun:
    """The last answer to each question in the drafts, or else the answers accepted last."""
    accepted = case.answers.filter(form=form).order_by("-seq").first() if shared else None
    drafts = [one for one in case.drafts.filter(form=form) if shared or one.person_id == actor.id]
    merged = merged_drafts(drafts, accepted)
    saved_at = max((one.saved_at for one in drafts), default=None)
    mine_at = next((one.saved_at for one in drafts if one.person_id == actor.id), None)
    return Begun(merged.data, merged.known, merged.touched, merged.by, saved_at, mine_at)


def merged_drafts(drafts: list[Draft], accepted: Answers | None) -> Merged:
    written = [Written(one.person_id, one.data, _touched(one), one.known) for one in drafts]
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


def taken_from_registers(case: Case, form: str, data: Mapping[str, Any]) -> dict[str, Any]:
    """Of the answers that are sent, those that were taken from a register and are still as they were taken."""
    merged = merged_drafts(rows.select(Draft, case_id=case.pk, form=form), None)
    return {name: told for name, told in merged.known.items() if name in data and data[name] == told["value"]}


def sent_before(case: Case, form: str, data: Mapping[str, Any]) -> bool:
    """Whether these very answers are the ones that were accepted last."""
    accepted = case.answers.filter(form=form).order_by("-seq").first()
    return accepted is not None and accepted.data == data


def known_already(case: Case, schema: Schema, actor: Actor) -> dict[str, Known]:
    """What the registers of the house say to `x-once` questions."""
    asked = {name: node["x-once"] for name, node in schema["properties"].items() if "x-once" in node}
    if not asked or actor.id is None:
        return {}
    filer = Filer(actor.id, case.owner_id)
    found = {name: known(key, filer) for name, key in asked.items()}
    return {name: one for name, one in found.items() if one is not None}


def drafted_forms(case: Case, actor: Actor) -> frozenset[str]:
    """The forms of the case that this person has begun."""
    return frozenset(case.drafts.filter(person_id=actor.id).values_list("form", flat=True)) if actor.id else frozenset()
