"""Insurance as its holder states it, and the days of a term that none of it covers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from longbien.kernel.money import Money
from longbien.kernel.period import Period
from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.text import Text

SHORTEST, LONGEST, LONGEST_COVERS = 2, 120, 500
LARGEST_MINOR = 10**15


@dataclass(frozen=True)
class Insurance:
    """A policy: its number, by whom, what it covers, up to which amount, from a day until before another."""

    number: str
    insurer: str
    covers: str
    amount: Money
    start: date
    end: date


def check_insurance(one: Insurance) -> None:
    """Refusal 422 with every fault."""
    faults = [
        Fault(name, _length(least, most))
        for name, least, most in (("number", SHORTEST, LONGEST), ("insurer", SHORTEST, LONGEST),
                                  ("covers", SHORTEST, LONGEST_COVERS))
        if not least <= len(said := getattr(one, name)) <= most or "\x00" in said
    ]  # fmt: skip
    if not 0 < one.amount.minor <= LARGEST_MINOR:
        faults.append(Fault("amount", AMOUNT))
    if one.end <= one.start:
        faults.append(Fault("last_day", Text.of(vi="Phải sau ngày bắt đầu.", en="It must lie after the first day.")))
    if faults:
        what = Text.of(vi="Bảo hiểm ghi chưa đủ.", en="The insurance is incomplete.")
        raise Refusal("insurance-incomplete", what, faults=tuple(faults))


def uncovered(term: Period, covers: Iterable[Period]) -> tuple[Period, ...]:
    """The days of a term that lie in none of these periods, in order."""
    return tuple(_gaps(term, sorted(covers)))


def _gaps(term: Period, covers: Iterable[Period]) -> Iterator[Period]:
    reached = term.start
    for cover in covers:
        if cover.start > reached and reached < term.end:
            yield Period(reached, min(cover.start, term.end))
        reached = max(reached, cover.end)
    if reached < term.end:
        yield Period(reached, term.end)


def _length(least: int, most: int) -> Text:
    return Text.of(vi=f"Hãy viết {least} đến {most} ký tự.", en=f"Write {least} to {most} characters.")


AMOUNT = Text.of(vi="Nêu một số tiền lớn hơn 0.", en="Give an amount above 0.")
