"""The life of a place in a cohort, as a table; what a note is of; and days that fit together."""

from collections.abc import Iterable
from datetime import date

from longbien.kernel.outcome import Outcome, Reason
from longbien.kernel.refusal import conflict
from longbien.kernel.text import Text

APPLIED, ADMITTED, DECLINED, GRADUATED, LEFT = "applied", "admitted", "declined", "graduated", "left"
TRANSITIONS: dict[tuple[str, str], str] = {
    (APPLIED, "admit"): ADMITTED,
    (APPLIED, "decline"): DECLINED,
    (ADMITTED, "graduate"): GRADUATED,
    (ADMITTED, "leave"): LEFT,
}
NAMES = {
    APPLIED: Text.of(vi="Đã xin vào", en="Applied"),
    ADMITTED: Text.of(vi="Đang học", en="In the cohort"),
    DECLINED: Text.of(vi="Không nhận", en="Not taken"),
    GRADUATED: Text.of(vi="Tốt nghiệp", en="Graduated"),
    LEFT: Text.of(vi="Rời khoá", en="Left"),
}
TONES = {APPLIED: "warn", ADMITTED: "info", DECLINED: "off", GRADUATED: "ok", LEFT: "off"}
VERBS = {
    "admit": Text.of(vi="Nhận vào khoá", en="Admit"),
    "decline": Text.of(vi="Không nhận", en="Decline"),
    "graduate": Text.of(vi="Cho tốt nghiệp", en="Graduate"),
    "leave": Text.of(vi="Ghi nhận rời khoá", en="Note that they left"),
}
IN = (ADMITTED, GRADUATED)
NOTES = {
    "milestone": Text.of(vi="Mốc trong tuần", en="Milestone of a week"),
    "meeting": Text.of(vi="Buổi gặp", en="Meeting"),
}


def state_of(steps: Iterable[str]) -> str:
    """Where a place stands: the last step, or that it was asked for."""
    return [APPLIED, *steps][-1]


def after(state: str, verb: str) -> str:
    """Where `verb` leads. Refusal (409) when the table has no such move."""
    if (state, verb) not in TRANSITIONS:
        name = NAMES[state]
        what = Text.of(vi=f"Lúc này không làm được: {name['vi'].lower()}.", en=f"Not now: {name['en'].lower()}.")
        raise conflict("not-now", what)
    return TRANSITIONS[state, verb]


def verbs_from(state: str) -> tuple[str, ...]:
    """What an officer may do with a place that stands there."""
    return tuple(verb for at, verb in TRANSITIONS if at == state)


def days_against(apply_by: date, begins_on: date, ends_on: date, *, today: date) -> Outcome:
    """Applications end before the cohort begins, which ends later; the call is not over when it opens."""
    faults = (
        ("apply_by", PASSED, apply_by < today),
        ("begins_on", BEGINS, begins_on < apply_by),
        ("ends_on", ENDS, ends_on <= begins_on),
    )
    return Outcome(tuple(Reason(where, what, where=where) for where, what, wrong in faults if wrong))


PASSED = Text.of(vi="Ngày này đã qua.", en="That day has passed.")
BEGINS = Text.of(vi="Khoá bắt đầu sau hạn nộp đơn.", en="It begins after the last day to apply.")
ENDS = Text.of(vi="Ngày kết thúc phải sau ngày bắt đầu.", en="It ends after it begins.")
