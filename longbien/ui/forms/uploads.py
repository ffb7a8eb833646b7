"""Files in forms: new ones, and ones that an earlier draft already stored."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Stored = Mapping[str, Any]  # {"document": id, "name": "plan.pdf", …} as the room that stored it wrote it


@dataclass(frozen=True)
class Upload:
    """A file as it arrived. `media_type` is what the browser claims; whoever stores it looks inside."""

    name: str
    media_type: str
    size: int
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class Kept:
    """The browser says that the file of an earlier draft stays; `keep` believes it only if the draft has it."""

    document: str


def is_stored(value: object) -> bool:
    return isinstance(value, Mapping) and "document" in value and "name" in value


def keep(data: dict[str, Any], saved: Mapping[str, Any]) -> dict[str, Any]:
    """`data` with each `Kept` replaced by the stored file of that id in `saved`, and dropped when there is none."""
    return _kept(data, {str(file["document"]): file for file in _stored_in(saved)})


def _stored_in(value: Any) -> list[Stored]:
    if is_stored(value):
        return [value]
    inner = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
    return [file for item in inner for file in _stored_in(item)]


def _kept(value: Any, known: Mapping[str, Stored]) -> Any:
    if isinstance(value, dict):
        swapped = {key: _kept(item, known) for key, item in value.items()}
        return {key: item for key, item in swapped.items() if item is not None}
    if isinstance(value, list):
        return [_kept(item, known) for item in value]
    return known.get(value.document) if isinstance(value, Kept) else value
