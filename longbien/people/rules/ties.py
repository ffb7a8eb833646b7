"""What ties a person to an organisation: directly, or by one organisation that has an interest in another."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID


@dataclass(frozen=True)
class Tie:
    """Someone's tie to an organisation. `kind`: `member`, `seat`, or that of an interest.

    `through`: the organisation between them, when the tie goes one step further, and `link` what ties those two.
    `acting_for`: whose tie it is, when it is that of a person for whom they act.
    """

    organisation_id: UUID
    kind: str
    through: UUID | None = None
    link: str = ""
    acting_for: UUID | None = None


@dataclass(frozen=True)
class Link:
    """An interest of one organisation in another; it ties both ways."""

    one: UUID
    other: UUID
    kind: str


def reach(ties: Iterable[Tie], links: Iterable[Link]) -> tuple[Tie, ...]:
    """The nearest tie to each organisation: the direct ones, then those by one link, and no further."""
    nearest: dict[UUID, Tie] = {}
    for tie in ties:
        nearest.setdefault(tie.organisation_id, tie)
    further: dict[UUID, Tie] = {}
    for link in links:
        for here, there in ((link.one, link.other), (link.other, link.one)):
            if here in nearest and there not in nearest:
                by_link = replace(nearest[here], organisation_id=there, through=here, link=link.kind)
                further.setdefault(there, by_link)
    return (*nearest.values(), *further.values())
