"""The press: sets a letter with Typst, in a process of its own (`confined`). Request and answer are described below.

In: one JSON object with `template`, `letter` (the data), `title`, `number`, `language`, `at` (ISO 8601), `fonts`,
`trial`, `across` (a word to stand across every page; "" for none).
Out: one line of JSON `{"said": "…"}` with whatever the typesetter said, then the PDF. Exit code 3 when there is none.
"""

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import typst

from longbien.credentials.letters.confining import confine

# Both at once: an archive keeps it readable (tags, Unicode, no attachments), and a screen reader may read it.
STANDARDS: Any = ["a-2a", "ua-1"]
FONT = "Be Vietnam Pro"
# In front of every template: what both standards ask, and the type of the house. A template may set it otherwise.
PRELUDE = (
    "#set document(title: sys.inputs.title, date: auto)\n"
    "#set text(lang: sys.inputs.language, hyphenate: false)\n"
    f'#set text(font: "{FONT}")\n'
)
# While a template is tried: no map of languages and no list may stand on paper as a program writes it.
TRIAL = '#show raw.where(lang: "typc"): it => if it.text.starts-with("(") { panic("no text to print") } else { it }\n'
# Across every page of a letter that is only looked at, on a line of its own; the word is put in as a string.
ACROSS = "#set page(foreground: rotate(-40deg, text(size: 80pt, weight: 700, fill: luma(0, 12%), {})))\n"
CPU_SECONDS = 8
MAX_PDF = 8_000_000


def main() -> int:
    request = json.loads(sys.stdin.buffer.read())
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[request["fonts"]])
    confine(cpu_seconds=CPU_SECONDS)
    try:
        pdf, warnings = _set(request, fonts)
    except typst.TypstError as error:
        return _answer(error.diagnostic or f"error: {error.message}", b"")
    if len(pdf) > MAX_PDF:
        return _answer(f"error: the letter is larger than {MAX_PDF // 1_000_000} MB", b"")
    return _answer(
        "\n".join(
            f"warning: {warning.message}" if not warning.diagnostic else warning.diagnostic for warning in warnings
        ),
        pdf,
    )


def before(request: dict[str, Any]) -> str:
    """What stands in front of the template."""
    across = ACROSS.format(json.dumps(request["across"], ensure_ascii=False)) if request["across"] else ""
    return PRELUDE + (TRIAL if request["trial"] else "") + across


def _set(request: dict[str, Any], fonts: typst.Fonts) -> tuple[bytes, list[typst.TypstWarning]]:
    here = str(Path.cwd())  # empty, and all that the template can reach
    return typst.compile_with_warnings(
        (before(request) + request["template"]).encode(),
        root=here,
        font_paths=fonts,
        ignore_system_fonts=True,
        package_path=here,
        package_cache_path=here,
        sys_inputs={
            "letter": json.dumps(request["letter"], ensure_ascii=False),
            **{name: request[name] for name in ("title", "number", "language")},
        },
        pdf_standards=STANDARDS,
        timestamp=datetime.fromisoformat(request["at"]).replace(microsecond=0),
    )


def _answer(said: str, pdf: bytes) -> int:
    sys.stdout.buffer.write(json.dumps({"said": said}).encode() + b"\n" + pdf)
    return 0 if pdf else 3


if __name__ == "__main__":
    sys.exit(main())
