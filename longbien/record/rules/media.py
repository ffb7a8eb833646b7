"""What kind of file a document is: its ending says it, its content has to agree."""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

OFFICE = "application/vnd.openxmlformats-officedocument"
TYPES = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "webp": "image/webp",
    "docx": f"{OFFICE}.wordprocessingml.document",
    "xlsx": f"{OFFICE}.spreadsheetml.sheet",
    "pptx": f"{OFFICE}.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "csv": "text/csv",
    "txt": "text/plain",
    "json": "application/json",
    "geojson": "application/geo+json",
}
# No magic number tells these: they only have to be UTF-8 text.
TEXTS = frozenset({"text/csv", "text/plain", "application/json", "application/geo+json"})
HIDDEN = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")


@dataclass(frozen=True)
class Limits:
    """What a document may be: media types (`application/pdf`) or endings (`.pdf`) to accept, and its size in bytes."""

    accept: tuple[str, ...] = tuple(dict.fromkeys(TYPES.values()))
    max_bytes: int = 10_000_000

    @property
    def endings(self) -> str:
        """What to tell a person: `pdf, png`."""
        return ", ".join(ending for ending, media_type in TYPES.items() if self.allows(media_type))

    def allows(self, media_type: str) -> bool:
        return any(TYPES.get(one.lower().lstrip("."), one) == media_type for one in self.accept)


def media_type(name: str, *, is_text: bool, recognised: Collection[str]) -> str | None:
    """The media type of a file, or None when its ending is unknown or its content is something else.

    `recognised` are the types that its magic numbers allow, `is_text` that all of it is UTF-8 without NUL.
    """
    expected = TYPES.get(name.rpartition(".")[2].lower()) if "." in name else None
    if expected in TEXTS:
        return expected if is_text else None
    return expected if expected in recognised else None


def clean_name(given: str) -> str:
    """A file name fit to show: no folders, no control or direction marks, composed letters, at most 120 characters."""
    last = re.split(r"[/\\]", given)[-1]
    shown = HIDDEN.sub("", unicodedata.normalize("NFC", last)).strip(" .") or "document"
    stem, dot, ending = shown.rpartition(".")
    return f"{stem[: 119 - len(ending)]}.{ending}" if dot and len(ending) < 20 else shown[:120]
