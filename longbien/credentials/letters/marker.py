"""The marker: prints words across every page of a PDF from outside, in a process of its own (`confined`).

In: one line of JSON with `words` and `fonts`, then the PDF. Out: the marked PDF, written anew: nothing of the unmarked
file is left in it. Exit code 3 and one word (`locked`, `broken`, `long`) when there is none.
"""

import json
import sys
from io import BytesIO

import pikepdf
import typst

from longbien.credentials.letters.confining import confine

CPU_SECONDS = 20
MOST_PAGES = 1_000
FONT = "Be Vietnam Pro"
# Faint and slanting over the page, so that what lies below stays readable; and once small, at the foot.
SHEET = """
#set page(width: {width}pt, height: {height}pt, margin: 0pt, fill: none)
#set text(font: "{font}", fill: rgb(120, 20, 20, 46), size: {size}pt, weight: 600)
#let words = sys.inputs.words
#for part in (18%, 50%, 82%) {{
  place(top + center, dy: part, rotate(-28deg, block(width: 92%, align(center, words))))
}}
#place(bottom + center, dy: -6pt, text(size: 6.5pt, fill: rgb(90, 20, 20, 200), words))
"""


def main() -> int:
    head, _, source = sys.stdin.buffer.read().partition(b"\n")
    request = json.loads(head)
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[request["fonts"]])
    confine(cpu_seconds=CPU_SECONDS)
    try:
        with pikepdf.open(BytesIO(source)) as pdf:
            if len(pdf.pages) > MOST_PAGES:
                return _failed("long")
            sys.stdout.buffer.write(_marked(pdf, request["words"], fonts))
            return 0
    except pikepdf.PasswordError:
        return _failed("locked")
    except (pikepdf.PdfError, ValueError, KeyError, TypeError, IndexError):
        return _failed("broken")


def _marked(pdf: pikepdf.Pdf, words: str, fonts: typst.Fonts) -> bytes:
    drawn: dict[tuple[int, int], pikepdf.Pdf] = {}
    if not len(pdf.pages):
        raise ValueError("no pages")
    for page in pdf.pages:
        size = _size(page)
        if size not in drawn:
            drawn[size] = pikepdf.open(BytesIO(_sheet(size, words, fonts)))
        page.add_overlay(drawn[size].pages[0], pikepdf.Rectangle(page.cropbox))
    out, write = BytesIO(), pdf.save  # a file in memory, no row
    write(out, encryption=False)
    return out.getvalue()


def _size(page: pikepdf.Page) -> tuple[int, int]:
    box = pikepdf.Rectangle(page.cropbox)
    width, height = round(box.width), round(box.height)
    if not (10 <= width <= 15_000 and 10 <= height <= 15_000):
        raise ValueError("no such paper")
    return (height, width) if int(page.obj.get("/Rotate", 0)) % 180 else (width, height)


def _sheet(size: tuple[int, int], words: str, fonts: typst.Fonts) -> bytes:
    width, height = size
    source = SHEET.format(width=width, height=height, font=FONT, size=max(8, min(width, height) // 22))
    made: bytes = typst.compile(
        source.encode(), font_paths=fonts, ignore_system_fonts=True, sys_inputs={"words": words}
    )
    return made


def _failed(why: str) -> int:
    sys.stdout.buffer.write(why.encode())
    return 3


if __name__ == "__main__":
    sys.exit(main())
