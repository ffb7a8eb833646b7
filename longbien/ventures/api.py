"""Ventures as data: `/api/ventures`, and each crossing as its reader may see it."""

from datetime import datetime
from uuid import UUID

from ninja import Query, Router, Schema
from pydantic import Field

from longbien.kernel.ids import from_slug, to_slug
from longbien.kernel.refusal import not_found
from longbien.record.queries import entry_url
from longbien.ui.requests import Request
from longbien.ventures import queries
from longbien.ventures.rules.crossing import Line

router = Router(tags=["ventures"])
Words = dict[str, str]


class Asked(Schema):
    """What to look for; `q` needs no diacritics."""

    q: str = Field("", max_length=200)
    stage: str = Field("", max_length=60)
    limit: int = Field(100, ge=1, le=500)
    offset: int = Field(0, ge=0, le=1_000_000)


class Brief(Schema):
    """A venture in the list. `slug` stands in its address."""

    id: UUID
    slug: str
    url: str
    name: str
    organisation: str
    problem_id: UUID | None
    problem: Words | None
    stage: str
    founded_at: datetime
    is_demo: bool


class Happening(Schema):
    """One line of a crossing; `entry` is in the record, shown at `record_url`."""

    at: datetime
    kind: str
    words: Words
    ref: str
    note: str
    subject: str
    entry: UUID
    record_url: str


class Span(Schema):
    """A stage: `done`, `now` or `next`, with what happened in it."""

    stage: str
    state: str
    since: datetime | None
    lines: list[Happening]


class Crossing(Brief):
    """A venture with its whole way, as far as the reader may see it."""

    spans: list[Span]


class Page(Schema):
    """A part of the list; `count` is how many fit in all."""

    count: int
    items: list[Brief]


@router.get("/ventures", response=Page, summary="Ventures")
def ventures(request: Request, asked: Query[Asked]) -> Page:
    """Ventures that fit, newest first."""
    found = queries.ventures(request.actor, text=asked.q, stage=asked.stage)
    part = queries.cards(found[asked.offset : asked.offset + asked.limit])
    return Page(count=found.count(), items=[_brief(card) for card in part])


@router.get("/ventures/{venture}", response=Crossing, summary="One crossing")
def venture(request: Request, venture: str) -> Crossing:
    """By the id or by the slug of its address."""
    found = queries.crossing(request.actor, _id(venture))
    spans = [
        Span(stage=span.stage, state=span.state, since=span.since, lines=[_line(line) for line in span.lines])
        for span in found.spans
    ]
    return Crossing(**_brief(found.venture).dict(), spans=spans)


def _brief(card: queries.VentureCard) -> Brief:
    return Brief(
        id=card.id,
        slug=to_slug(card.id),
        url=queries.url(card.id),
        name=card.name,
        organisation=card.organisation.name,
        problem_id=card.problem_id,
        problem=dict(card.problem) if card.problem else None,
        stage=card.stage,
        founded_at=card.founded_at,
        is_demo=card.is_demo,
    )


def _line(line: Line) -> Happening:
    return Happening(
        at=line.at,
        kind=line.kind,
        words=dict(line.words),
        ref=line.ref,
        note=line.note,
        subject=str(line.subject),
        entry=line.entry_id,
        record_url=entry_url(line.entry_id),
    )


def _id(written: str) -> UUID:
    try:
        return from_slug(written) if len(written) == 26 else UUID(written)
    except ValueError:
        raise not_found() from None
