"""One case from one handler to the next: the record, the desk, the figures, and whoever has to know."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from longbien.kernel.actor import SYSTEM_ID, Actor
from longbien.kernel.ids import new_id, to_slug
from longbien.kernel.text import Text
from longbien.people.queries import actor_for, person_card
from longbien.procedures.actions.keeping.counting import count_share, uncount_share
from longbien.procedures.actions.noticing import notify
from longbien.procedures.events import CaseAssigned
from longbien.procedures.models import Case, DeskCase, Handler, Passing
from longbien.procedures.queries.desk.offices import offices_in, offices_of
from longbien.procedures.rules.telling import handed, handed_away
from longbien.record.actions.emit import emit


@dataclass(frozen=True)
class Hand:
    """How cases change hands, and why: the `reason` that somebody gave, else the `note` that the house gives.

    `batch` is all that is done in one go; `sits` remembers the offices of those who were given some, and `passed` what
    changed hands, until `tell` says so.
    """

    by: Actor
    at: datetime
    how: str
    reason: str = ""
    note: Text | None = None
    absence_id: UUID | None = None
    batch: UUID = field(default_factory=new_id)
    sits: dict[UUID, frozenset[str]] = field(default_factory=dict)
    passed: list[tuple[Case, UUID | None, UUID | None]] = field(default_factory=list)


@dataclass(frozen=True)
class Missed:
    """A case that somebody else gave away since the page was shown; it stays as they left it."""

    number: str
    handler: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Handed:
    """What changed hands in one go: how much each was given; `missed` what stayed; `batch` takes it back."""

    batch: UUID
    count: int
    given: tuple[tuple[UUID, int], ...] = ()
    missed: tuple[Missed, ...] = ()
    left: int = 0


def give(case: Case, person_id: UUID | None, hand: Hand) -> bool:
    """Whether the case changed hands; `None` is nobody."""
    before = Handler.objects.filter(case=case).first()
    before_id = before.person_id if before else None
    if before_id == person_id:
        return False
    event = CaseAssigned(case.number, person_id, before_id, hand.how, hand.reason or None)
    event_id = emit(event, subject=case.subject, chain=case.subject, by=hand.by, at=hand.at)
    is_first = before_id is None and not case.passings.filter(is_first=True).exists()
    Passing.objects.create(
        case=case, batch=hand.batch, before_id=before_id, after_id=person_id, by_id=hand.by.id or SYSTEM_ID,
        how=hand.how, at=hand.at, event_id=event_id, absence_id=hand.absence_id, is_first=is_first,
    )  # fmt: skip
    if person_id is None:
        Handler.objects.filter(case=case).delete()
    else:
        kept = {"person_id": person_id, "since": hand.at, "event_id": event_id}
        Handler.objects.update_or_create(case=case, defaults=kept)
    if is_first and person_id is not None:
        _count(case, person_id, hand, count_share)
    DeskCase.objects.filter(case=case).update(handler_id=person_id)
    hand.passed.append((case, before_id, person_id))
    return True


def take_first_back(passing: Passing, hand: Hand) -> None:
    """The first time that a case was given is undone: it counts for nobody, and the next one is the first."""
    if passing.is_first and passing.after_id is not None:
        Passing.objects.filter(pk=passing.pk).update(is_first=False)
        _count(passing.case, passing.after_id, hand, uncount_share)


def tell(hand: Hand, *, missed: Iterable[Missed] = (), left: int = 0) -> Handed:
    """One notice a person however many cases, to whoever is given some and to whoever loses some; whoever does it
    knows."""
    took: dict[UUID, list[tuple[Case, UUID | None]]] = {}
    lost: dict[UUID, list[tuple[Case, UUID | None]]] = {}
    for case, before_id, after_id in hand.passed:
        if after_id is not None:
            took.setdefault(after_id, []).append((case, before_id))
        if before_id is not None:
            lost.setdefault(before_id, []).append((case, after_id))
    giver, why = _name(hand.by.id), Text.of(und=hand.reason) if hand.reason else hand.note
    for person_id, cases in took.items():
        words = handed(_numbers(cases), giver, why)
        _notify("assigned", person_id, cases[0][0], words, hand)
    for person_id, cases in lost.items():
        takers = {after_id for _, after_id in cases}
        taker = _name(takers.pop()) if len(takers) == 1 else None
        words = handed_away(_numbers(cases), taker, giver, why)
        _notify("lost", person_id, cases[0][0], words, hand)
    given = tuple((person_id, len(cases)) for person_id, cases in took.items())
    return Handed(hand.batch, len(hand.passed), given, tuple(missed), left)


def _numbers(cases: list[tuple[Case, UUID | None]]) -> list[str]:
    return sorted(case.number for case, _ in cases)


def _notify(kind: str, person_id: UUID, case: Case, words: Text, hand: Hand) -> None:
    if person_id != hand.by.id:
        notify(case, frozenset({person_id}), f"{kind}:{to_slug(hand.batch)}", words, at=hand.at)


def _name(person_id: UUID | None) -> str:
    card = person_card(person_id) if person_id else None
    return card.name if card else ""


def _count(case: Case, person_id: UUID, hand: Hand, count: Callable[..., None]) -> None:
    """Counted for the office in which this person may look after the case."""
    if person_id not in hand.sits:
        hand.sits[person_id] = frozenset(offices_of(actor_for(person_id)))
    ours = sorted(offices_in(case.version_id) & hand.sits[person_id])
    if ours:
        count(ours[0], person_id, at=hand.at)
