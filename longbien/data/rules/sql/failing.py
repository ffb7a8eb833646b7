"""What went wrong while a statement ran, in words of this house.

The engine's own message may quote a value of any row, so none of it is passed on: only its kind is looked at, and a
name that the asker wrote.
"""

import re
from collections.abc import Mapping

from longbien.data.rules.sql.refused import listed, refusal, short
from longbien.kernel.refusal import Refusal
from longbien.kernel.text import Text

Columns = Mapping[str, list[str]]
_QUOTED = re.compile(r'"([^"]{1,80})"')
_COLUMN = re.compile(
    r"(?i)referenced column|does not have a column|column .* not found|ambiguous reference|referenced table"
)
_KINDS = (
    ("memory", r"(?i)out of memory|memoryerror|bad_alloc|malloc of size|cannot allocate|resource temporarily"),
    ("group", r"(?i)must appear in the GROUP BY|must be part of an aggregate"),
    ("aggregate", r"(?i)cannot contain (aggregates|window)|aggregate function calls cannot|not allowed in"),
    ("one-value", r"(?i)more than one row returned by a subquery|subquery returns \d+ columns"),
    ("arguments", r"(?i)no function matches|could not choose a best candidate|cannot compare values|explicit cast"),
    ("shape", r"(?i)same number of|set operations can only|duplicate (alias|cte)|values list"),
    ("value", r"(?i)conversion error|out of range|invalid input error|could not convert|could not parse|overflow"),
)
_WORDS = {
    "memory": Text.of(
        vi="Câu truy vấn cần nhiều bộ nhớ hơn mức cho phép. Hãy lọc bớt hoặc tổng hợp trước khi nối bảng.",
        en="The statement needs more memory than is allowed. Filter first, or add up before joining.",
    ),
    "group": Text.of(
        vi="Mọi cột trong SELECT phải nằm trong GROUP BY hoặc trong một hàm tổng hợp (có thể dùng GROUP BY ALL).",
        en="Every column of SELECT must stand in GROUP BY or in an aggregate (GROUP BY ALL does it for you).",
    ),
    "aggregate": Text.of(
        vi="Hàm tổng hợp hoặc hàm cửa sổ đứng sai chỗ. Lọc theo chúng bằng HAVING hoặc QUALIFY.",
        en="An aggregate or window function stands where it can't. Filter by it with HAVING or QUALIFY.",
    ),
    "one-value": Text.of(
        vi="Truy vấn con trong biểu thức phải trả về đúng một giá trị.",
        en="A subquery inside an expression must give exactly one value.",
    ),
    "arguments": Text.of(
        vi="Một hàm hoặc phép so sánh nhận giá trị sai kiểu. Hãy đổi kiểu bằng CAST hoặc TRY_CAST.",
        en="A function or a comparison is given values of the wrong type. Convert them with CAST or TRY_CAST.",
    ),
    "shape": Text.of(
        vi="Các phần được ghép không khớp: số cột khác nhau hoặc tên bị trùng.",
        en="The parts put together don't match: their columns differ in number, or a name is used twice.",
    ),
    "value": Text.of(
        vi="Một giá trị không đổi được sang kiểu cần dùng, hoặc vượt giới hạn. TRY_CAST cho NULL thay vì dừng lại.",
        en="A value can't be turned into the type asked, or is out of range. TRY_CAST gives NULL instead of stopping.",
    ),
    "other": Text.of(
        vi="Câu truy vấn không chạy được. Hãy viết đơn giản hơn, thử từng phần một.",
        en="The statement can't be run. Say it more simply, one part at a time.",
    ),
}


def failed(message: str, statement: str, columns: Columns) -> Refusal:
    """The refusal for what the engine said; `columns` are those of the tables asked."""
    if _COLUMN.search(message):
        return _unknown(message, statement, columns)
    kind = next((kind for kind, pattern in _KINDS if re.search(pattern, message)), "other")
    return refusal(f"failed-{kind}", _WORDS[kind])


def _unknown(message: str, statement: str, columns: Columns) -> Refusal:
    """A column that is not there, by its name when the asker wrote it so; with those that are."""
    said = next((name for name in _QUOTED.findall(message) if name.lower() in statement.lower()), "")
    named = f" “{short(said)}”" if said else ""
    offered = "; ".join(f"{table} ({listed(frozenset(names))})" for table, names in sorted(columns.items()))
    what = Text.of(
        vi=f"Không rõ cột{named} là cột nào. Các cột có: {offered or '—'}.",
        en=f"It is not clear which column{named} is meant. There are: {offered or '—'}.",
    )
    return refusal("column", what)
