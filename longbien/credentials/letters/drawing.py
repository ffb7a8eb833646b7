"""Letters: a Typst template and its data become a PDF that archives and screen readers accept (PDF/A-2a, PDF/UA-1).

The data reaches the template as one JSON value. A template that uses it begins with

    #let letter = json(bytes(sys.inputs.letter))

`sys.inputs.number`, `sys.inputs.title` and `sys.inputs.language` stand beside it. A template can read no file and no
package; the press (`press`) works in a process of its own, with little memory and time.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from longbien.credentials.letters import confined
from longbien.credentials.letters.glyphs import fonts, showable
from longbien.credentials.letters.press import PRELUDE, TRIAL
from longbien.credentials.rules.diagnostics import fault_of, line_of, names_at, read_diagnostics
from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.text import Text

SECONDS = 10
LONGEST_TEMPLATE, LONGEST_DATA = 200_000, 1_000_000  # characters
PREVIEW = Text.of(vi="Bản xem trước", en="Preview")
DRAFT = Text.of(vi="DỰ THẢO", en="DRAFT")

OVERRUN = Text.of(
    vi=f"Văn bản tốn quá nhiều thời gian hoặc bộ nhớ (giới hạn {SECONDS} giây): hãy tìm vòng lặp không dừng trong mẫu",
    en=f"The letter takes too much time or memory (at most {SECONDS} seconds): look for a loop that doesn't end",
)
TOO_LONG = Text.of(
    vi=f"Mẫu dài quá {LONGEST_TEMPLATE} ký tự, hoặc dữ liệu dài quá {LONGEST_DATA}",
    en=f"The template is longer than {LONGEST_TEMPLATE} characters, or the data longer than {LONGEST_DATA}",
)
BROKEN = Text.of(vi="Không lập được văn bản từ mẫu này", en="No letter can be made from this template")


@dataclass(frozen=True)
class Heading:
    """What stands over a letter and in the file's own description."""

    title: str
    number: str
    at: datetime


@dataclass(frozen=True)
class _Printed:
    pdf: bytes
    said: str


def draw(
    template: str,
    data: Mapping[str, Any],
    language: str,
    *,
    heading: Heading | None = None,
    named: str = "letter.typ",
    is_draft: bool = False,
) -> bytes:
    """The unsigned PDF; a draft says across each page that it is one. Refusal (422) with a `Fault` for each line of the
    template that is wrong."""
    across = DRAFT.in_language(language) if is_draft else ""
    try:
        printed = _print(template, data, language, heading or _preview(language), across=across)
    except confined.Overrun as error:
        raise Refusal("letter-overrun", OVERRUN, faults=(Fault(f"{named}:1", OVERRUN),)) from error
    if not printed.pdf:
        faults = _faults(printed.said, template, data, named, before=PRELUDE + ("\n" if across else ""))
        raise Refusal("letter-broken", faults[0].what if faults else BROKEN, faults=faults)
    return printed.pdf


def faults_in(template: str, *samples: Mapping[str, Any], named: str = "letter.typ") -> tuple[Fault, ...]:
    """What is wrong with a template when it is filled with the samples, warnings included; `where` is `letter.typ:3`.

    The first sample says everything that a letter can say; a later one is tried when there was no fault before.
    """
    for sample in samples:
        if faults := _tried(template, sample, samples[0], named):
            return faults
    return ()


def _tried(template: str, sample: Mapping[str, Any], full: Mapping[str, Any], named: str) -> tuple[Fault, ...]:
    try:
        said = _said(template, json.dumps(sample, default=str))
    except confined.Overrun:
        return (Fault(f"{named}:1", OVERRUN),)
    except Refusal as refusal:
        return (Fault(f"{named}:1", refusal.what),)
    return _faults(said, template, full, named, before=PRELUDE + TRIAL)


@lru_cache(maxsize=256)
def _said(template: str, sample: str) -> str:
    """Kept: while somebody writes a service, its page asks again and again about letters that did not change."""
    return _print(template, json.loads(sample), "en", _preview("en"), trial=True).said


def _faults(
    said: str, template: str, full: Mapping[str, Any], named: str, *, before: str = PRELUDE
) -> tuple[Fault, ...]:
    lines = template.splitlines()
    found = read_diagnostics(said, before=before.count("\n"))
    return tuple(
        fault_of(one, named=named, names=names_at(one, lines, full), line=line_of(one, lines)) for one in found
    )


def _print(
    template: str, data: Mapping[str, Any], language: str, heading: Heading, *, trial: bool = False, across: str = ""
) -> _Printed:
    request = {
        "template": template,
        "letter": showable(data),
        "title": showable(heading.title),
        "number": showable(heading.number),
        "language": language,
        "at": heading.at.isoformat(),
        "fonts": str(fonts()),
        "trial": trial,
        "across": across,
    }
    written = json.dumps(request, ensure_ascii=False, default=str)
    if len(template) > LONGEST_TEMPLATE or len(written) - len(template) > LONGEST_DATA:
        raise Refusal("letter-too-long", TOO_LONG)
    ran = confined.run("longbien.credentials.letters.press", written.encode(errors="replace"), seconds=SECONDS)
    head, _, pdf = ran.out.partition(b"\n")
    return _Printed(pdf, json.loads(head)["said"])


def _preview(language: str) -> Heading:
    return Heading(PREVIEW.in_language(language), "", datetime.now(UTC))
