"""What may happen to a right when an offer reaches it, as a table; and whose turn it is."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Literal

from longbien.kernel.text import Text
from longbien.kernel.workdays import WorkingDays
from longbien.procedures.rules.deadlines import Span, due_after

Step = Literal["triggered", "notified", "exercised", "waived", "lapsed"]
State = Literal["", "waiting", "running", "exercised", "waived", "lapsed"]

TABLE: Mapping[State, Mapping[Step, State]] = {
    "": {"triggered": "waiting"},
    "waiting": {"notified": "running"},
    "running": {"exercised": "exercised", "waived": "waived", "lapsed": "lapsed"},
    "exercised": {},
    "waived": {},
    "lapsed": {},
}
FINAL: frozenset[State] = frozenset(state for state, steps in TABLE.items() if not steps)
STEPS: Mapping[Step, Text] = {
    "triggered": Text.of(vi="Phát sinh", en="Triggered"),
    "notified": Text.of(vi="Đã nhận thông báo", en="Notified"),
    "exercised": Text.of(vi="Đã thực hiện quyền", en="Exercised"),
    "waived": Text.of(vi="Đã từ bỏ", en="Waived"),
    "lapsed": Text.of(vi="Hết hạn do im lặng", en="Lapsed by silence"),
}
STATES: Mapping[State, Text] = {
    "waiting": Text.of(vi="Chờ đến lượt", en="Waits for its turn"),
    "running": Text.of(vi="Đang tính thời hạn", en="The clock runs"),
    "exercised": STEPS["exercised"],
    "waived": STEPS["waived"],
    "lapsed": STEPS["lapsed"],
}


class OutOfOrder(ValueError):
    """A step that can't follow the ones before it."""


def after(steps: Iterable[Step]) -> State:
    """Where a right stands after these steps. OutOfOrder for one that can't happen then."""
    state: State = ""
    for step in steps:
        if step not in TABLE[state]:
            raise OutOfOrder(f"{step} can't follow {state or 'nothing'}")
        state = TABLE[state][step]
    return state


def turn(states: Sequence[State]) -> int | None:
    """Which place of the queue it is the turn of: the first that has not answered; None once somebody took it, or all
    have answered."""
    if "exercised" in states:
        return None
    return next((place for place, state in enumerate(states) if state not in FINAL), None)


def due(received_at: datetime, window: Span, calendar: WorkingDays) -> datetime:
    """When silence becomes an answer: the window runs from receipt, never from sending."""
    return due_after(calendar, received_at, window)
