"""The forms in which a value may stand in a file."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

SHORTEST = 6
"""Bytes. A shorter value stands somewhere in a large file by mere chance; it is looked for in cells alone."""


@dataclass(frozen=True)
class Needles:
    """`cells` are compared with decoded values, `raw` are searched among bytes; `is_whole`: a cell is the value,
    it isn't enough that it holds it."""

    cells: tuple[Any, ...]
    raw: tuple[bytes, ...]
    is_whole: bool = False


def needles(values: Iterable[Any], *, is_whole: bool = False) -> Needles:
    """Of text: as UTF-8, as UTF-16, escaped as JSON does, quoted as an address does.

    A value that is a part of others is looked for as a whole cell alone: among bytes it would be found in them.
    """
    cells = tuple(values)
    if is_whole:
        return Needles(cells, (), is_whole=True)
    raw = {form for one in cells if isinstance(one, str) for form in _forms(one)}
    return Needles(cells, tuple(sorted(one for one in raw if len(one) >= SHORTEST)))


def _forms(value: str) -> set[bytes]:
    escaped = json.dumps(value)[1:-1]
    return {value.encode(), value.encode("utf-16-le"), escaped.encode(), quote(value, safe="").encode()}
