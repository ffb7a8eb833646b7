"""Where a notice stands: due, paid in part, late, paid, in default."""

from datetime import date, timedelta

from longbien.kernel.text import Text

DUE, PARTIAL, LATE, PAID, DEFAULT = "due", "partial", "late", "paid", "default"
NAMES = {
    DUE: Text.of(vi="Chưa đến hạn", en="Due"),
    PARTIAL: Text.of(vi="Đã nộp một phần", en="Paid in part"),
    LATE: Text.of(vi="Quá hạn", en="Late"),
    PAID: Text.of(vi="Đã nộp đủ", en="Paid"),
    DEFAULT: Text.of(vi="Vi phạm nghĩa vụ góp vốn", en="In default"),
}
TONES = {DUE: "info", PARTIAL: "warn", LATE: "bad", PAID: "ok", DEFAULT: "bad"}


def state_of(amount: int, received: int, due_on: date, today: date, *, in_default: bool) -> str:
    """The day it is due still counts as in time. What was paid at last is paid, whatever was declared before."""
    if received >= amount:
        return PAID
    if in_default:
        return DEFAULT
    if today > due_on:
        return LATE
    return PARTIAL if received else DUE


def default_from(due_on: date, grace_days: int) -> date:
    """The first day on which a default may be declared: the days of grace are over."""
    return due_on + timedelta(days=grace_days + 1)
