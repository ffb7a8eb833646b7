"""What people type for numbers, money, dates and times. Each reader answers None when it can't be sure."""

import re
import unicodedata
from datetime import date, time
from decimal import Decimal

from longbien.kernel.folding import fold
from longbien.kernel.money import Money

DAMAGED = "\ufffd"
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
# Marks that turn the direction of all that follows them: invisible, and used to make a line read as another one.
TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
SPACES = re.compile(r"\s")
SCALES = {
    "ty": 10**9, "ti": 10**9, "billion": 10**9, "bn": 10**9,
    "trieu": 10**6, "tr": 10**6, "million": 10**6, "m": 10**6,
    "nghin": 10**3, "ngan": 10**3, "thousand": 10**3, "k": 10**3,
}  # fmt: skip
MARKS = {"vi": (".", ",")}
LONGEST = 40
DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.ASCII)


def clean(words: str) -> str:
    """Composed Unicode, plain line ends, trimmed. What no database can hold (NUL, half a surrogate) shows as U+FFFD,
    which is also what Django makes of broken UTF-8; `check` reports it. Marks that turn the direction are dropped."""
    plain = TURNS.sub("", words).replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", CONTROLS.sub(DAMAGED, plain)).strip()


def decimal(words: str, language: str) -> Decimal | None:
    """`1.200,5` in Vietnamese, `1,200.5` elsewhere; without thousands marks both are read as well."""
    thousands, point = MARKS.get(language, (",", "."))
    bare = SPACES.sub("", words)
    grouped = rf"[-+]?(\d{{1,3}}({re.escape(thousands)}\d{{3}})+|\d+)({re.escape(point)}\d+)?"
    if len(bare) > LONGEST or not re.fullmatch(grouped, bare, re.ASCII):
        return None
    return Decimal(bare.replace(thousands, "").replace(point, "."))


def whole(words: str, language: str) -> int | None:
    """A whole number."""
    found = decimal(words, language)
    return int(found) if found is not None and found == found.to_integral_value() else None


def money(words: str, currency: str, language: str) -> Money | None:
    """`1.200.000`, `1,5 tỷ`, `300 triệu đồng`, `1.5 billion`; None when finer than the currency's minor unit."""
    match = re.fullmatch(r"([-+]?[\d.,\s]*\d)\s*(\D*)", words, re.ASCII)
    if match is None:
        return None
    scale = _scale(match[2], currency)
    amount = decimal(match[1], language)
    if amount is None or scale is None:
        return None
    minor = amount * scale * 10 ** Money(0, currency).exponent
    return Money(int(minor), currency) if minor == minor.to_integral_value() else None


def _scale(unit: str, currency: str) -> int | None:
    """The factor of a unit such as `tỷ đồng`; 1 for the bare currency; None for a word that is neither."""
    words = fold(unit).replace("₫", " ").split()
    rest = [word for word in words if word not in (currency.lower(), "dong", "d")]
    if not rest:
        return 1
    return SCALES.get(rest[0]) if len(rest) == 1 else None


def iso_date(words: str) -> str | None:
    """`2026-11-23` from itself or from `23/11/2026`."""
    match = DAY_FIRST.fullmatch(words)
    written = f"{match[3]}-{match[2]:0>2}-{match[1]:0>2}" if match else words
    try:
        return date.fromisoformat(written).isoformat()
    except ValueError:
        return None


def iso_time(words: str) -> str | None:
    """`09:30` from `9:30`, `09:30` or `9h30`."""
    match = re.fullmatch(r"(\d{1,2})[:hH](\d{2})", words, re.ASCII)
    if match is None or int(match[1]) > 23 or int(match[2]) > 59:
        return None
    return time(int(match[1]), int(match[2])).isoformat("minutes")
