"""What becomes of a case's deadline when it moves: begun, stopped, gone on with."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from longbien.kernel.workdays import WorkingDays
from longbien.procedures.rules.deadlines import due_after, due_again, left_of
from longbien.procedures.rules.definition import Definition


@dataclass(frozen=True)
class Clock:
    """`due` of the state the case is in; `stopped` holds what was left of states whose clock stands still."""

    due: datetime | None
    stopped: Mapping[str, Any]


def begin(definition: Definition, calendar: WorkingDays, now: datetime) -> Clock:
    """The clock of a case that opens now."""
    return Clock(_fresh(definition, calendar, definition.initial.name, now), {})


def move(
    definition: Definition, calendar: WorkingDays, clock: Clock, *, source: str, target: str, now: datetime
) -> Clock:  # fmt: skip
    """The clock after moving from `source` to `target`.

    A state with `clock: stop` keeps what was left of the one before; going back there goes on with it. Going anywhere
    else forgets it. An action that stays in its state changes nothing.
    """
    if source == target:
        return clock
    stopped = dict(clock.stopped)
    leaving, entering = definition.states[source], definition.states[target]
    if entering.clock_stops and not leaving.clock_stops and leaving.sla and clock.due:
        unit = leaving.sla.within.unit
        stopped = {source: {"left": left_of(calendar, now, clock.due, unit), "unit": unit}}
    if entering.clock_stops:
        return Clock(_fresh(definition, calendar, target, now), stopped)
    if leaving.clock_stops and target in stopped:
        kept = stopped[target]
        return Clock(due_again(calendar, now, kept["left"], kept["unit"]), {})
    return Clock(_fresh(definition, calendar, target, now), {})


def _fresh(definition: Definition, calendar: WorkingDays, state: str, now: datetime) -> datetime | None:
    sla = definition.states[state].sla
    return due_after(calendar, now, sla.within) if sla else None
