"""The catalogue as other catalogues ask it: data sets by words and facets, publishers, themes, tables."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, TypedDict
from uuid import UUID

from django.db.models import Max, Min, QuerySet
from django.db.models.functions import Coalesce, Greatest

from longbien.data.models import DataSet, Edition, Quarantine
from longbien.data.queries.sets import SetCard, card_of_resource, cards, contract_of, listed
from longbien.data.rules.ckan.asked import Filter, Search
from longbien.data.rules.ckan.packages import LICENCES, organisation_name
from longbien.kernel.text import Text


class Times(TypedDict):
    created: datetime
    modified: datetime


if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    Timed = WithAnnotations[DataSet, Times]


@dataclass(frozen=True)
class Dated:
    """A data set with the moments it was listed and changed last."""

    card: SetCard
    created: datetime
    modified: datetime


@dataclass(frozen=True)
class Found:
    """How many fit, those that were asked for, and how often each word of a facet stands among all that fit."""

    count: int
    sets: tuple[Dated, ...]
    facets: Mapping[str, Mapping[str, int]]


def _dated(rows: QuerySet[DataSet]) -> "QuerySet[Timed]":
    return rows.annotate(
        created=Coalesce(Min("editions__at"), "loaded_at"),
        modified=Greatest(Coalesce(Max("editions__at"), "loaded_at"), "loaded_at"),
    )


def dated(rows: "Iterable[Timed]") -> tuple[Dated, ...]:
    found = list(rows)
    times = {row.pk: (row.created, row.modified) for row in found}
    return tuple(Dated(one, *times[one.id]) for one in cards(found))


def every_set() -> "QuerySet[Timed]":
    """All of them, by code."""
    return _dated(DataSet.objects.order_by("code"))


def apart_counts() -> dict[UUID, int]:
    """Of each data set, how many deliveries were set apart."""
    return dict(Counter(Quarantine.objects.values_list("data_set", flat=True)))


def stamp() -> str:
    """Another one whenever anything that the catalogue tells of has changed."""
    known = list(DataSet.objects.order_by("pk").values_list("pk", "sha256"))
    told = repr((known, Edition.objects.count(), Quarantine.objects.count()))
    return sha256(told.encode()).hexdigest()


def find(asked: Search) -> Found:
    rows = _dated(listed(asked.words))
    for one in asked.filters:
        rows = _kept(rows, one)
    if asked.nothing:
        rows = rows.none()
    chosen = rows.order_by(*asked.order)[asked.start : asked.start + asked.rows]
    return Found(rows.count(), dated(chosen), _facets(rows, asked.facets))


def _kept(rows: "QuerySet[Timed]", one: Filter) -> "QuerySet[Timed]":
    if one.column == "id" and not _is_id(one.value):
        return rows if one.is_not else rows.none()
    said = _bounds(one) if one.column == "modified" else {one.column: one.value}
    if not said:
        return rows
    return rows.exclude(**said) if one.is_not else rows.filter(**said)


def _bounds(one: Filter) -> dict[str, str | datetime]:
    return {name: at for name, at in (("modified__gte", one.start), ("modified__lte", one.end)) if at}


def _is_id(said: str) -> bool:
    try:
        return bool(UUID(said))
    except ValueError:
        return False


def _facets(rows: "QuerySet[Timed]", names: tuple[str, ...]) -> dict[str, dict[str, int]]:
    """Three of them stand in the list itself; for the others the contracts are read."""
    columns = {"organization": "publisher", "groups": "theme", "access": "access"}
    found: dict[str, dict[str, int]] = {}
    read = [contract_of(row) for row in rows] if {"license_id", "res_format"} & {*names} else []
    for name in names:
        if name in columns:
            found[name] = dict(Counter(rows.order_by().values_list(columns[name], flat=True)))
        elif name == "license_id":
            found[name] = dict(Counter(LICENCES.get(one.licence, ("other", ""))[0] for one in read))
        elif name == "res_format":
            is_open = sum(one.access == "open" for one in read)
            found[name] = dict.fromkeys(("CSV", "JSON", "PARQUET"), is_open) if is_open else {}
    if "groups" in found:
        found["groups"] = {theme.lower(): count for theme, count in found["groups"].items()}
    return found


def one_set(name_or_id: str) -> Dated | None:
    """By its code or its id."""
    rows = _dated(DataSet.objects.filter(code=name_or_id))
    if not rows and _is_id(name_or_id):
        rows = _dated(DataSet.objects.filter(pk=UUID(name_or_id)))
    return next(iter(dated(rows)), None)


def set_of_resource(resource_id: str) -> Dated | None:
    """The data set that a resource belongs to."""
    found = card_of_resource(resource_id)
    return one_set(found.code) if found else None


def codes() -> tuple[str, ...]:
    return tuple(DataSet.objects.order_by("code").values_list("code", flat=True))


def publishers() -> tuple[tuple[Text, int], ...]:
    """Who publishes, with how many sets, by name."""
    listed_by = DataSet.objects.order_by("loaded_at", "pk").values_list("publisher", "pk")
    count = Counter(name for name, _ in listed_by)
    newest = DataSet.objects.in_bulk(dict(listed_by).values())
    told = (contract_of(row).publisher for row in newest.values())
    return tuple((title, count[name]) for name, title in sorted((organisation_name(one), one) for one in told))


def themes() -> tuple[tuple[str, int], ...]:
    """The themes in use, with how many sets."""
    return tuple(sorted(Counter(DataSet.objects.values_list("theme", flat=True)).items()))
