"""What the typesetter says about a template, as faults with the line of the template and words in both languages."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from longbien.kernel.refusal import Fault
from longbien.kernel.text import Text

# `error: message`, then the place below it: `  ┌─ file.typ:3:6`.
HEAD = re.compile(r"^(?:error|warning): (?P<message>.+)$")
PLACE = re.compile(r"^\s*┌─ .*?:(?P<line>\d+):(?P<column>\d+)$")

READS = Text.of(
    vi="Mẫu không được đọc tệp nào: mọi thứ nó cần phải nằm trong mẫu hoặc trong dữ liệu `letter`",
    en="A template can't read any file: all it needs stands in the template or in the data `letter`",
)
IMPORTS = Text.of(
    vi="Mẫu không được dùng gói bên ngoài: hãy viết phần cần dùng ngay trong mẫu",
    en="A template can't use a package from outside: write what it needs into the template",
)
ALT = Text.of(
    vi="Mỗi hình và công thức cần lời mô tả (`alt`) cho người dùng trình đọc màn hình",
    en="Every picture and formula needs words (`alt`) for those who listen to the letter",
)
PRINTED = Text.of(
    vi="Chỗ này in ra cả bảng hoặc danh sách: hãy chọn một ngôn ngữ (letter.service.vi), một mục, hoặc nối danh sách "
    'bằng .join(", ")',
    en="This would print a whole map or list: choose a language (letter.service.en) or one part of it, or join a list "
    'with .join(", ")',
)
UNCLOSED = Text.of(
    vi="Một dấu ngoặc hoặc dấu * mở ở dòng này không được đóng lại: hãy thêm ) ] } hay *",
    en="A bracket or a * that opens in this line is never closed: add the ) ] } or * that belongs to it",
)
KNOWN = (
    (re.compile(r"unclosed delimiter"), UNCLOSED),
    (re.compile(r"panicked with: no text to print"), PRINTED),
    (re.compile(r"missing alt text"), ALT),
    (re.compile(r"file not found|would escape the project root|failed to load file|access denied"), READS),
    (re.compile(r"package"), IMPORTS),
)
NO_KEY = re.compile(r'dictionary does not contain key "(?P<key>.+)"')
NO_NAME = re.compile(r"unknown variable: (?P<name>.+)")
SYNTAX = re.compile(r"unclosed delimiter|^expected |^unexpected |not valid in code")
GIVEN = re.compile(
    r"\blet\s+(?P<name>[\w-]+)\s*=\s*(?P<value>letter(?:\.\w+)*)|\bfor\s+(?P<row>[\w-]+)\s+in\s+(?P<list>[\w.-]+)"
)
NO_FONT = re.compile(r"unknown font family: (?P<font>.+)")


@dataclass(frozen=True)
class Diagnostic:
    """One thing the typesetter said; line and column count from 1, in the template as it was written."""

    message: str
    line: int
    column: int


def read_diagnostics(said: str, *, before: int = 0) -> tuple[Diagnostic, ...]:
    """Every error and warning of a report; `before` lines were put in front of the template.

    Of what keeps it from being read, only the first: one missing bracket makes nonsense of all that follows.
    """
    found = tuple(_diagnostics(said, before))
    broken = [one for one in found if SYNTAX.search(one.message)]
    return tuple(one for one in found if one not in broken[1:])


def _diagnostics(said: str, before: int) -> Iterator[Diagnostic]:
    message, place = "", (1, 1)
    for line in said.splitlines():
        if head := HEAD.match(line):
            if message:
                yield Diagnostic(message, *place)
            message, place = head["message"], (1, 1)
        elif (at := PLACE.match(line)) and place == (1, 1) and int(at["line"]) > before:
            place = (int(at["line"]) - before, int(at["column"]))
    if message:
        yield Diagnostic(message, *place)


def names_at(found: Diagnostic, lines: Sequence[str], said: Mapping[str, Any]) -> frozenset[str]:
    """The names that stand where the template asked for one that is not there; all of the letter's when unclear."""
    key = NO_KEY.search(found.message)
    asked = _asked(line_of(found, lines), key["key"]) if key else None
    place = _place(asked["owner"], lines[: found.line], said) if asked else said
    return frozenset(place if isinstance(place, Mapping) else ())


def line_of(found: Diagnostic, lines: Sequence[str]) -> str:
    return lines[found.line - 1] if found.line <= len(lines) else ""


def _asked(line: str, key: str) -> re.Match[str] | None:
    """The words that ask for a name: `asked.loud.vi` is the `owner` asked, the name loud, the `part` vi."""
    return re.search(rf"(?P<owner>[A-Za-z_][\w-]*(?:\.\w+)*)\.{re.escape(key)}\b(?:\.(?P<part>\w+))?", line)


def _place(written: str, lines: Sequence[str], said: Mapping[str, Any]) -> Any:
    """What `written` stands for, through names that the template gave before; all of the letter when that is unclear.

    `#let asked = letter.shown.request` names a part, `#for one in asked.stalls` each row of a list.
    """
    called: dict[str, Any] = {"letter": said}
    for given in GIVEN.finditer("\n".join(lines)):
        found = _below(called, given["value"] or given["list"])
        called[given["name"] or given["row"]] = next(iter(found), {}) if isinstance(found, list) else found
    place = _below(called, written)
    return said if place is None else place


def _below(called: Mapping[str, Any], written: str) -> Any:
    place: Any = called
    for step in written.split("."):
        place = place.get(step) if isinstance(place, Mapping) else None
    return place


def fault_of(found: Diagnostic, *, named: str, names: frozenset[str] = frozenset(), line: str = "") -> Fault:
    """The fault as a clerk reads it; `named` is what the template is called: `letters/award.typ:3`.

    `names`: what it might have asked for (`names_at`); `line`: what stands there.
    """
    return Fault(f"{named}:{found.line}", words_of(found.message, names, line))


def words_of(message: str, names: frozenset[str] = frozenset(), line: str = "") -> Text:
    """The message in both languages. The typesetter speaks English only: what it says of syntax stays as it is."""
    if key := NO_KEY.search(message):
        return _no_key(key["key"], names, line)
    if font := NO_FONT.search(message):
        return Text.of(vi=f"Không có phông chữ “{font['font']}”", en=f"There is no font “{font['font']}”")
    if name := NO_NAME.search(message):
        said = name["name"]
        return Text.of(
            vi=f"Không có “{said}”: dữ liệu của văn bản bắt đầu bằng letter., ví dụ letter.{said}",
            en=f"There is no “{said}”: what the letter says begins with letter., such as letter.{said}",
        )
    for pattern, words in KNOWN:
        if pattern.search(message):
            return words
    return Text.of(vi=f"Mẫu văn bản có lỗi: {message}", en=f"The template has a fault: {message}")


def _no_key(key: str, names: frozenset[str], line: str) -> Text:
    if key in names:
        asked = _asked(line, key)
        owner, part = (asked["owner"], asked["part"]) if asked else ("", None)
        instead = f'{owner}.at("{key}", default: ({part}: "–")).{part}' if part else f'.at("{key}", default: "–")'
        return Text.of(
            vi=f"“{key}” có thể không được trả lời: hãy viết {instead} thay cho .{key} (default: none thì không in gì)",
            en=f"“{key}” may be left unanswered: write {instead} in place of .{key} (default: none prints nothing)",
        )
    there = ", ".join(sorted(names))
    return Text.of(
        vi=f"Dữ liệu của văn bản không có “{key}”" + (f". Có: {there}" if there else ""),
        en=f"The letter's data has no “{key}”" + (f". There is: {there}" if there else ""),
    )
