"""The catalogue by its facets."""

from typing import Any

from django.conf import settings
from django.db.models import OuterRef, Subquery

from longbien.data.models import DataSet, Edition
from longbien.data.queries.sets import SetCard, cards, listed
from longbien.data.rules.catalogue.facets import Listing, listing
from longbien.people.queries import today


def listings(words: str) -> tuple[Listing, ...]:
    """Every set whose texts have all the words, as the facets see it. One query."""
    newest = Edition.objects.filter(data_set=OuterRef("pk")).order_by("-number")
    rows = listed(words).annotate(
        delivered=Subquery(newest.values("at")[:1]), size=Subquery(newest.values("rows")[:1])
    ).values_list("contract", "delivered", "size")  # fmt: skip
    now, language = today(), settings.HUB.languages[0]
    return tuple(_listing(data, at, size, language, now) for data, at, size in rows)


def _listing(data: Any, at: Any, size: int | None, language: str, now: Any) -> Listing:
    return listing(data, language, delivered=at.date() if at else None, rows=size or 0, today=now)


def cards_of(codes: list[str]) -> tuple[SetCard, ...]:
    """The sets with these codes, in this order. Two queries."""
    found = {one.code: one for one in cards(DataSet.objects.filter(code__in=codes))}
    return tuple(found[code] for code in codes if code in found)
