"""Who pays for hours of a machine: higher rooms that keep quotas say so here, and bookings draw on them.

A payer runs inside the booking's transaction: a Refusal that it raises refuses the booking, with its words.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from longbien.kernel.actor import Actor


@dataclass(frozen=True)
class Booked:
    """A booking as a payer meets it; `machine` is the machine's code."""

    id: UUID
    machine: str
    organisation_id: UUID
    starts_at: datetime
    ends_at: datetime

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds()) // 60


Draw = Callable[[Booked, Actor, datetime], None]


@dataclass(frozen=True)
class Payer:
    """`draw` takes the hours from whoever has some, `give_back` returns those of a booking that was cancelled."""

    draw: Draw
    give_back: Draw


_payers: list[Payer] = []


def pays(payer: Payer) -> Payer:
    """Called by a room at start-up."""
    _payers.append(payer)
    return payer


def payers() -> tuple[Payer, ...]:
    return tuple(_payers)
