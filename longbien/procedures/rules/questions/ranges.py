"""Two ends of a range: `x-after` names the question whose answer may not come later than this one, `x-earliest` that a
day may not lie in the past. And how far whole numbers reach at all."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from longbien.kernel.plain import LARGEST
from longbien.kernel.text import Text
from longbien.procedures.rules.faults import Finding, Path
from longbien.procedures.rules.questions.shapes import Schema


def out_of_order(schema: Schema, data: Mapping[str, Any], path: Path = ()) -> Iterator[Finding]:
    """Ends that come before their beginnings, in the form and in the rows of its groups."""
    asked = schema["properties"]
    for name, node in asked.items():
        begin, end = data.get(node.get("x-after", "")), data.get(name)
        if isinstance(end, (str, int)) and type(begin) is type(end) and end < begin:  # type: ignore[operator]
            yield Finding((*path, name), "x-after", _words(asked[node["x-after"]]["x-title"]))
        if "properties" in node.get("items", {}) and isinstance(end, list):
            for n, row in enumerate(end):
                yield from out_of_order(node["items"], row if isinstance(row, dict) else {}, (*path, name, n))


def too_early(schema: Schema, data: Mapping[str, Any], today: date, path: Path = ()) -> Iterator[Finding]:
    """Days before `today` where the form asks for none, in the form and in the rows of its groups."""
    for name, node in schema["properties"].items():
        given = data.get(name)
        if "x-earliest" in node and isinstance(given, str) and given < today.isoformat():
            yield Finding((*path, name), "x-earliest", _not_before(today))
        if "properties" in node.get("items", {}) and isinstance(given, list):
            for n, row in enumerate(given):
                yield from too_early(node["items"], row if isinstance(row, dict) else {}, today, (*path, name, n))


def too_large(given: Any, path: Path = ()) -> Iterator[Finding]:
    """Whole numbers that no record can hold: JSON means the same everywhere only up to 2^53 − 1 (RFC 8785 §3.2.2.3)."""
    if isinstance(given, int) and abs(given) > LARGEST:
        yield Finding(path, "maximum", TOO_LARGE)
    parts = given.items() if isinstance(given, Mapping) else enumerate(given) if isinstance(given, list) else ()
    for step, part in parts:
        yield from too_large(part, (*path, step))


TOO_LARGE = Text.of(
    vi=f"Số này quá lớn: nhiều nhất là {LARGEST}.", en=f"This number is too large: {LARGEST} is the most."
)


def _not_before(today: date) -> Text:
    return Text.of(
        vi=f"Phải từ hôm nay ({today:%d/%m/%Y}) trở đi.", en=f"This must be today ({today:%d/%m/%Y}) or later."
    )


def _words(title: Any) -> Text:
    named = {language: title if isinstance(title, str) else title.get(language, "") for language in ("vi", "en")}
    return Text.of(vi=f"Không được trước “{named['vi']}”.", en=f"This may not come before “{named['en']}”.")
