"""The statement of a problem as plain data, and what is wrong with it.

One shape serves the hub's YAML, an officer's draft and a published version:

    {"title": {lang: words}, "summary": {lang: words},
     "group": code | "", "sector": code, "localities": [code], "technologies": [code],
     "outputs": {lang: words} | {}, "kpis": [{"name": {lang: words}, "unit": {lang: words} | {},
     "baseline": words | "", "target": words | "", "is_demo": bool}],
     "sources": [{"source": {lang: words}, "locator", "url", "as_of"}],
     "needs": see `rules.needs`}

An empty baseline or target means "not published". No localities means the whole city. Each `check_…` answers with
every fault; a reason's `where` is the path in the data, steps joined by `/`.
"""

import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from longbien.kernel.outcome import Outcome, Reason
from longbien.kernel.text import Text
from longbien.problems.rules.needs import check_need
from longbien.problems.rules.vocabulary import Vocabulary

TITLE_MAX, WORDS_MAX, SHORT_MAX, ROWS_MAX = 160, 4000, 200, 20

MISSING = Text.of(vi="Chưa điền.", en="This is missing.")
UNREADABLE = Text.of(vi="Có ký tự điều khiển không đọc được.", en="This holds control characters that can't be read.")
UNKNOWN = Text.of(vi="Không có trong danh mục của trung tâm.", en="The hub's list does not have this.")
MALFORMED = Text.of(vi="Sai kiểu dữ liệu.", en="This has the wrong shape.")
TOO_MANY = Text.of(vi=f"Nhiều nhất {ROWS_MAX} dòng.", en=f"At most {ROWS_MAX} rows.")
NO_URL = Text.of(
    vi="Địa chỉ phải bắt đầu bằng https:// hoặc http://.", en="An address starts with https:// or http://."
)
NO_DATE = Text.of(vi="Ngày phải có dạng 2026-03-18.", en="A date is written like 2026-03-18.")


def too_long(maximum: int) -> Text:
    return Text.of(vi=f"Dài quá {maximum} ký tự.", en=f"This is longer than {maximum} characters.")


def check_stated(data: Mapping[str, Any], words: Vocabulary) -> Outcome:
    """Title and summary in every language of the hub."""
    return Outcome(
        (
            *_texts(data.get("title"), "title", words.languages, TITLE_MAX),
            *_texts(data.get("summary"), "summary", words.languages, WORDS_MAX),
        )
    )


def check_classified(data: Mapping[str, Any], words: Vocabulary) -> Outcome:
    """Step 1: the sector is known; group, localities and technologies are known where given."""
    return Outcome(
        (
            *_code(data.get("sector"), "sector", words.sectors, required=True),
            *_code(data.get("group"), "group", words.groups, required=False),
            *_codes(data.get("localities"), "localities", words.localities),
            *_codes(data.get("technologies"), "technologies", words.technologies),
        )
    )


def check_standardised(data: Mapping[str, Any], words: Vocabulary) -> Outcome:
    """Step 2: outputs and KPIs well formed (each may be unpublished), and at least one source."""
    outputs = data.get("outputs") or {}
    return Outcome(
        (
            *(_texts(outputs, "outputs", words.languages, WORDS_MAX) if outputs else ()),
            *_rows(data.get("kpis"), "kpis", lambda row, path: _kpi(row, path, words.languages)),
            *_rows(data.get("sources"), "sources", lambda row, path: _source(row, path, words.languages), least=1),
            *_rows(data.get("needs"), "needs", lambda row, path: _need(row, path, words.languages)),
        )
    )


def check_all(data: Mapping[str, Any], words: Vocabulary) -> Outcome:
    """Everything that must hold before a version is published."""
    return check_stated(data, words) + check_classified(data, words) + check_standardised(data, words)


def _texts(given: Any, path: str, languages: tuple[str, ...], maximum: int) -> Iterator[Reason]:
    if given and not isinstance(given, Mapping):
        yield Reason("malformed", MALFORMED, path)
        return
    for language in languages:
        yield from _words((given or {}).get(language), f"{path}/{language}", maximum)


