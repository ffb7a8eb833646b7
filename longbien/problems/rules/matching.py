"""Who is asked to review: those who know most about the problem, and among equals not always the same."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID


@dataclass(frozen=True)
class Candidate:
    """A person with the fields they know."""

    id: UUID
    knows: frozenset[str]


def rank(candidates: Iterable[Candidate], asked: frozenset[str], case_id: UUID) -> list[UUID]:
    """Candidates by how many of the `asked` fields they know; equals in an order drawn anew for each case.

    The draw is SHA-256 over case and person: nobody chooses it, and everybody can repeat it.
    """
    return [one.id for one in sorted(candidates, key=lambda one: (-len(one.knows & asked), _lot(case_id, one.id)))]


def _lot(case_id: UUID, person_id: UUID) -> bytes:
    return sha256(case_id.bytes + person_id.bytes).digest()
