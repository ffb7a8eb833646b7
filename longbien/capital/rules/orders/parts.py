"""The parts of an order: each with its price, its day, the KPI it serves and, where the route asks, its criterion."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from longbien.capital.rules.orders.criteria import BOUNDS, FIGURES, Criterion
from longbien.kernel.outcome import Outcome, Reason
from longbien.kernel.text import Text

MOST_PARTS = 12
LARGEST = 2**53 - 1


@dataclass(frozen=True)
class Part:
    """`kpi` is the place of a KPI in the problem's statement, from 0; `minor` whole minor units, due by a day."""

    title: str
    kpi: int
    minor: int
    due_on: date
    criterion: Criterion | None = None


def price(parts: Sequence[Part]) -> int:
    """What everything costs when everything is met."""
    return sum(part.minor for part in parts)


def check_parts(parts: Sequence[Part], *, kpis: int, today: date, by_dossier: bool) -> Outcome:
    """Every fault of every part, named by its place: `parts-0-due_on`."""
    if not 1 <= len(parts) <= MOST_PARTS:
        return Outcome((Reason("parts", Text.of(vi=f"Cần từ 1 đến {MOST_PARTS} phần.",
                                                en=f"There are 1 to {MOST_PARTS} parts."), "parts"),))  # fmt: skip
    found = [
        Reason("bad-part", what, f"parts-{n}-{where}")
        for n, part in enumerate(parts)
        for where, what in _faults(part, kpis, today, by_dossier)
    ]
    if price(parts) > LARGEST:
        found.append(Reason("bad-part", TOO_LARGE, "parts-0-minor"))
    return Outcome(tuple(found))


def _faults(part: Part, kpis: int, today: date, by_dossier: bool) -> Iterator[tuple[str, Text]]:
    if not 3 <= len(part.title.strip()) <= 200:
        yield "title", TITLE
    if not 0 <= part.kpi < kpis:
        yield "kpi", CHOOSE
    if part.minor < 1:
        yield "minor", Text.of(vi="Số tiền phải lớn hơn 0.", en="The amount must be more than 0.")
    if part.due_on <= today:
        yield "due_on", Text.of(vi="Hạn phải sau hôm nay.", en="It must be due after today.")
    if by_dossier and part.criterion is None:
        yield "figure", CRITERION
    if part.criterion is not None:
        yield from _of_criterion(part.criterion)


def _of_criterion(criterion: Criterion) -> Iterator[tuple[str, Text]]:
    if criterion.figure not in FIGURES:
        yield "figure", CHOOSE
    if criterion.bound not in BOUNDS:
        yield "bound", CHOOSE
    if not 0 <= criterion.value <= LARGEST:
        yield "value", Text.of(vi="Hãy ghi một số nguyên từ 0.", en="Write a whole number from 0 on.")


TITLE = Text.of(vi="Hãy nói giao cái gì (3 đến 200 ký tự).", en="Say what is delivered (3 to 200 characters).")
CHOOSE = Text.of(vi="Hãy chọn lại mục này.", en="Choose again here.")
TOO_LARGE = Text.of(vi="Tổng số tiền quá lớn.", en="The amounts together are too large.")
CRITERION = Text.of(
    vi="Tuyến này trả theo hồ sơ bằng chứng: hãy chọn con số phải đạt.",
    en="This route pays by evidence: choose the figure that must be reached.",
)
