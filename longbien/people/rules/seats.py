"""How many seats a governing body has, as far as it is published."""

from collections.abc import Mapping
from typing import Any

NOT_PUBLISHED = "not-published"


def has_room(terms: Mapping[str, Any], taken: int) -> bool:
    """May one more seat be filled? `terms["seats"]` is `{exactly: n}`, `{at_most: n}` or `not-published`."""
    seats = terms.get("seats", NOT_PUBLISHED)
    if seats == NOT_PUBLISHED:
        return True
    return taken < int(seats.get("exactly") or seats["at_most"])


def written(value: Any) -> str:
    """Terms as one word for the record: `at_most 9`, `2`, `not-published`."""
    if isinstance(value, Mapping):
        return " ".join(f"{key} {number}" for key, number in value.items())
    return str(value)
