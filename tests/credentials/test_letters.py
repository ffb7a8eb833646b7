"""Letters: drawn from data alone, in bounded time, with every fault told by its line."""

import subprocess

import pytest

from longbien.credentials.queries import draw, faults_in
from longbien.kernel.refusal import Refusal
from tests.credentials.make import DATA, LETTER, LINE

pytestmark = pytest.mark.process

ENDLESS = "#for i in range(99999) { for j in range(99999) { } }"
HEAVY = '#let a = "x"\n#for i in range(60) { a = a + a }\n#a.len()'

# What it is: (template, line of the fault, words)
FAULTY = {
    "reads a file": ('x\n#read("/etc/passwd")', 2, "can't read any file"),
    "climbs out of its folder": ('#read("../../../etc/passwd")', 1, "can't read any file"),
    "shows a picture of the machine": ('#image("/etc/passwd")', 1, "can't read any file"),
    "includes another file": ('\n\n#include "other.typ"', 3, "can't read any file"),
    "imports a package": ('#import "@preview/cetz:0.3.0"', 1, "can't use a package"),
    "imports a package by a made-up name": ('#import ("@pre" + "view/cetz:0.3.0")', 1, "can't use a package"),
    "imports a package of this machine": ('#import "@local/cetz:0.3.0"', 1, "can't use a package"),
    "asks for data that is not there": (f"{LINE}\n#letter.nobody", 3, "no “nobody”"),
    "is not closed": ("x\n#strong[y", 2, "is never closed"),
    "calls what is not there": ("#foo", 1, "There is no “foo”"),
    "has a formula nobody can hear": ("$ x^2 $", 1, "needs words (`alt`)"),
    "jumps over a heading": ("= A\n=== B", 2, "skipped from heading level 1 to 3"),
    "calls itself for ever": ("#let f(n) = f(n) + 1\n#f(1)", 1, "call depth exceeded"),
}


@pytest.mark.parametrize("what", FAULTY)
def test_a_faulty_template_is_refused_by_its_line(what: str) -> None:
    template, line, words = FAULTY[what]
    with pytest.raises(Refusal) as refused:
        draw(template, DATA, "vi", named="award.typ")
    assert refused.value.status == 422
    [fault, *_] = refused.value.faults
    assert fault.where == f"award.typ:{line}"
    assert words in fault.what["en"]
    assert fault.what["vi"] != fault.what["en"]
    assert faults_in(template, DATA, named="award.typ") == refused.value.faults


def test_a_font_that_is_not_there_is_told_but_stops_nothing() -> None:
    template = 'x\n#set text(font: "Arial")\ny'
    assert draw(template, {}, "vi").startswith(b"%PDF-")
    [fault] = faults_in(template, {})
    assert (fault.where, fault.what["en"]) == ("letter.typ:2", "There is no font “arial”")


def test_a_good_template_has_no_faults() -> None:
    assert faults_in(LETTER, DATA) == ()


@pytest.mark.parametrize(
    "template",
    [ENDLESS, "#for i in range(100000000) { [x] }", pytest.param(HEAVY, marks=pytest.mark.slow)],
    ids=["endless", "of-many-words", "of-one-long-word"],
)
def test_a_template_without_end_is_stopped(template: str) -> None:
    with pytest.raises(Refusal, match="letter-overrun") as refused:
        draw(template, {}, "vi")
    assert "a loop that doesn't end" in refused.value.what["en"]


@pytest.mark.parametrize(("template", "data"), [("x" * 200_001, {}), ("x", {"a": "x" * 1_000_001})])
def test_what_is_too_long_is_refused_at_once(template: str, data: dict[str, str]) -> None:
    with pytest.raises(Refusal, match="letter-too-long"):
        draw(template, data, "vi")
    [fault] = faults_in(template, data)
    assert fault.where == "letter.typ:1"


def test_data_is_data(tmp_path) -> None:
    """What an applicant typed is never read as Typst."""
    evil = '#read("/etc/passwd") #panic("x") *bold* $x$ "quoted" \\'
    pdf = draw(LINE + "#letter.name", {"name": evil}, "en")
    assert text_of(pdf, tmp_path).strip() == evil


def test_stacked_diacritics_come_out_of_the_pdf_as_they_went_in(tmp_path) -> None:
    read = text_of(draw(LETTER, DATA, "vi"), tmp_path)
    for words in (DATA["title"], DATA["name"], *(cell for row in DATA["rows"] for cell in row)):
        assert words in read


def test_the_pdf_is_tagged_and_carries_its_language_and_fonts(tmp_path) -> None:
    path = tmp_path / "letter.pdf"
    path.write_bytes(draw(LETTER, DATA, "vi"))
    assert b"/Lang(vi" in path.read_bytes().replace(b"/Lang (", b"/Lang(")
    assert (
        "Tagged:          yes" in subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=False).stdout
    )
    metadata = subprocess.run(["pdfinfo", "-meta", path], capture_output=True, text=True, check=False).stdout
    assert "<pdfaid:part>2</pdfaid:part>" in metadata
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    fonts = subprocess.run(["pdffonts", path], capture_output=True, text=True, check=False).stdout.splitlines()[2:]
    assert fonts
    assert all("BeVietnamPro" in font for font in fonts)


def text_of(pdf: bytes, folder) -> str:
    path = folder / "read.pdf"
    path.write_bytes(pdf)
    return subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout


def test_a_draft_is_marked_and_its_template_keeps_its_lines():
    template = '#set page(paper: "a5")\nXin chào.'
    plain, draft = draw(template, {}, "vi"), draw(template, {}, "vi", is_draft=True)
    assert len(draft) > len(plain) + 1000, "with the type of the mark"
    with pytest.raises(Refusal) as refusal:
        draw("Xin chào.\n#nobody", {}, "vi", is_draft=True)
    assert refusal.value.faults[0].where == "letter.typ:2"
