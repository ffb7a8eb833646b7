"""What becomes of a running or a stopped deadline when its case goes over to a new version.

A deadline is a promise made when the case came to its step. A new version may lengthen it, by the difference between
the old span and the new one; it never shortens it. A step that had no deadline begins one now; a step that has none any
more lets it go. What was left of a stopped clock is carried by the same rule.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from longbien.kernel.workdays import WorkingDays
from longbien.procedures.rules.clock import Clock
from longbien.procedures.rules.deadlines import Span, due_after
from longbien.procedures.rules.definition import Definition, Sla
from longbien.procedures.rules.migrating.verdicts import mapped


@dataclass(frozen=True)
class Passage:
    """A case on its way: from `source` of the old version to `target` of the new one. `since`: its last move."""

    old: Definition
    new: Definition
    source: str
    target: str
    since: datetime
    now: datetime


def carried(passage: Passage, calendar: WorkingDays, clock: Clock) -> Clock:
    """The clock of the case under the new version."""
    before, after = passage.old.states[passage.source].sla, passage.new.states[passage.target].sla
    return Clock(_due(passage, calendar, clock.due, before, after), _stopped(passage, clock.stopped))


def _due(
    passage: Passage, calendar: WorkingDays, due: datetime | None, before: Sla | None, after: Sla | None
) -> datetime | None:
    if after is None:
        return None
    if due is None or before is None:
        return due_after(calendar, passage.now, after.within)
    if before.within.unit != after.within.unit:
        return max(due, due_after(calendar, passage.since, after.within))
    longer = after.within.count - before.within.count
    return due_after(calendar, due, Span(longer, after.within.unit)) if longer > 0 else due


def _stopped(passage: Passage, stopped: Mapping[str, Any]) -> dict[str, Any]:
    migration = passage.new.migrate
    kept = {}
    for state, left in stopped.items():
        name = mapped(migration, state) if migration else state
        longer = _longer(passage.old.states[state].sla, passage.new.states[name].sla)
        kept[name] = {**left, "left": left["left"] + longer}
    return kept


def _longer(before: Sla | None, after: Sla | None) -> int:
    """By how much the new span is longer than the old one, in units of both; 0 when they can't be compared."""
    if before is None or after is None or before.within.unit != after.within.unit:
        return 0
    return max(0, after.within.count - before.within.count)
