"""The data room as its readers find it: who may enter, what lies there, who took what."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from longbien.capital.models import Deal, RoomDocument, RoomTake
from longbien.capital.queries.deals.written import confidence
from longbien.kernel.actor import Actor
from longbien.kernel.subject import Subject
from longbien.people.policy import can
from longbien.people.queries import persons
from longbien.record.queries import Document, documents

Standing = Literal["in", "ask", "barred", "shut", "out"]
MOST = 200


def standing(actor: Actor, deal: Deal) -> Standing:
    """`in`: the room is open to them; `ask`: once they accept the terms of confidence; `barred`: revoked; `shut`: the
    hub has no such terms; `out`: not theirs at all. The company's own people accept nothing."""
    if not can(actor, "enter-room", deal):
        return "out"
    if actor.member_of(deal.company_id):
        return "in"
    if deal.bars.filter(person_id=actor.person_id).exists():
        return "barred"
    terms = confidence()
    if terms is None:
        return "shut"
    return "in" if deal.entries.filter(person_id=actor.person_id, sha256=terms.sha256).exists() else "ask"


@dataclass(frozen=True)
class Paper:
    """A document in the room; `takes` counts how often it was taken."""

    id: int
    name: str
    sha256: str
    size: int
    is_pdf: bool
    by: str
    at: datetime
    takes: int
    is_removed: bool
    entry_id: UUID


@dataclass(frozen=True)
class Take:
    """One line of the log: who took which document, and what was printed on it."""

    document: str
    person: str
    at: datetime
    mark: str
    entry_id: UUID


@dataclass(frozen=True)
class Admitted:
    """Someone who accepted the terms of confidence."""

    person_id: UUID
    person: str
    version: int
    at: datetime
    is_barred: bool
    entry_id: UUID


def papers(deal: Deal) -> tuple[Paper, ...]:
    """What lies in the room, the latest last; and what was taken out of it."""
    rows = list(deal.documents.select_related("removal").prefetch_related("takes"))
    names = persons({row.person_id for row in rows})
    kept = {one.id: one for one in documents(Subject("capital.deal", deal.pk))}
    return tuple(
        _paper(row, kept.get(row.document_id), names[row.person_id].name if row.person_id in names else "")
        for row in rows
    )


def _paper(row: RoomDocument, kept: Document | None, by: str) -> Paper:
    return Paper(
        id=row.pk,
        name=row.name,
        sha256=row.sha256,
        size=kept.size if kept else 0,
        is_pdf=bool(kept and kept.media_type == "application/pdf"),
        by=by,
        at=row.at,
        takes=len(row.takes.all()),
        is_removed=hasattr(row, "removal"),
        entry_id=row.entry_id,
    )


def takes(deal: Deal) -> tuple[Take, ...]:
    """The log of the room, the latest first."""
    rows = list(RoomTake.objects.filter(document__deal=deal).select_related("document")[:MOST])
    names = persons({row.person_id for row in rows})
    return tuple(
        Take(row.document.name, names[row.person_id].name if row.person_id in names else "", row.at, row.mark,
             row.entry_id)
        for row in rows
    )  # fmt: skip


def admitted(deal: Deal) -> tuple[Admitted, ...]:
    """Everyone who accepted, by time; who was shut out since is marked."""
    rows, barred = list(deal.entries.all()), set(deal.bars.values_list("person_id", flat=True))
    names = persons({row.person_id for row in rows})
    return tuple(
        Admitted(row.person_id, names[row.person_id].name if row.person_id in names else "", row.version, row.at,
                 row.person_id in barred, row.entry_id)
        for row in rows
    )  # fmt: skip
