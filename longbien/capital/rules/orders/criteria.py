"""What a part is paid for: a figure of a trial's exit report, held against a bound that both sides signed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from longbien.kernel.text import Text
from longbien.kernel.written import count

Report = Mapping[str, Any]
Bound = Literal["at_least", "at_most"]
GOOD = frozenset({"better", "enough"})
BOUNDS: Mapping[Bound, Text] = {
    "at_least": Text.of(vi="ít nhất", en="at least"),
    "at_most": Text.of(vi="nhiều nhất", en="at most"),
}


@dataclass(frozen=True)
class Figure:
    """A whole number that can be read off every exit report."""

    name: Text
    of: Callable[[Report], int]


def _counted(key: str) -> Callable[[Report], int]:
    return lambda report: int(report[key])


def _summed(key: str) -> Callable[[Report], int]:
    return lambda report: sum(report[key].values())


FIGURES: Mapping[str, Figure] = {
    "site_days": Figure(Text.of(vi="Số ngày vận hành tại điểm", en="Days at a site"), _counted("site_days")),
    "devices": Figure(Text.of(vi="Số thiết bị đã chạy", en="Devices seen"), _counted("devices")),
    "events": Figure(Text.of(vi="Số bản tin đo được", en="Events received"), _counted("events")),
    "participants": Figure(Text.of(vi="Số người tham gia", en="Participants"), _counted("participants")),
    "breaches": Figure(Text.of(vi="Số lần vi phạm phương án", en="Breaches of the plan"), _summed("breaches")),
    "incidents": Figure(Text.of(vi="Số sự cố", en="Incidents"), _summed("incidents")),
    "suspensions": Figure(
        Text.of(vi="Số lần bị dừng", en="Times it was stopped"), lambda report: len(report["suspensions"])
    ),
    "better": Figure(
        Text.of(vi="Số phép so sánh mà cách mới tốt hơn", en="Comparisons that the new won"),
        lambda report: sum(one["verdict"] in GOOD for one in report.get("comparisons", ())),
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Criterion:
    """`figure` of the exit report must be `at_least` or `at_most` the value."""

    figure: str
    bound: Bound
    value: int

    def read(self, report: Report) -> int:
        """What the report says of it. KeyError for a report without such a figure."""
        return FIGURES[self.figure].of(report)

    def holds(self, report: Report) -> bool:
        found = self.read(report)
        return found >= self.value if self.bound == "at_least" else found <= self.value

    @property
    def name(self) -> Text:
        return FIGURES[self.figure].name

    @property
    def wanted(self) -> Text:
        """“at least 30”."""
        bound, value = BOUNDS[self.bound], count(self.value)
        return Text.of(vi=f"{bound['vi']} {value['vi']}", en=f"{bound['en']} {value['en']}")

    @property
    def said(self) -> Text:
        """“Devices seen: at least 30”."""
        name, wanted = self.name, self.wanted
        return Text.of(vi=f"{name['vi']}: {wanted['vi']}", en=f"{name['en']}: {wanted['en']}")