def _words(given: Any, path: str, maximum: int, *, required: bool = True) -> Iterator[Reason]:
    if given is None or given == "" or (isinstance(given, str) and not given.strip()):
        if required:
            yield Reason("missing", MISSING, path)
    elif not isinstance(given, str):
        yield Reason("malformed", MALFORMED, path)
    elif len(given) > maximum:
        yield Reason("too-long", too_long(maximum), path)
    elif not readable(given):
        yield Reason("unreadable", UNREADABLE, path)


def readable(words: str) -> bool:
    """No control characters but line breaks and tabs, and no halves of surrogate pairs."""
    return not any(unicodedata.category(letter) in ("Cc", "Cs") and letter not in "\n\r\t" for letter in words)


def _code(given: Any, path: str, known: Mapping[str, Text], *, required: bool) -> Iterator[Reason]:
    if not given:
        if required:
            yield Reason("missing", MISSING, path)
    elif not isinstance(given, str) or given not in known:
        yield Reason("unknown", UNKNOWN, path)


def _codes(given: Any, path: str, known: Mapping[str, Text]) -> Iterator[Reason]:
    if given is not None and not isinstance(given, list):
        yield Reason("malformed", MALFORMED, path)
        return
    for n, code in enumerate(given or ()):
        yield from _code(code, f"{path}/{n}", known, required=True)


def _rows(given: Any, path: str, check_row: Any, *, least: int = 0) -> Iterator[Reason]:
    if given is not None and not isinstance(given, list):
        yield Reason("malformed", MALFORMED, path)
        return
    rows = given or []
    if len(rows) < least:
        yield Reason("missing", MISSING, path)
    if len(rows) > ROWS_MAX:
        yield Reason("too-many", TOO_MANY, path)
        return
    for n, row in enumerate(rows):
        if isinstance(row, Mapping):
            yield from check_row(row, f"{path}/{n}")
        else:
            yield Reason("malformed", MALFORMED, f"{path}/{n}")


def _kpi(row: Mapping[str, Any], path: str, languages: tuple[str, ...]) -> Iterator[Reason]:
    yield from _texts(row.get("name"), f"{path}/name", languages, SHORT_MAX)
    if row.get("unit"):
        yield from _texts(row["unit"], f"{path}/unit", languages, SHORT_MAX)
    yield from _words(row.get("baseline"), f"{path}/baseline", SHORT_MAX, required=False)
    yield from _words(row.get("target"), f"{path}/target", SHORT_MAX, required=False)
    if not isinstance(row.get("is_demo", False), bool):
        yield Reason("malformed", MALFORMED, f"{path}/is_demo")


def _source(row: Mapping[str, Any], path: str, languages: tuple[str, ...]) -> Iterator[Reason]:
    yield from _texts(row.get("source"), f"{path}/source", languages, SHORT_MAX)
    yield from _words(row.get("locator"), f"{path}/locator", SHORT_MAX, required=False)
    yield from _words(row.get("url"), f"{path}/url", SHORT_MAX * 5, required=False)
    if row.get("url") and not is_web_address(row["url"]):
        yield Reason("no-url", NO_URL, f"{path}/url")
    if row.get("as_of") and not is_date(row["as_of"]):
        yield Reason("no-date", NO_DATE, f"{path}/as_of")


def _need(row: Mapping[str, Any], path: str, languages: tuple[str, ...]) -> Iterator[Reason]:
    yield from check_need(row, path)
    if row.get("missing"):
        yield from _texts(row["missing"], f"{path}/missing", languages, SHORT_MAX)


def is_web_address(given: Any) -> bool:
    """Only http and https with a host: nothing a browser would run."""
    try:
        parts = urlsplit(given)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except (ValueError, AttributeError, TypeError):
        return False


def is_date(given: Any) -> bool:
    """A date as `date` or as `YYYY-MM-DD`."""
    if isinstance(given, date):
        return True
    try:
        date.fromisoformat(given)
    except (ValueError, TypeError):
        return False
    return True
