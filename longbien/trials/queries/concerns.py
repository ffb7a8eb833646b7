"""Reads of residents' concerns, for those who watch over a trial."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.record.queries import Entry, Opening, chain, entries_of_type, openings_of
from longbien.trials.events import ConcernRaised
from longbien.trials.rules.concerns import ABOUT

RAISED = "trials.concern-raised"


@dataclass(frozen=True)
class ConcernView:
    """A concern as an officer reads it. `told` is empty once its opening was erased."""

    entry_id: UUID
    at: datetime
    about: Text
    happened_on: date | None
    told: str
    reach: str


def concerns(trial_id: UUID) -> tuple[ConcernView, ...]:
    """Every concern about a trial, newest first. Ask the policy for `read-concerns` before showing it."""
    found = [entry for entry in chain(Subject("trials.trial", trial_id)) if entry.kind == RAISED]
    opened = openings_of(entry.id for entry in found)
    return tuple(_view(entry, opened.get(entry.id, {})) for entry in reversed(found))


def recent_concerns(since: datetime) -> dict[UUID, int]:
    """How many concerns each trial has had since a moment; trials without any are left out."""
    return Counter(entry.subject.id for entry in entries_of_type(ConcernRaised.key(), since=since))


def _view(entry: Entry, opened: dict[str, Opening]) -> ConcernView:
    day = entry.open["happened_on"]
    return ConcernView(
        entry.id,
        entry.at,
        ABOUT.get(entry.open["about"], ABOUT["other"]),
        date.fromisoformat(day) if day else None,
        _said(opened, "told"),
        _said(opened, "reach"),
    )


def _said(opened: dict[str, Opening], name: str) -> str:
    return str(opened[name].value or "") if name in opened else ""
