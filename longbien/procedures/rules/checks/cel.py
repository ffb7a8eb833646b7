"""What CEL says about a rule, in words that say what to write instead: for whoever writes it, not for applicants."""

import re

from longbien.kernel.text import Text

Words = tuple[str, str]
SPEAKS = re.compile(r"ERROR: <input>:\d+:(\d+): (.*)")
DAYS = "timestamp(data.to + 'T00:00:00Z') - timestamp(data.from + 'T00:00:00Z') <= duration('72h')"
MISSPELT: tuple[tuple[str, Words], ...] = (
    (r"error at: '=[ ']|error at: '=\w", ("để so sánh hãy viết ==", "write == to compare")),
    (r"error at: '=[<>]'|error at: '=<|error at: '=>", ("hãy viết <= hoặc >=", "write <= or >=")),
    (r"error at: '[&|]", ("hãy viết && (và), || (hoặc)", "write && for “and”, || for “or”")),
    (r"input 'and'", ("hãy viết && thay cho and", "write && in place of “and”")),
    (r"input 'or'", ("hãy viết || thay cho or", "write || in place of “or”")),
    (r"error at: '['\"]", ("dấu nháy chưa được đóng lại", "quotes are opened and never closed")),
    (r"missing '\)'|expecting \{'\[', '\{', '\(', '\)'", ("thiếu dấu đóng ngoặc )", "a closing bracket ) is missing")),
    (r"input '\)'", ("thừa một dấu đóng ngoặc )", "there is one closing bracket ) too many")),
    (r"'<EOF>'", ("biểu thức bị bỏ dở ở cuối", "it breaks off at its end: something is missing there")),
)
FAILED: tuple[tuple[str, Words], ...] = (
    (
        r"string - string|string - |timestamp",
        (f"ngày là chữ, muốn tính số ngày hãy viết: {DAYS}", f"a day is text; to count days write: {DAYS}"),
    ),
    (
        r"No such overload|Unsupported operation",
        (
            "hai vế khác kiểu (số, chữ, có/không), hoặc không phải nhóm: hãy xem lại kiểu của từng câu trả lời",
            "the two sides are of different kinds (number, text, yes or no): see what kind each answer is",
        ),
    ),
    (r"neither true nor false", ("kết quả phải là đúng hoặc sai", "the answer must be true or false")),
    (r"no row applies", ('không dòng nào đúng: thêm dòng cuối when: "true"', 'no row holds: end with when: "true"')),
    (r"divi", ("có phép chia cho 0", "it divides by zero")),
    (r"too large", ("kết quả quá lớn", "the answer is too large")),
    (r"Undefined", ("có tên không tồn tại", "it uses a name that is not there")),
)
MISSING = re.compile(r"(\w+) has not been answered|no “(\w+)” has been given|No such key: (\w+)")


def no_expression(error: ValueError) -> Text:
    """Why a rule does not compile."""
    said = SPEAKS.search(str(error))
    found = _first(MISSPELT, str(error).partition("\n|")[0])
    if found is None:
        at = said[1] if said else "1"
        found = (f"xem lại quanh chữ thứ {at}", f"look at it around character {at}")
    return Text.of(vi=f"Biểu thức CEL viết sai: {found[0]}.", en=f"This is no CEL expression: {found[1]}.")


def failed(rule: str, error: str) -> Text:
    """Why a rule could not be computed over answers that are in order."""
    found = _first(FAILED, error)
    if missing := MISSING.search(error):
        name = next(filter(None, missing.groups()))
        found = (
            f"“{name}” chưa được trả lời: hãy hỏi has(data.{name}) trước",
            f"“{name}” has not been answered: ask has(data.{name}) && … first",
        )
    vi, en = found or (error, error)
    return Text.of(vi=f"Không tính được quy tắc “{rule}”: {vi}.", en=f"The rule “{rule}” can't be computed: {en}.")


def _first(known: tuple[tuple[str, Words], ...], said: str) -> Words | None:
    return next((words for pattern, words in known if re.search(pattern, said)), None)
