"""Decisions that several must agree on: a quorum counts different persons, each of whom may decide."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Ballot:
    """One person's wish; `may_decide`: whether they still play a role that the action is open to.

    `on_behalf_of`: whose office they used, as a deputy. An office holder and their deputy are one voice.
    """

    person_id: UUID
    action: str
    may_decide: bool = True
    on_behalf_of: UUID | None = None


@dataclass(frozen=True)
class Tally:
    """Who wants an action, and how many are needed."""

    voters: tuple[UUID, ...]
    needed: int

    @property
    def is_met(self) -> bool:
        return len(self.voters) >= self.needed

    @property
    def wanting(self) -> int:
        return max(0, self.needed - len(self.voters))


def tally(action: str, needed: int, ballots: Iterable[Ballot]) -> Tally:
    """Each person counts once, and only while they may decide; who votes first speaks for the office they share."""
    voters: dict[UUID, UUID] = {}
    for one in ballots:
        if one.action == action and one.may_decide:
            voters.setdefault(one.on_behalf_of or one.person_id, one.person_id)
    return Tally(tuple(dict.fromkeys(voters.values())), needed)
