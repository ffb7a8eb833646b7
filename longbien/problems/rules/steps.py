"""The life of a problem as a table: the city's four steps, then the close.

Source: the first hub's city, January 2026 (a closed loop of four steps), taken as every hub's way of stating problems.
"""

from enum import StrEnum

from longbien.kernel.outcome import Outcome, Reason
from longbien.kernel.text import Text


class Status(StrEnum):
    DRAFT = "draft"
    CLASSIFIED = "classified"
    STANDARDISED = "standardised"
    PUBLISHED = "published"
    CLOSED = "closed"


# (what is done, where the problem stands) → where it stands then. What is not here can't be done.
MOVES: dict[tuple[str, Status], Status] = {
    ("classify", Status.DRAFT): Status.CLASSIFIED,
    ("classify", Status.CLASSIFIED): Status.CLASSIFIED,
    ("classify", Status.STANDARDISED): Status.STANDARDISED,
    ("classify", Status.PUBLISHED): Status.PUBLISHED,
    ("standardise", Status.CLASSIFIED): Status.STANDARDISED,
    ("standardise", Status.STANDARDISED): Status.STANDARDISED,
    ("standardise", Status.PUBLISHED): Status.PUBLISHED,
    ("publish", Status.STANDARDISED): Status.PUBLISHED,
    ("publish", Status.PUBLISHED): Status.PUBLISHED,
    ("close", Status.PUBLISHED): Status.CLOSED,
}

PUBLIC = frozenset({Status.PUBLISHED, Status.CLOSED})


def may_move(verb: str, status: Status) -> Outcome:
    """Whether `verb` can be done to a problem at `status`; if not, why not."""
    if (verb, status) in MOVES:
        return Outcome()
    return Outcome((Reason("wrong-step", _why_not(verb, status)),))


def after(verb: str, status: Status) -> Status:
    """The status after `verb`. KeyError when `may_move` says no."""
    return MOVES[verb, status]


def _why_not(verb: str, status: Status) -> Text:
    if status is Status.CLOSED:
        return Text.of(vi="Bài toán này đã đóng.", en="This problem is closed.")
    if verb == "close":
        return Text.of(vi="Chỉ đóng được bài toán đã công bố.", en="Only a published problem can be closed.")
    if verb == "standardise":
        return Text.of(
            vi="Hãy phân loại bài toán trước khi chuẩn hoá đầu ra và KPI.",
            en="Classify the problem before you standardise its outputs and KPIs.",
        )
    return Text.of(
        vi="Hãy hoàn thành phân loại và chuẩn hoá trước khi công bố.",
        en="Finish classifying and standardising before you publish.",
    )
