"""The data that a problem needs: data sets of the catalogue, and what is missing there.

In a statement: `"needs": [{"data_set": code} | {"gap": code, "missing": {lang: words}}]`; without `missing`, a gap that
is registered already. A problem that names none has no such key.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from longbien.data.rules import reserved
from longbien.kernel.outcome import Reason
from longbien.kernel.text import Text

CODE = re.compile(r"[A-Za-z0-9_-]{0,80}")  # what an address can hold
ONE_OF = Text.of(
    vi="Chọn một bộ dữ liệu, hoặc một dữ liệu còn thiếu: đúng một trong hai.",
    en="Choose a data set, or data that is missing: exactly one of them.",
)


@dataclass(frozen=True)
class Needed:
    """One need of a statement without faults; `missing` None: the gap was registered before."""

    data_set: str
    gap: str
    missing: Text | None


def needs_of(statement: Mapping[str, Any]) -> tuple[Needed, ...]:
    """Every need of a statement that can be stored, in its order."""
    return tuple(Needed(row["data_set"], row["gap"], _words(row["missing"])) for row in statement.get("needs", ()))


def _words(missing: Mapping[str, str]) -> Text | None:
    said = tuple((language, words) for language, words in missing.items() if words)
    return Text(said) if said else None


def check_need(row: Mapping[str, Any], path: str) -> Iterator[Reason]:
    """That it names one thing, by a code; whether that is there is asked when the problem is published."""
    codes = [row.get("data_set"), row.get("gap")]
    if any(not isinstance(code, str) or not CODE.fullmatch(code) for code in codes):
        yield Reason("malformed", ONE_OF, f"{path}/data_set")
    elif sum(map(bool, codes)) != 1:
        yield Reason("missing", ONE_OF, f"{path}/data_set")
    elif (gap := str(row["gap"])) in reserved.GAPS:
        yield Reason("reserved", reserved.words(gap), f"{path}/gap")
