"""Facets as links: each leads to the same search with one more value, or with one fewer."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict

from longbien.data.rules.catalogue.facets import FACETS, SORTS
from longbien.data.rules.contract.themes import THEMES
from longbien.data.rules.contract.vocabulary import ACCESS, FORMATS, FRESHNESS, LICENCES
from longbien.kernel.text import Text

MOST = 12
Chosen = Mapping[str, tuple[str, ...]]
TITLES: Mapping[str, Text] = {
    "theme": Text.of(vi="Chủ đề", en="Theme"),
    "access": Text.of(vi="Ai được xem", en="Who may see it"),
    "publisher": Text.of(vi="Nơi công bố", en="Publisher"),
    "licence": Text.of(vi="Giấy phép", en="Licence"),
    "format": Text.of(vi="Cách lấy", en="How to take it"),
    "fresh": Text.of(vi="Cập nhật", en="Renewed"),
}
SORT_WORDS: Mapping[str, Text] = {
    "title": Text.of(vi="Theo tên", en="By title"),
    "new": Text.of(vi="Mới nhất trước", en="Newest first"),
    "rows": Text.of(vi="Nhiều dòng nhất trước", en="Most rows first"),
}


@dataclass(frozen=True)
class Value:
    """One value of a facet: how many sets would be seen, where it leads."""

    label: Text | str
    count: int
    href: str
    is_chosen: bool


@dataclass(frozen=True)
class Facet:
    title: Text
    values: tuple[Value, ...]
    is_used: bool


def read(query: QueryDict) -> dict[str, tuple[str, ...]]:
    """What is chosen, by facet."""
    return {
        facet: tuple(dict.fromkeys(one[:200].replace("\0", "") for one in query.getlist(facet)[:MOST] if one))
        for facet in FACETS
    }


def shown(
    query: QueryDict, chosen: Chosen, counted: Mapping[str, Mapping[str, int]], publishers: Mapping[str, str]
) -> list[Facet]:
    """Facets with more than one value, or with one that is chosen; the most frequent values first. Publishers have
    names of their own."""
    made = []
    for facet in FACETS:
        ranked = sorted(counted[facet].items(), key=lambda one: (one[0] not in chosen[facet], -one[1], one[0]))
        values = tuple(_value(query, facet, (value, count), chosen, publishers) for value, count in ranked[:MOST])
        if len(values) > 1 or chosen[facet]:
            made.append(Facet(TITLES[facet], values, bool(chosen[facet])))
    return made


def _value(
    query: QueryDict, facet: str, counted: tuple[str, int], chosen: Chosen, publishers: Mapping[str, str]
) -> Value:
    value, count = counted
    is_chosen = value in chosen[facet]
    rest = [one for one in chosen[facet] if one != value]
    label = publishers.get(value, value) if facet == "publisher" else _label(facet, value)
    return Value(label, count, address(query, facet, rest if is_chosen else [*rest, value]), is_chosen)


def address(query: QueryDict, name: str, values: list[str]) -> str:
    """The same search with other values of one name, from its first page."""
    changed = query.copy()
    changed.setlist(name, values)
    changed.pop("page", None)
    return f"?{changed.urlencode()}"


def _label(facet: str, value: str) -> Text | str:
    known: Mapping[str, Text | str]
    if facet == "access":
        known = {code: words for code, (words, _) in ACCESS.items()}
    else:
        known = {"theme": THEMES, "licence": LICENCES, "format": FORMATS, "fresh": FRESHNESS}.get(facet, {})
    return known.get(value, value)


def sorts(query: QueryDict, sort: str) -> list[tuple[Text, str, bool]]:
    """Each order in words, where it leads, whether it is the one."""
    return [(SORT_WORDS[one], address(query, "sort", [one]), one == sort) for one in SORTS]
