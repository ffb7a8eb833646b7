"""The JSON that a request brings, read so that nothing in it can be misunderstood later."""

import json
from typing import Any


def read_json(body: bytes) -> Any:
    """ValueError for what is no JSON in UTF-8, for numbers that are none, and for half a letter alone."""
    try:
        found = json.loads(body, parse_constant=_no_number, parse_float=_finite)
        json.dumps(found, ensure_ascii=False).encode()  # half a letter alone is no text: UnicodeEncodeError
    except RecursionError as error:
        raise ValueError("too deep") from error
    return found


def _no_number(name: str) -> Any:
    raise ValueError(name)


def _finite(written: str) -> float:
    number = float(written)
    if number in (float("inf"), float("-inf")):
        raise ValueError(written)
    return number
