"""What a new service is to have from the beginning, beside a form, an officer, a letter and sample cases."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

PARTS: Mapping[str, tuple[str, str]] = {
    "fee": ("Có thu phí", "A fee is charged"),
    "second-officer": ("Người kiểm tra và người quyết định là hai người", "One officer checks, another decides"),
    "appeal": ("Khiếu nại được khi bị từ chối", "A refusal can be appealed"),
}


@dataclass(frozen=True)
class Wishes:
    """`parts` of `PARTS`; `said`: title, summary and who in the clerk's own words, by language; `currency` of a fee;
    `appeals`: the service that appeals are filed with."""

    parts: frozenset[str] = frozenset()
    said: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    currency: str = ""
    appeals: str = ""


PLAIN = Wishes()


def parts_in(names: Iterable[str]) -> frozenset[str]:
    """ValueError names one that there is not."""
    wished = frozenset(name for name in names if name)
    if strange := sorted(wished - PARTS.keys()):
        raise ValueError(strange[0])
    return wished
