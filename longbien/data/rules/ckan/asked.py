"""What a client of CKAN's Action API asks: its parameters, read; what can't be read is refused under their names.

Source: CKAN 2.11, "API guide", `package_search` and `datastore_search`.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal

from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.text import Text

Asked = Mapping[str, Any]
WRONG = Text.of(vi="Tham số không đúng.", en="A parameter is wrong.")
MOST_PACKAGES, MOST_RECORDS, FURTHEST = 1_000, 10_000, 1_000_000_000
MOST_TERMS = 50
FACETS = ("organization", "groups", "license_id", "res_format", "access")
FILTERS: Mapping[str, str] = {
    "organization": "publisher", "owner_org": "publisher", "groups": "theme", "theme": "theme", "access": "access",
    "name": "code", "id": "id", "metadata_modified": "modified",
}  # fmt: skip
ALWAYS = {"state": "active", "type": "dataset", "dataset_type": "dataset", "private": "false", "capacity": "public"}
SORTS: Mapping[str, str] = {
    "name": "code", "id": "id", "title": "code", "title_string": "code", "metadata_modified": "modified",
    "metadata_created": "created",
}  # fmt: skip
TERM = re.compile(r'\s*(?:AND\s+)?([+-]?)(\w+):("[^"]*"|\[[^\]]*\]|\S+)\s*')
RANGE = re.compile(r"\[(\S+) TO (\S+)\]")


@dataclass(frozen=True)
class Filter:
    """One term of `fq`: the column of the catalogue's list, what it is, or from when until when."""

    column: str
    value: str = ""
    start: datetime | None = None
    end: datetime | None = None
    is_not: bool = False


@dataclass(frozen=True)
class Search:
    """A question to `package_search`. `nothing` says that its terms contradict what every set here is."""

    words: str = ""
    filters: tuple[Filter, ...] = ()
    order: tuple[str, ...] = ("code",)
    rows: int = 10
    start: int = 0
    facets: tuple[str, ...] = field(default=())
    facet_limit: int = 50
    nothing: bool = False


def wrong(where: str, *, vi: str, en: str) -> Refusal:
    """What CKAN calls a Validation Error (409)."""
    return Refusal("validation", WRONG, status=409, faults=(Fault(where, Text.of(vi=vi, en=en)),))


def text(asked: Asked, name: str, default: str = "") -> str:
    """A parameter as text; a number counts as its digits."""
    said = asked.get(name)
    if said is None:
        return default
    if isinstance(said, bool) or not isinstance(said, str | int):
        raise wrong(name, vi="Cần một chuỗi chữ.", en="A text is needed.")
    if "\0" in str(said) or len(str(said)) > 20_000:
        raise wrong(name, vi="Chuỗi này quá dài hoặc có ký tự NUL.", en="This text is too long, or holds a NUL.")
    return str(said)


def needed(asked: Asked, *names: str) -> str:
    """The first of these parameters that is given."""
    said = next((found for name in names if (found := text(asked, name).strip())), "")
    if not said:
        raise wrong(names[0], vi="Thiếu giá trị.", en="Missing value")
    return said


def whole(asked: Asked, name: str, default: int, *, most: int) -> int:
    """A whole number from 0 on; more than `most` counts as `most`, as CKAN does it."""
    said = text(asked, name).strip()
    if not said:
        return default
    if not re.fullmatch(r"[0-9]{1,18}", said):
        raise wrong(name, vi="Cần một số nguyên từ 0.", en="A whole number from 0 on is needed.")
    return min(int(said), most)


def yes(asked: Asked, name: str, *, default: bool = False) -> bool:
    said = asked.get(name)
    if isinstance(said, bool):
        return said
    words = text(asked, name).strip().lower()
    return default if not words else words in ("true", "1", "yes")


def listed(asked: Asked, name: str) -> tuple[str, ...]:
    """A list, as JSON or with commas between."""
    said = asked.get(name)
    if isinstance(said, str) and said.lstrip().startswith("["):
        said = _json(name, said)
    if isinstance(said, list | tuple):
        if not all(isinstance(one, str) for one in said):
            raise wrong(name, vi="Cần một danh sách chuỗi chữ.", en="A list of texts is needed.")
        return tuple(text({name: one}, name) for one in said)
    return tuple(one.strip() for one in text(asked, name).split(",") if one.strip())


def mapping(asked: Asked, name: str) -> dict[str, Any]:
    """An object, as such or written as JSON."""
    said = asked.get(name)
    if isinstance(said, str) and said.strip():
        said = _json(name, said)
    if said in (None, ""):
        return {}
    if not isinstance(said, dict):
        raise wrong(name, vi="Cần một đối tượng JSON.", en="A JSON object is needed.")
    return said


