"""One deal from inside: its memo, its terms and what they make of the cap table, what the committee said."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from longbien.capital.models import Deal, Memo, TermSheet
from longbien.capital.policy import FUND
from longbien.capital.queries.deals.tables import table_of
from longbien.capital.rules.captable.table import Diluted, dilution
from longbien.capital.rules.deals.effects import Known, effect_on
from longbien.capital.rules.deals.sheets import INSTRUMENTS, RIGHTS, Sheet, read_sheet
from longbien.capital.rules.deals.stages import NAMES, VERBS
from longbien.kernel.text import Text
from longbien.people.queries import PersonCard, body, persons, persons_related_to, persons_with_role, recused
from longbien.procedures.queries.meetings.decided import Heard, heard
from longbien.record.queries import Opening, openings_of


@dataclass(frozen=True)
class Step:
    """One move: what was done, by whom, why."""

    words: Text
    stage: Text
    person: str
    at: datetime
    reason: str
    entry_id: UUID


@dataclass(frozen=True)
class MemoFileView:
    document_id: UUID
    name: str
    sha256: str


@dataclass(frozen=True)
class MemoView:
    number: int
    text: str
    sha256: str
    author: str
    at: datetime
    entry_id: UUID
    files: tuple[MemoFileView, ...]


@dataclass(frozen=True)
class SheetView:
    """A version of the terms, in words; percentages are written as people write them."""

    number: int
    sheet: Sheet
    instrument: Text
    rights: tuple[Text, ...]
    sha256: str
    author: str
    at: datetime
    entry_id: UUID

    @property
    def discount(self) -> float:
        return self.sheet.discount_bp / 100

    @property
    def rate(self) -> float:
        return self.sheet.rate_bp / 100

    @property
    def pool(self) -> float:
        return self.sheet.pool_bp / 100


@dataclass(frozen=True)
class Effect:
    """What the latest terms make of the cap table: `known` says whether that can be told at all."""

    known: Known | str
    rows: tuple[Diluted, ...] = ()


def steps(deal: Deal) -> tuple[Step, ...]:
    """Every move in its order; three queries, however many there are."""
    rows = list(deal.steps.all())
    names = persons({row.person_id for row in rows if row.person_id})
    said = openings_of(row.entry_id for row in rows)
    return tuple(
        Step(
            VERBS[row.verb], NAMES[row.stage], names[row.person_id].name if row.person_id in names else "", row.at,
            _reason(said.get(row.entry_id, {})), row.entry_id,
        )
        for row in rows
    )  # fmt: skip


def _reason(opened: Mapping[str, Opening]) -> str:
    """Empty when there is none, or it was erased."""
    found = opened.get("reason")
    return str(found.value) if found and found.value else ""


def memos(deal: Deal) -> tuple[MemoView, ...]:
    """Every version, the latest first."""
    rows = list(deal.memos.prefetch_related("files").order_by("-number"))
    names = persons({row.person_id for row in rows})
    return tuple(_memo(row, names[row.person_id].name if row.person_id in names else "") for row in rows)


def _memo(row: Memo, author: str) -> MemoView:
    files = tuple(MemoFileView(one.document_id, one.name, one.sha256) for one in row.files.all())
    return MemoView(row.number, row.text, row.sha256, author, row.at, row.entry_id, files)


def sheets(deal: Deal) -> tuple[SheetView, ...]:
    """Every version of the terms, the latest first."""
    rows = list(deal.sheets.order_by("-number"))
    names = persons({row.person_id for row in rows})
    return tuple(_sheet(row, names[row.person_id].name if row.person_id in names else "") for row in rows)


def _sheet(row: TermSheet, author: str) -> SheetView:
    sheet = read_sheet(json.loads(row.content))
    rights = tuple(RIGHTS[one] for one in sheet.rights)
    return SheetView(row.number, sheet, INSTRUMENTS[sheet.instrument], rights, row.sha256, author, row.at, row.entry_id)


def effect(deal: Deal, sheet: Sheet | None, on: date) -> Effect | None:
    """`none`: the company has no cap table here. Prices are in the currency of the fund."""
    if sheet is None:
        return None
    table = table_of(deal.company_id, on)
    if table is None:
        return Effect("none")
    known, after = effect_on(table, sheet, deal.vehicle.name, on)
    return Effect(known, tuple(dilution(table, after.final)) if after else ())


@dataclass(frozen=True)
class Seat:
    """A member of the committee; `tie` says why they are out of the count, or nothing."""

    name: str
    tie: Text | None


def seats(deal: Deal) -> tuple[Seat, ...]:
    """Who sits in the committee, and whom a tie to the company keeps out. The engine asks anew at every vote."""
    card = body(deal.body) if deal.body else None
    if card is None:
        return ()
    ties = _ties(deal, [seat.person for seat in card.seats if seat.person])
    return tuple(Seat(one.name, tie) for one, tie in ties)


def kept_out(deal: Deal) -> tuple[Seat, ...]:
    """Fund officers whom a tie to the company keeps from the deal, each with the tie."""
    return tuple(Seat(one.name, tie) for one, tie in _ties(deal, persons_with_role(FUND)) if tie)


def _ties(deal: Deal, people: Iterable[PersonCard]) -> list[tuple[PersonCard, Text | None]]:
    """Each person with what ties them to the company; asked one by one only of those who are tied."""
    tied = persons_related_to(deal.company_id)
    found = [(one, recused(one.id, deal.company_id, about=one.name) if one.id in tied else None) for one in people]
    return [(one, tie.what if tie else None) for one, tie in found]


def body_name(deal: Deal) -> Text | None:
    card = body(deal.body) if deal.body else None
    return card.name if card else None


def hearings(deal: Deal) -> tuple[Heard, ...]:
    """Every time that the deal stood on the agenda of its committee, the latest first."""
    return heard(deal.case_id) if deal.case_id else ()
