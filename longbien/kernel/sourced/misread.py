"""What the reader of YAML says, as somebody who writes a file can use it: which line, and what to do there."""

import re
from collections.abc import Sequence

import yaml

from longbien.kernel.text import Text

QUOTES = 'key: "…"'

TAB = Text.of(
    vi="dòng này có dấu tab: hãy dùng dấu cách (phím cách) để lùi đầu dòng",
    en="this line has a tab in it: use spaces, not tabs",
)
COLON = Text.of(
    vi=f"trong dòng này có thêm một dấu hai chấm: hãy đặt cả đoạn chữ trong ngoặc kép, {QUOTES}",
    en=f"there is a second colon in this line: put the text in quotes, {QUOTES}",
)
NO_COLON = Text.of(
    vi="dòng này thiếu dấu hai chấm sau tên mục (viết “tên: giá trị”)",
    en="a colon is missing after the name in this line (write “name: value”)",
)
COMMA = Text.of(
    vi="trước chỗ này thiếu dấu phẩy hoặc dấu đóng ngoặc } hay ], hoặc đoạn chữ có dấu ngoặc hay dấu hỏi cần đặt "
    "trong ngoặc kép",
    en="a comma or a closing } or ] is missing before this, or a text with brackets or a question mark in it "
    "needs quotes",
)
NO_QUOTE = Text.of(
    vi='dấu ngoặc kép mở ở dòng này không được đóng lại: hãy thêm " ở cuối đoạn chữ',
    en='the quotes that open in this line are never closed: add " at the end of the text',
)
AFTER = Text.of(
    vi='sau dấu đóng ngoặc } ] hay " còn thừa chữ: hãy đặt cả đoạn trong ngoặc kép, hoặc xuống dòng mới',
    en='something stands after the closing } ] or " of this line: put the whole text in quotes, or begin a new line',
)
BACKSLASH = Text.of(
    vi="trong ngoặc kép, dấu \\ phải viết hai lần: \\\\", en="inside “…” quotes a backslash is written twice: \\\\"
)
NOTHING_THERE = Text.of(
    vi="ở đây thiếu một giá trị, hoặc thừa một dấu phẩy hay dấu ngoặc",
    en="a value is missing here, or there is one comma or bracket too many",
)
SECOND = Text.of(
    vi="dấu --- mở đầu một tài liệu thứ hai: mỗi tệp chỉ có một, hãy bỏ dòng này",
    en="--- begins a second document: a file holds one, so take this line out",
)
TEXT = Text.of(
    vi=f"đoạn chữ bắt đầu bằng một dấu có nghĩa riêng trong YAML: hãy đặt nó trong ngoặc kép, {QUOTES}",
    en=f"this text begins with a sign that means something to YAML: put it in quotes, {QUOTES}",
)
# In this order: the first that is found in what the reader said.
KNOWN = (
    (r"found character '\\t'", TAB),
    (r"cannot start any token|undefined alias|alphabetic or numeric|comment or a line break|constructor for", TEXT),
    (r"expected ',' or", COMMA),
    (r"could not find expected ':'", NO_COLON),
    (r"unexpected end of stream", NO_QUOTE),
    (r"unknown escape", BACKSLASH),
    (r"expected the node content", NOTHING_THERE),
    (r"another document", SECOND),
)
BEGAN = ("could not find expected ':'", "unexpected end of stream")  # what is wrong is where it began


def misread(error: yaml.MarkedYAMLError, lines: Sequence[str]) -> tuple[int, Text]:
    """The line to mend, counted from 1, and what is wrong with it."""
    problem, here = str(error.problem), error.problem_mark
    if error.context_mark and any(said in problem for said in BEGAN):
        here = error.context_mark
    line, column = (here.line + 1, here.column) if here else (1, 0)
    if "mapping values are not allowed" in problem:
        return _colon(lines, line)
    if "expected <block end>" in problem:
        indented = column == _indent(lines[line - 1])
        return line, _depth(lines, line) if indented else AFTER
    known = (what for pattern, what in KNOWN if re.search(pattern, problem))
    return line, next(known, Text.of(vi=problem, en=problem))


def _colon(lines: Sequence[str], line: int) -> tuple[int, Text]:
    """A colon where a text goes on: too many in one line, a line too far in, or none in the line above."""
    above = _above(lines, line)
    if _indent(lines[line - 1]) > _indent(lines[above - 1]):
        return line, _depth(lines, line)
    return (above, NO_COLON) if ":" not in lines[above - 1] else (line, COLON)


def _depth(lines: Sequence[str], line: int) -> Text:
    more = _indent(lines[line - 1]) > _indent(lines[_above(lines, line) - 1])
    vi, en = ("sâu hơn", "more") if more else ("nông hơn", "less")
    return Text.of(
        vi=f"dòng {line} lùi đầu dòng {vi} các dòng bên cạnh: những mục ngang hàng phải thẳng cột với nhau",
        en=f"line {line} is indented {en} than its neighbours: what belongs side by side begins in the same column",
    )


def _above(lines: Sequence[str], line: int) -> int:
    """The nearest line above that says something; the line itself where there is none."""
    saying = (n for n in range(line - 1, 0, -1) if lines[n - 1].strip() and not lines[n - 1].lstrip().startswith("#"))
    return next(saying, line)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
