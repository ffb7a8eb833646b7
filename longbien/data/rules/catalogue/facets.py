"""Facets of a catalogue: what each set is told apart by, and how many there are of each kind.

Within a facet any chosen value will do, between facets all must hold. A count says how many sets a reader would see
who chose that value, all other facets kept.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

FACETS = ("theme", "access", "publisher", "licence", "format", "fresh")
OPEN_FORMATS, PLACED, AGREED = ("csv", "json", "parquet", "arrow", "sql"), "geojson", ("sql", "delta")
FRESH = (("month", 31), ("year", 366))
Chosen = Mapping[str, Collection[str]]


@dataclass(frozen=True)
class Listing:
    """A set as the facets see it. `titles` and its `publisher` by language, `delivered` its newest day, `rows` how many
    it has."""

    code: str
    values: Mapping[str, frozenset[str]]
    titles: Mapping[str, str]
    delivered: date | None
    rows: int
    publisher: Mapping[str, str] = field(default_factory=dict)


def listing(data: Mapping[str, Any], language: str, *, delivered: date | None, rows: int, today: date) -> Listing:
    """Of a contract as it lies in the hub's folder: the names of publishers are told apart in one language."""
    own = {one["property"]: one["value"] for one in data["customProperties"]}
    titles, publisher = _texts(own["title"], language), _texts(own["publisher"], language)
    values = {
        "theme": {data["domain"]},
        "access": {own["access"]},
        "publisher": {publisher[language]},
        "licence": {own["licence"]},
        "format": _formats(own["access"], is_placed="spatial" in own) if delivered else frozenset(),
        "fresh": {freshness(delivered, today)},
    }
    told_apart = {facet: frozenset(said) for facet, said in values.items()}
    return Listing(data["id"], told_apart, titles, delivered, rows, publisher)


def publishers(found: Iterable[Listing], language: str) -> dict[str, str]:
    """The value of each publisher with its name in a language; the value itself where it has none."""
    return {value: one.publisher.get(language, value) for one in found for value in one.values["publisher"]}


def _texts(said: Mapping[str, str] | str, language: str) -> Mapping[str, str]:
    return {language: said} if isinstance(said, str) else said


def _formats(access: str, *, is_placed: bool) -> frozenset[str]:
    """Restricted data is asked, never downloaded."""
    if access == "open":
        return frozenset((*OPEN_FORMATS, *((PLACED,) if is_placed else ())))
    return frozenset(AGREED if access == "shared" else AGREED[:1])


def freshness(delivered: date | None, today: date) -> str:
    """`month`, `year`, `older`, or `none` before the first delivery."""
    if delivered is None:
        return "none"
    return next((name for name, days in FRESH if (today - delivered).days < days), "older")


def chosen_of(found: Iterable[Listing], chosen: Chosen) -> tuple[Listing, ...]:
    """The sets that every facet lets through."""
    return tuple(one for one in found if all(_fits(one, facet, chosen) for facet in FACETS))


def counts(found: Sequence[Listing], chosen: Chosen) -> dict[str, Counter[str]]:
    """Of each facet, how many sets have each of its values, held against the others. A chosen value is never left out,
    so that it can be taken back."""
    made = {}
    for facet in FACETS:
        others = [one for one in found if all(_fits(one, other, chosen) for other in FACETS if other != facet)]
        made[facet] = Counter(value for one in others for value in one.values[facet])
        for value in chosen.get(facet, ()):
            made[facet][value] += 0
    return made


def _fits(one: Listing, facet: str, chosen: Chosen) -> bool:
    asked = chosen.get(facet)
    return not asked or not one.values[facet].isdisjoint(asked)


SORTS = ("title", "new", "rows")


def ordered(found: Iterable[Listing], sort: str, fold: Any, language: str) -> tuple[Listing, ...]:
    """By title, the newest first, or the largest first; what is alike by code."""
    if sort == "new":
        return tuple(sorted(found, key=lambda one: (-(one.delivered or date.min).toordinal(), one.code)))
    if sort == "rows":
        return tuple(sorted(found, key=lambda one: (-one.rows, one.code)))
    return tuple(sorted(found, key=lambda one: (fold(_in(one.titles, language)), one.code)))


def _in(titles: Mapping[str, str], language: str) -> str:
    return titles.get(language) or next(iter(titles.values()))
