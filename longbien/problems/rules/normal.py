"""One written form for a statement, whoever wrote it: the same words always make the same digest."""

import unicodedata
from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from typing import Any

from longbien.kernel.folding import fold
from longbien.record.rules.leaf import canonical

NOT_PUBLISHED = "not published"
LISTS = ("localities", "technologies")


def normal(data: Mapping[str, Any]) -> dict[str, Any]:
    """The statement with every key (`needs` only where there are some), texts trimmed and composed (NFC), figures and
    dates as text; faults stay.

    `kpis: not published` means no KPI; a baseline or target "not published" becomes empty.
    """
    return {
        **{key: _text(data.get(key)) for key in ("title", "summary", "outputs")},
        **{key: _plain(data.get(key)) for key in ("group", "sector")},
        **{key: _list(data.get(key), _plain) for key in LISTS},
        "kpis": _list(data.get("kpis"), _kpi),
        "sources": _list(data.get("sources"), _source),
        **({"needs": needs} if (needs := _list(data.get("needs"), _need)) else {}),
    }


def digest(statement: Mapping[str, Any]) -> str:
    """SHA-256 (hex) of the RFC 8785 form of a normal statement."""
    return sha256(canonical(dict(statement))).hexdigest()


def searchable(statement: Mapping[str, Any], names: tuple[str, ...] = ()) -> str:
    """Everything a reader may look for, folded: titles, summaries, outputs, and the `names` of its classes."""
    words = [text for key in ("title", "summary", "outputs") for text in statement[key].values()]
    return fold(" \n ".join((*words, *names)))


def _text(given: Any) -> Any:
    if given is None or given == "":
        return {}
    if not isinstance(given, Mapping):
        return given
    return {str(language): _plain(words) for language, words in given.items()}


def _plain(given: Any) -> Any:
    if given is None:
        return ""
    if isinstance(given, date):
        return given.isoformat()
    if isinstance(given, int | float) and not isinstance(given, bool):
        return str(given)
    if not isinstance(given, str):
        return given
    words = unicodedata.normalize("NFC", given.replace("\r\n", "\n")).strip()
    return "" if words.casefold().replace("-", " ") == NOT_PUBLISHED else words


def _list(given: Any, each: Any) -> Any:
    if _plain(given) == "":
        return []
    return [each(item) for item in given] if isinstance(given, list | tuple) else given


def _kpi(row: Any) -> Any:
    if not isinstance(row, Mapping):
        return row
    return {
        "name": _text(row.get("name")),
        "unit": _text(row.get("unit")),
        "baseline": _plain(row.get("baseline")),
        "target": _plain(row.get("target")),
        "is_demo": row.get("is_demo", False),
    }


def _source(row: Any) -> Any:
    if not isinstance(row, Mapping):
        return row
    return {"source": _text(row.get("source")), **{key: _plain(row.get(key)) for key in ("locator", "url", "as_of")}}


def _need(row: Any) -> Any:
    if not isinstance(row, Mapping):
        return row
    return {
        "data_set": _plain(row.get("data_set")),
        "gap": _plain(row.get("gap")),
        "missing": _text(row.get("missing")),
    }
