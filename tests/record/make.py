"""Events, subjects and moments for the tests of the record."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.kernel.event import Event, sealed
from longbien.kernel.ids import new_id
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit

NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
LAN = Actor(id=UUID("01990000-0000-7000-8000-000000000001"), name="Lan")


@dataclass(frozen=True)
class Noted(Event, type="test.noted", words=Text.of(vi="Một ghi chép thử", en="A note for tests")):
    count: int
    reason: str | None = sealed()


@dataclass(frozen=True)
class Mailed(Event, type="test.mailed"):
    count: int


def trial() -> Subject:
    return Subject("trials.trial", new_id())


@act
def note(count: int, *, subject: Subject, reason: str | None = "because", chain: Subject | None = None) -> UUID:
    return emit(Noted(count, reason=reason), subject=subject, by=LAN, at=NOW, chain=chain)


@act
def notes(count: int, *, subject: Subject, chain: Subject | None = None) -> list[UUID]:
    """So many events in one transaction."""
    return [emit(Noted(n, reason="because"), subject=subject, by=LAN, at=NOW, chain=chain) for n in range(count)]
