"""What an entry of the catalogue must say before anybody can order by it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from longbien.capital.rules.orders.parts import CHOOSE, LARGEST, MOST_PARTS, TITLE, TOO_LARGE, Part
from longbien.kernel.outcome import Outcome, Reason
from longbien.kernel.text import Text

LONGEST_TERM = 3_650
STATES = {
    "offered": Text.of(vi="Chờ đưa vào danh mục", en="Waits to be listed"),
    "listed": Text.of(vi="Trong danh mục", en="In the catalogue"),
    "removed": Text.of(vi="Đã đưa ra", en="Left the catalogue"),
}
TONES = {"offered": "warn", "listed": "ok", "removed": "off"}


@dataclass(frozen=True)
class PricedPart:
    """A part of the price: `minor` whole minor units, due `days` after an order is signed."""

    title: str
    kpi: int
    minor: int
    days: int

    def on(self, day: date) -> Part:
        """The part of an order that begins on a day; it is paid on acceptance."""
        return Part(self.title, self.kpi, self.minor, day + timedelta(days=self.days))


def price(parts: Sequence[PricedPart]) -> int:
    return sum(part.minor for part in parts)


def state_of(steps: Sequence[str]) -> str:
    """Where a solution stands after these steps."""
    return steps[-1] if steps else "offered"


def check_solution(parts: Sequence[PricedPart], *, kpis: int) -> Outcome:
    """Every fault of every part, named by its place: `parts-0-days`."""
    if not 1 <= len(parts) <= MOST_PARTS:
        few = Text.of(vi=f"Cần từ 1 đến {MOST_PARTS} phần.", en=f"There are 1 to {MOST_PARTS} parts.")
        return Outcome((Reason("parts", few, "parts"),))
    found = [
        Reason("bad-part", what, f"parts-{n}-{where}")
        for n, part in enumerate(parts)
        for where, what in _of(part, kpis)
    ]
    if price(parts) > LARGEST:
        found.append(Reason("bad-part", TOO_LARGE, "parts-0-minor"))
    return Outcome(tuple(found))


def _of(part: PricedPart, kpis: int) -> Iterator[tuple[str, Text]]:
    if not 3 <= len(part.title.strip()) <= 200:
        yield "title", TITLE
    if not 0 <= part.kpi < kpis:
        yield "kpi", CHOOSE
    if part.minor < 1:
        yield "minor", Text.of(vi="Số tiền phải lớn hơn 0.", en="The amount must be more than 0.")
    if not 1 <= part.days <= LONGEST_TERM:
        yield "days", Text.of(vi=f"Từ 1 đến {LONGEST_TERM} ngày.", en=f"From 1 to {LONGEST_TERM} days.")
