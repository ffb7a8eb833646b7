"""What happens in a fund or a deal, in the order of days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Event:
    """`called` minor units paid in, or `proceeds` to distribute. `deal` names the deal, `closes` says it is sold whole.

    `source` is what an auditor finds it by: a line of a file, a document's hash.
    """

    on: date
    called: int = 0
    proceeds: int = 0
    deal: str = ""
    closes: bool = False
    source: str = ""

    def __post_init__(self) -> None:
        if self.called < 0 or self.proceeds < 0:
            raise ValueError("calls and proceeds are not below zero")


def in_order(events: Iterable[Event]) -> list[Event]:
    """By day; on the same day what is paid in comes before what is paid out, otherwise as given."""
    return sorted(events, key=lambda one: (one.on, one.called == 0))
