"""How long a procedure may take by its own deadlines."""

from dataclasses import dataclass
from datetime import datetime

from longbien.kernel.text import Text
from longbien.kernel.workdays import WorkingDays
from longbien.procedures.rules.deadlines import Span, in_words
from longbien.procedures.rules.definition import Definition, State
from longbien.procedures.rules.fees import waits_for_fee

Spans = dict[str, int]


@dataclass(frozen=True)
class Promise:
    """The deadlines of the longest way to an end, added up; the time in which the applicant has to act is not in it.

    `open_ended` holds the states on that way for which no deadline is set: with one of them nothing is promised.
    """

    days: int
    hours: int
    open_ended: tuple[State, ...]

    @property
    def spans(self) -> tuple[Text, ...]:
        """In words, each unit by itself."""
        given = (Span(self.days, "wd"), Span(self.hours, "wh"))
        return tuple(in_words(span) for span in given if span.count)


def promise(definition: Definition, *, start: State | None = None) -> Promise:
    """Over every way from the first state, or from `start`, to a final one that meets no state twice, the one whose
    deadlines last most.

    A procedure of which some office step has no deadline says so: the open step counts before any length.
    """
    ways = _ways(definition, start or definition.initial, frozenset())
    longest = max(ways, key=lambda way: _length(definition, way), default=())
    spans = [state.sla.within for state in longest if state.sla and waits_for_office(definition, state)]
    return Promise(
        days=sum(span.count for span in spans if span.unit == "wd"),
        hours=sum(span.count for span in spans if span.unit == "wh"),
        open_ended=tuple(state for state in longest if _is_open(definition, state)),
    )


def answer_by(definition: Definition, calendar: WorkingDays, sent_at: datetime) -> datetime | None:
    """When who sends an application now has its answer at the latest, if nothing more is asked of them; None where
    nothing is promised."""
    found = promise(definition)
    return None if found.open_ended or not found.spans else _after(calendar, sent_at, found)


def answer_from(definition: Definition, calendar: WorkingDays, state: State, due: datetime | None) -> datetime | None:
    """When an application that lies with an office in `state`, due there by `due`, has its answer at the latest, if
    nothing more is asked of the applicant; None where nothing is promised, or it is not the office's turn."""
    if due is None or not waits_for_office(definition, state):
        return None
    ahead = promise(definition, start=state)
    here = state.sla.within if state.sla else None
    days = ahead.days - (here.count if here and here.unit == "wd" else 0)
    hours = ahead.hours - (here.count if here and here.unit == "wh" else 0)
    return None if ahead.open_ended else _after(calendar, due, Promise(days, hours, ()))


def _after(calendar: WorkingDays, since: datetime, found: Promise) -> datetime:
    due = calendar.add(since, found.days) if found.days else since
    return calendar.add_hours(due, found.hours) if found.hours else due


def waits_for_office(definition: Definition, state: State) -> bool:
    """Whether the time in this state is the office's: nobody else is writing or has a fee to pay, the clock runs,
    nothing has ended."""
    return not (state.edit or state.clock_stops or state.final or waits_for_fee(definition, state))


def _is_open(definition: Definition, state: State) -> bool:
    return waits_for_office(definition, state) and state.sla is None


def _length(definition: Definition, way: tuple[State, ...]) -> tuple[int, int]:
    return sum(_is_open(definition, one) for one in way), sum(_weight(definition, one) for one in way)


def _weight(definition: Definition, state: State) -> int:
    """Hours, a working day counted as eight: only to compare ways."""
    if state.sla is None or not waits_for_office(definition, state):
        return 0
    return state.sla.within.count * (8 if state.sla.within.unit == "wd" else 1)


def _ways(definition: Definition, state: State, seen: frozenset[str]) -> list[tuple[State, ...]]:
    if state.final:
        return [(state,)]
    onward = {action.target for action in definition.actions_from(state.name)} - seen - {state.name}
    # In the order of the file, so that equal ways are told the same way each time.
    following = [one for name, one in definition.states.items() if name in onward]
    seen = seen | {state.name}
    return [(state, *way) for one in following for way in _ways(definition, one, seen)]
