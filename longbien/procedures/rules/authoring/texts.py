"""A procedure as a clerk types it: the text of its file, of its forms and of its samples, read with hard limits.

Nothing typed is ever executed: YAML without tags, lists and maps not repeated by aliases (`kernel.sourced`), rules in a
language that always ends (CEL), with few loops and answers of bounded size (`rules.expressions`).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from longbien.kernel.refusal import Fault
from longbien.kernel.sourced import Sourced, Unreadable, parse_yaml
from longbien.kernel.text import Text
from longbien.procedures.rules.lint import Bundle

PROCEDURE, SAMPLES = "procedure.yaml", "samples.yaml"
FORM_NAME = re.compile(r"forms/[A-Za-z0-9_\-]{1,60}\.schema\.json|letters/[A-Za-z0-9_\-]{1,60}\.typ")
MOST_LETTERS = 100_000  # of one text; the longest file of a hub has a tenth of it
MOST_FORMS = 20
MOST_PARTS = 20_000  # values in one text, however they are written
MOST_UNFOLDED = 500_000  # letters after aliases of words are written out
MOST_DEPTH = 30
MOST_LOOPS, MOST_RULE = 2, 1_000  # loops in one rule, and the letters of a rule with more than one
LOOP = re.compile(r"\.(?:all|exists|exists_one|existsOne|map|filter)\s*\(")


@dataclass(frozen=True)
class Texts:
    """`forms` by file name, letters among them (`forms/request.schema.json`, `letters/award.typ`); `samples` may be
    empty."""

    procedure: str
    forms: Mapping[str, str]
    samples: str = ""


@dataclass(frozen=True)
class Written:
    """What the texts hold: a bundle for lint, the samples, and what could not be read at all."""

    bundle: Bundle | None
    samples: Sourced | None
    faults: tuple[Fault, ...]


def is_letter(name: str) -> bool:
    """Whether a file beside the procedure is the template of a letter; else it is a form."""
    return name.startswith("letters/")


def too_much(texts: Texts) -> tuple[Fault, ...]:
    """What is larger than anything a service needs, or is named in a way that no form is. Such a text isn't kept."""
    faults = [
        Fault(name, _said(f"Dài quá {MOST_LETTERS} ký tự.", f"Longer than {MOST_LETTERS} characters."))
        for name, text in [(PROCEDURE, texts.procedure), (SAMPLES, texts.samples), *texts.forms.items()]
        if len(text) > MOST_LETTERS
    ]
    if len(texts.forms) > MOST_FORMS:
        faults.append(Fault("forms", _said(f"Nhiều hơn {MOST_FORMS} mẫu đơn.", f"More than {MOST_FORMS} forms.")))
    faults += [
        Fault(
            name,
            _said(
                "Tên phải như forms/ten-mau.schema.json, hoặc letters/ten.typ.",
                "The name must be like forms/name.schema.json, or letters/name.typ.",
            ),
        )
        for name in texts.forms
        if not FORM_NAME.fullmatch(name)
    ]
    return tuple(faults)


def read(texts: Texts) -> Written:
    """The texts as data. What can't be read is a fault with its line, and the rest is read all the same."""
    faults: list[Fault] = []
    procedure = _read(PROCEDURE, texts.procedure, faults)
    unread: dict[str, Fault] = {}
    forms: dict[str, Sourced | None] = {}
    for name, file in _named(procedure, "forms").items():
        broken: list[Fault] = []
        forms[name] = _read(file, texts.forms[file], broken) if file in texts.forms else None
        unread |= {name: broken[0]} if broken else {}
    samples = _read(SAMPLES, texts.samples, faults) if texts.samples.strip() else None
    letters = {name: texts.forms.get(file) for name, file in _named(procedure, "letters").items()}
    bundle = Bundle(procedure, forms, unread, letters) if procedure else None
    return Written(bundle, samples, tuple(faults))


def _named(procedure: Sourced | None, kind: str) -> dict[str, str]:
    """The files of a kind that the procedure names: forms or letters."""
    named = procedure.data.get(kind) if procedure and isinstance(procedure.data, dict) else None
    return {str(name): str(file) for name, file in named.items()} if isinstance(named, dict) else {}


def _read(name: str, text: str, faults: list[Fault]) -> Sourced | None:
    """The text as data, dates as words; None with its fault when it can't be read or unfolds beyond the limits."""
    try:
        source = parse_yaml(text.encode("utf-8", "replace"), named=name)
    except Unreadable as broken:
        faults.append(broken.fault)
        return None
    if fault := next(_beyond(source), None):
        faults.append(fault)
        return None
    return Sourced(name, plain(source.data), source.lines)


def plain(data: Any) -> Any:
    """YAML reads `2026-03-01` as a date; the format has none, only text."""
    if isinstance(data, dict):
        return {key: plain(value) for key, value in data.items()}
    if isinstance(data, list):
        return [plain(value) for value in data]
    return data.isoformat() if isinstance(data, date) else data


def _beyond(source: Sourced) -> Iterator[Fault]:
    letters = 0
    for parts, (path, value) in enumerate(_walk(source.data, ())):
        letters += len(value) if isinstance(value, str) else 1
        if len(path) > MOST_DEPTH:
            yield source.fault(path, _said("Lồng quá sâu.", "Nested too deeply."))
        if parts > MOST_PARTS or letters > MOST_UNFOLDED:
            yield source.fault(path, _said("Quá nhiều nội dung.", "Too much of it."))
        if isinstance(value, str) and _loops_too_much(value):
            yield source.fault(path, _said("Quá nhiều vòng lặp trong một quy tắc.", "Too many loops in one rule."))


def _loops_too_much(text: str) -> bool:
    loops = len(LOOP.findall(text))
    return loops > MOST_LOOPS or (loops > 1 and len(text) > MOST_RULE)


def _walk(data: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Every value with its path, without recursion: depth is one of the limits."""
    ahead: list[tuple[tuple[str | int, ...], Any]] = [(path, data)]
    while ahead:
        place, value = ahead.pop()
        yield place, value
        if isinstance(value, dict):
            ahead += [((*place, key), inner) for key, inner in value.items()]
        elif isinstance(value, list):
            ahead += [((*place, n), inner) for n, inner in enumerate(value)]


def _said(vi: str, en: str) -> Text:
    return Text.of(vi=vi, en=en)
