"""Meetings of governing bodies: who counts, when they can decide, and what the votes come to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from longbien.kernel.outcome import Outcome, Reason
from longbien.kernel.text import Text

HERE = frozenset({"present", "remote", "proxy"})
APPROVALS = 2


@dataclass(frozen=True)
class BodyRules:
    """The rules of a body as hub.yaml gives them. `quorum` None: not published, then more than half must be there.

    `majority_of`: `present`, those who count for the item; or `seats`, every filled seat that isn't recused.
    """

    quorum: int | None = None
    majority_of: str = "present"
    minutes_public: bool = False

    @classmethod
    def of(cls, terms: Mapping[str, Any]) -> "BodyRules":
        quorum = terms.get("quorum")
        return cls(
            quorum if isinstance(quorum, int) else None,
            terms.get("majority_of", "present"),
            terms.get("minutes", "members") == "public",
        )


@dataclass(frozen=True)
class Attending:
    """How someone takes part, and whose seat they hold: their own, or that of whom they act for."""

    person_id: UUID
    how: str
    seat_of: UUID


@dataclass(frozen=True)
class Count:
    """Who counts for one item: the voters there, and the filled seats less those that are recused."""

    voters: frozenset[UUID]
    seats: int


def count(seat_holders: frozenset[UUID], attending: Iterable[Attending], recused: frozenset[UUID]) -> Count:
    """One person counts for a seat. Whoever is recused is out of the count, and so is the seat they would vote for."""
    there = {one.person_id: one.seat_of for one in attending if one.how in HERE and one.seat_of in seat_holders}
    out = {seat for person, seat in there.items() if person in recused} | (seat_holders & recused)
    return Count(frozenset(person for person, seat in there.items() if seat not in out), len(seat_holders - out))


def quorum_of(rules: BodyRules, seats: int) -> int:
    """How many must be there: the published number, else more than half of the seats."""
    return rules.quorum if rules.quorum is not None else seats // 2 + 1


def quorum_against(rules: BodyRules, counted: Count) -> Outcome:
    """What stands against deciding now: too few who count."""
    needed, there = quorum_of(rules, counted.seats), len(counted.voters)
    if there >= needed:
        return Outcome()
    words = Text.of(
        vi=f"Chưa đủ số người để biểu quyết: cần {needed}, có {there} người được tính cho mục này.",
        en=f"Too few to decide: {needed} are needed, {there} count for this item.",
    )
    return Outcome((Reason("no-quorum", words),))


@dataclass(frozen=True)
class Tally:
    """The votes of those who count."""

    for_: int
    against: int
    abstained: int

    def adopted(self, rules: BodyRules, counted: Count) -> bool:
        """Whether more than half of those who count, or of the seats, are for it."""
        base = counted.seats if rules.majority_of == "seats" else len(counted.voters)
        return self.for_ * 2 > base


def tally(votes: Mapping[UUID, str], counted: Count) -> Tally:
    """The votes by choice; those of whoever doesn't count any more are left out."""
    cast = [choice for person, choice in votes.items() if person in counted.voters]
    return Tally(cast.count("for"), cast.count("against"), cast.count("abstain"))