def _json(name: str, said: str) -> Any:
    try:
        told = json.loads(said)
        json.dumps(told, ensure_ascii=False).encode()  # half a letter has no UTF-8 form
        return told
    except (ValueError, RecursionError):
        raise wrong(name, vi="JSON này không đọc được.", en="This JSON can't be read.") from None


def search(asked: Asked) -> Search:
    """A question to `package_search`. Unknown terms, fields and facets are refused, not passed over."""
    words = text(asked, "q").strip()
    terms, facets = listed(asked, "fq_list"), listed(asked, "facet.field") if yes(asked, "facet", default=True) else ()
    for name, said in (("q", words.split()), ("fq_list", terms), ("facet.field", facets)):
        _few(name, said)
    filters, nothing = _filters(" ".join((text(asked, "fq"), *terms)))
    if unknown := [one for one in facets if one not in FACETS and one != "tags"]:
        known = ", ".join(FACETS)
        raise wrong("facet.field", vi=f"Không có “{unknown[0]}”; có: {known}", en=f"No “{unknown[0]}”; known: {known}")
    return Search(
        words="" if words in ("*:*", "*") else words,
        filters=filters,
        order=_order(text(asked, "sort")),
        rows=whole(asked, "rows", 10, most=MOST_PACKAGES),
        start=whole(asked, "start", 0, most=FURTHEST),
        facets=facets,
        facet_limit=whole(asked, "facet.limit", 50, most=MOST_PACKAGES),
        nothing=nothing,
    )


def _few(name: str, said: Sequence[object]) -> None:
    """Each of them is one more condition of a single query."""
    if len(said) > MOST_TERMS:
        raise wrong(name, vi=f"Nhiều nhất {MOST_TERMS}.", en=f"At most {MOST_TERMS}.")


def _filters(terms: str) -> tuple[tuple[Filter, ...], bool]:
    found: list[Filter] = []
    place, nothing, terms = 0, False, terms.strip()
    while place < len(terms):
        term = TERM.match(terms, place)
        if term is None:
            said = terms[place : place + 40]
            raise wrong("fq", vi=f"Không đọc được: {said}", en=f"This can't be read: {said}")
        place, (sign, name, value) = term.end(), term.groups()
        if name in ALWAYS:
            nothing = nothing or (value.strip('"').lower() == ALWAYS[name]) == (sign == "-")
        else:
            found.append(_filter(name, value, is_not=sign == "-"))
    _few("fq", found)
    return tuple(found), nothing


def _filter(name: str, value: str, *, is_not: bool) -> Filter:
    column = FILTERS.get(name)
    if column is None:
        known = ", ".join(FILTERS)
        raise wrong("fq", vi=f"Không lọc theo “{name}” được; có: {known}", en=f"No filter “{name}”; known: {known}")
    if column != "modified":
        said = value.strip('"')
        return Filter(column, said.upper() if column == "theme" else said, is_not=is_not)
    bounds = RANGE.fullmatch(value)
    if bounds is None:
        raise wrong("fq", vi="Cần [từ TO đến].", en="[from TO until] is needed.")
    return Filter(column, start=_instant(bounds[1]), end=_instant(bounds[2]), is_not=is_not)


def _instant(said: str) -> datetime | None:
    if said == "*":
        return None
    try:
        read = datetime.fromisoformat(said)
        return (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise wrong("fq", vi=f"Không phải thời điểm: {said[:40]}", en=f"This is no instant: {said[:40]}") from None


Direction = Literal["", "asc", "desc"]


def ordered(said: str, where: str = "sort") -> tuple[tuple[str, bool], ...]:
    """`name asc, size desc` as pairs of a name and whether it goes down."""
    found = []
    for one in filter(None, (part.strip() for part in said.split(","))):
        name, _, way = one.rpartition(" ") if one.lower().endswith((" asc", " desc")) else (one, "", "asc")
        found.append((name.strip().strip('"'), way.lower() == "desc"))
        if not found[-1][0]:
            raise wrong(where, vi=f"Không đọc được: {one[:40]}", en=f"This can't be read: {one[:40]}")
    _few(where, found)
    return tuple(found)


def _order(said: str) -> tuple[str, ...]:
    order = []
    for name, is_down in ordered(said):
        if name in ("score", "relevance", "views_recent"):
            continue
        if name not in SORTS:
            known = ", ".join(SORTS)
            raise wrong("sort", vi=f"Không xếp theo “{name[:40]}” được; có: {known}",
                        en=f"No order by “{name[:40]}”; known: {known}")  # fmt: skip
        order.append(f"{'-' if is_down else ''}{SORTS[name]}")
    return (*order, "code")
