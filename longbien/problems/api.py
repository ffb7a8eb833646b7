"""The catalogue as data: `/api/problems`. Texts come in every language, an unpublished figure as null."""

from datetime import date
from typing import Any
from uuid import UUID

from ninja import Query, Router, Schema
from pydantic import Field

from longbien.kernel.ids import from_slug, to_slug
from longbien.kernel.refusal import not_found
from longbien.kernel.text import Text
from longbien.problems import queries
from longbien.ui.requests import Request

router = Router(tags=["problems"])
Words = dict[str, str]


class Asked(Schema):
    """What to look for; `q` needs no diacritics."""

    q: str = Field("", max_length=200)
    group: str = Field("", max_length=80)
    sector: str = Field("", max_length=80)
    technology: str = Field("", max_length=80)
    locality: str = Field("", max_length=80)
    limit: int = Field(100, ge=1, le=500)
    offset: int = Field(0, ge=0, le=1_000_000)


class Brief(Schema):
    """A problem in the list. `slug` stands in its address."""

    id: UUID
    slug: str
    url: str
    title: Words
    summary: Words
    group: str
    sector: str
    technologies: list[str]
    status: str
    published_on: date | None
    is_demo: bool


class Kpi(Schema):
    """A figure to reach; null where it is not published."""

    name: Words
    unit: Words | None
    baseline: str | None
    target: str | None
    is_demo: bool


class Source(Schema):
    name: Words
    locator: str
    url: str
    as_of: date | None


class Whole(Brief):
    """A problem with everything that is published about it. `event` is the entry of this version in the record."""

    localities: list[str]
    outputs: Words | None
    kpis: list[Kpi]
    sources: list[Source]
    version: int
    event: UUID


class Page(Schema):
    """A part of the catalogue; `count` is how many fit in all."""

    count: int
    items: list[Brief]


@router.get("/problems", response=Page, summary="The problems of the city")
def problems(request: Request, asked: Query[Asked]) -> Page:
    """Published problems that fit, newest first."""
    filters = queries.Filters(asked.q, asked.group, asked.sector, asked.technology, asked.locality)
    found = queries.catalogue(request.actor, filters)
    part = queries.cards(found[asked.offset : asked.offset + asked.limit])
    return Page(count=found.count(), items=[Brief(**_brief(card)) for card in part])


@router.get("/problems/{problem}", response=Whole, summary="One problem")
def problem(request: Request, problem: str) -> Whole:
    """By the id or by the slug of its address."""
    found = queries.problem(request.actor, _id(problem))
    return Whole(
        **_brief(found),
        localities=list(found.localities),
        outputs=_words(found.outputs),
        kpis=[_kpi(one) for one in found.kpis],
        sources=[
            Source(name=dict(one.name), locator=one.locator, url=one.url, as_of=one.as_of) for one in found.sources
        ],
        version=found.number,
        event=found.event_id,
    )


def _brief(card: queries.ProblemCard) -> dict[str, Any]:
    return {
        "id": card.id,
        "slug": to_slug(card.id),
        "url": queries.url(card.id),
        "title": dict(card.title),
        "summary": dict(card.summary),
        "group": card.group,
        "sector": card.sector,
        "technologies": list(card.technologies),
        "status": card.status.value,
        "published_on": card.published_on,
        "is_demo": card.is_demo,
    }


def _kpi(one: queries.KpiView) -> Kpi:
    return Kpi(
        name=dict(one.name),
        unit=_words(one.unit),
        baseline=one.baseline or None,
        target=one.target or None,
        is_demo=one.is_demo,
    )


def _words(text: Text | None) -> Words | None:
    return dict(text) if text else None


def _id(written: str) -> UUID:
    try:
        return from_slug(written) if len(written) == 26 else UUID(written)
    except ValueError:
        raise not_found() from None
