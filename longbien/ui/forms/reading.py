"""Read a posted form into plain data."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from longbien.ui.fields import Field
from longbien.ui.forms import address, typed
from longbien.ui.forms.rows import ADD, REMOVE
from longbien.ui.forms.uploads import Kept, Upload
from longbien.ui.language import reader_language

USE, OTHER = "use", "change"  # the answers to “we know this already”
YESNO = {"yes": True, "no": False}


def read(fields: Iterable[Field], post: QueryDict, files: MultiValueDict) -> dict[str, Any]:
    """The data of a posted form, in the shapes that `longbien.ui.forms` describes. Never raises for what was sent."""
    return _read(fields, "", post, files)


def _read(fields: Iterable[Field], prefix: str, post: QueryDict, files: MultiValueDict) -> dict[str, Any]:
    asked = (field for field in fields if not field.computed)
    data = {field.name: _value(field, prefix + field.name, post, files) for field in asked}
    return {name: value for name, value in data.items() if value is not None}


def rows_read(field: Field, post: QueryDict, files: MultiValueDict) -> list[tuple[int, int | None]]:
    """The rows of a group on the page by their number there, each with its place among those that `read` gives back;
    None for a blank one."""
    found: list[tuple[int, int | None]] = []
    for number in _row_numbers(field.name, post, files):
        blank = is_blank(_read(field.fields, f"{field.name}-{number}-", post, files))
        found.append((number, None if blank else sum(place is not None for _number, place in found)))
    return found


def is_used(field: Field, name: str, post: QueryDict) -> bool:
    """Whether the reader agreed to what is known already."""
    return field.known is not None and post.get(f"{name}-known") == USE


def _value(field: Field, name: str, post: QueryDict, files: MultiValueDict) -> Any:
    if field.known is not None and is_used(field, name, post):
        return field.known.value
    match field.kind:
        case "group":
            rows = [_read(field.fields, f"{name}-{n}-", post, files) for n in _row_numbers(name, post, files)]
            return rows if ADD in post or REMOVE in post else [row for row in rows if not is_blank(row)]
        case "choices" | "area":
            return [value for value in dict.fromkeys(map(typed.clean, post.getlist(name))) if value]
        case "file":
            return _file(name, post, files)
        case "address":
            return address.read(field, name, post)
        case _:
            words = typed.clean(post.get(name) or "")
            found = understood(field, words) if words else None
            return (words or None) if found is None else found


def understood(field: Field, words: str) -> Any:
    """The value behind what was typed into a field of one line; None when it can't be read."""
    match field.kind:
        case "number":
            return typed.whole(words, reader_language())
        case "money":
            amount = typed.money(words, field.currency or settings.HUB.currency, reader_language())
            return None if amount is None else amount.to_data()
        case "date":
            return typed.iso_date(words)
        case "time":
            return typed.iso_time(words)
        case "yesno":
            return YESNO.get(words)
        case _:
            return words


def is_blank(row: Mapping[str, Any]) -> bool:
    """True for a row of a group in which nothing was filled in."""
    return all(value == [] for value in row.values())


def _row_numbers(name: str, post: QueryDict, files: MultiValueDict) -> list[int]:
    pattern = re.compile(rf"{re.escape(name)}-(\d{{1,4}})-", re.ASCII)
    return sorted({int(match[1]) for key in (*post, *files) if (match := pattern.match(key))})


def _file(name: str, post: QueryDict, files: MultiValueDict) -> Upload | Kept | None:
    if sent := files.get(name):
        return Upload(typed.clean(sent.name or "")[:255], (sent.content_type or "")[:120], sent.size, sent.read())
    kept = typed.clean(post.get(f"{name}-kept") or "")
    return Kept(kept) if kept else None
