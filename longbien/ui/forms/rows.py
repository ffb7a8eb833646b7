"""“Add another” and “remove” in repeating groups, as submit buttons: they work without JavaScript."""

import copy
from collections.abc import Iterable
from typing import Any

from django.http import QueryDict

from longbien.ui.fields import Field

ADD, REMOVE = "_add", "_remove"


def rearranged(fields: Iterable[Field], post: QueryDict, data: dict[str, Any]) -> dict[str, Any] | None:
    """The data with a row added or removed when that button was pressed; None when the form itself was sent.

    `_add=windows` adds a blank row, `_remove=windows-1` drops the second one; groups inside groups are named in full
    (`sites-0-windows`).
    """
    if name := post.get(ADD):
        return _changed(fields, data, name.split("-"), add=True)
    if name := post.get(REMOVE):
        return _changed(fields, data, name.split("-"), add=False)
    return None


def _changed(fields: Iterable[Field], data: dict[str, Any], path: list[str], *, add: bool) -> dict[str, Any]:
    changed = copy.copy(data)
    group = next((field for field in fields if field.kind == "group" and field.name == path[0]), None)
    if group is None:
        return changed
    rows, rest = list(data.get(group.name, [])), path[1:]
    if not rest and add:
        rows.append({})
    elif rest and rest[0].isascii() and rest[0].isdigit() and int(rest[0]) < len(rows):
        at = int(rest[0])
        if rest[1:]:
            rows[at] = _changed(group.fields, rows[at], rest[1:], add=add)
        elif not add:
            del rows[at]
    changed[group.name] = rows
    return changed
