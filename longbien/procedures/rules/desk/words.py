"""The words by which a case is found: folded, whole and in parts, those of the applicant marked as such."""

import re

from longbien.kernel.folding import fold

PARTS = re.compile(r"[^\W_]+")
FILLING = re.compile(r"(?<![0-9])0+(?=[0-9])")
LONGEST, MOST = 40, 40
OWNER = "@"


def words_of(number: str, title: str, owner: str) -> frozenset[str]:
    """`HS-2026-00012` is found as a whole, by `2026`, by `00012`, and without the zeros that fill it up, by `12` and
    `HS-2026-12`; `@song` finds it by its applicant."""
    owned, numbers = _parts(owner), (number, unfilled(number))
    by_number = [word for one in numbers for word in (*_parts(one), fold(one))]
    kept = [*by_number, *owned, *(OWNER + word for word in owned), *_parts(title)]
    return frozenset(word[:LONGEST] for word in dict.fromkeys(kept[: 2 * MOST]))


def unfilled(number: str) -> str:
    """A number without the zeros that fill its parts up: `HS-2026-12`."""
    return FILLING.sub("", number)


def asked_words(text: str, applicant: str = "") -> tuple[str, ...]:
    """What someone looks for; each word is the beginning of a word of the case."""
    parts = [*_asked(text), *(OWNER + word for word in _parts(applicant))]
    return tuple(word[:LONGEST] for word in dict.fromkeys(parts))[:8]


def span_of(word: str) -> tuple[bytes, bytes]:
    """From `word` to beyond everything that begins with it, as bytes: no UTF-8 holds the last one."""
    return word.encode(), word.encode() + b"\xff"


def _asked(text: str) -> list[str]:
    """A number typed whole stays whole: its parts alone would find others too."""
    found: list[str] = []
    for piece in fold(text.replace("\0", "")).split():
        inner = PARTS.findall(piece)
        found += [piece] if len(inner) > 1 and any(part.isdigit() for part in inner) else inner
    return found


def _parts(text: str) -> list[str]:
    return PARTS.findall(fold(text.replace("\0", "")))[:MOST]
