"""Decisions that several must agree on: a quorum counts different persons, each of whom may decide.

Every office has one voice, and every vote is the voice of one office: of the voter's own, or of the one that was
delegated to them. It counts while the voter holds that office in that way. A deputy's vote stands for the office until
the delegation ends; from then on it counts for nobody: the holder votes, or the next deputy, and who was the deputy
votes anew if they hold an office of their own by now. Basis: hub-rule; no law at hand says how deputies count.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Ballot:
    """One person's wish; `may_decide`: whether they still play a role that the action is open to.

    `on_behalf_of`: whose office they used, as a deputy; `speaks_for`: whose office they would use now. An office holder
    and their deputy are one voice.
    """

    person_id: UUID
    action: str
    may_decide: bool = True
    on_behalf_of: UUID | None = None
    speaks_for: UUID | None = None

    @property
    def stands(self) -> bool:
        """Whether it is still the voice of the office it was given for."""
        return self.may_decide and self.on_behalf_of == self.speaks_for


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
        if one.action == action and one.stands:
            voters.setdefault(one.on_behalf_of or one.person_id, one.person_id)
    return Tally(tuple(dict.fromkeys(voters.values())), needed)
