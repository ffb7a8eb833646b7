"""Why a statement is refused: what, where, and what to do instead; in words of this house, never of the engine."""

from difflib import get_close_matches

from longbien.data.rules.sql.functions import ALLOWED, IN_FROM
from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.text import Text

SHOWN = 60
FIRST = 12


def refusal(code: str, what: Text, where: str = "") -> Refusal:
    """One fault of a statement, with its place in it (`line 2, column 8`)."""
    return Refusal(f"sql-{code}", what, faults=(Fault(where, what),) if where else ())


def at(statement: str, place: object) -> str:
    """Line and column, from one, of a place that the parser counts in bytes; nothing when it gives none."""
    said = statement.encode()
    if not isinstance(place, int) or not 0 <= place <= len(said):
        return ""
    before = said[:place].decode(errors="ignore")
    return f"{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"


def short(said: str) -> str:
    """What the asker wrote, as far as a sentence can hold it, on one line."""
    line = " ".join(said.split()) or " "
    return line if len(line) <= SHOWN else line[: SHOWN - 1] + "…"


def listed(names: frozenset[str]) -> str:
    """The first of many names."""
    return ", ".join(sorted(names)[:FIRST]) + (" …" if len(names) > FIRST else "")


def empty() -> Refusal:
    return refusal(
        "empty",
        Text.of(
            vi="Chưa có câu truy vấn nào. Hãy viết một câu SELECT.", en="There is no statement yet. Write one SELECT."
        ),
    )


def unreadable() -> Refusal:
    what = Text.of(
        vi="Câu truy vấn có ký tự không đọc được (ký tự rỗng hoặc mã hoá hỏng). Hãy gõ lại đoạn đó.",
        en="The statement has characters that can't be read (a null or a broken encoding). Type that part again.",
    )
    return refusal("unreadable", what)


def too_long(limit: int) -> Refusal:
    what = Text.of(
        vi=f"Câu truy vấn quá dài: tối đa {limit} ký tự.",
        en=f"The statement is too long: at most {limit} characters.",
    )
    return refusal("too-long", what)


def too_deep() -> Refusal:
    what = Text.of(
        vi="Câu truy vấn lồng nhau quá sâu. Hãy chia thành các bước bằng WITH.",
        en="The statement is nested too deeply. Split it into steps with WITH.",
    )
    return refusal("too-deep", what)


def syntax(statement: str, place: object) -> Refusal:
    where = at(statement, place)
    near = short(statement.encode()[place:].decode(errors="ignore")) if where and isinstance(place, int) else ""
    what = Text.of(
        vi="Câu truy vấn sai cú pháp" + (f" ở gần “{near}”." if near.strip() else "."),
        en="The statement can't be read as SQL" + (f" near “{near}”." if near.strip() else "."),
    )
    return refusal("syntax", what, where)


def not_a_question() -> Refusal:
    what = Text.of(
        vi="Chỉ được hỏi dữ liệu (SELECT, FROM, VALUES, DESCRIBE, SUMMARIZE); không được ghi, cài đặt, gắn tệp hay gọi "
        "lệnh. PIVOT cần liệt kê giá trị: PIVOT … ON cột IN (…).",
        en="Only questions may be asked (SELECT, FROM, VALUES, DESCRIBE, SUMMARIZE); nothing may be written, set, "
        "attached or called. PIVOT needs its values listed: PIVOT … ON column IN (…).",
    )
    return refusal("not-a-question", what)


def several(count: int) -> Refusal:
    what = Text.of(
        vi=f"Chỉ chạy được một câu mỗi lần; ở đây có {count} câu.",
        en=f"One statement at a time; there are {count} here.",
    )
    return refusal("several", what)


def table(name: str, names: frozenset[str], where: str) -> Refusal:
    what = Text.of(
        vi=f"Không có bảng “{short(name)}” trong thoả thuận này. Có thể hỏi: {listed(names) or '—'}.",
        en=f"This agreement offers no table “{short(name)}”. You may ask: {listed(names) or '—'}.",
    )
    return refusal("table", what, where)


def name(said: str) -> Refusal:
    what = Text.of(
        vi=f"WITH không thể mang tên “{short(said)}”. Hãy dùng tên đơn giản gồm chữ cái, chữ số và _.",
        en=f"WITH can't be called “{short(said)}”. Use a plain name of letters, digits and _.",
    )
    return refusal("name", what)


def function(name: str, where: str) -> Refusal:
    near = get_close_matches(name.lower(), sorted(ALLOWED), 3)
    what = Text.of(
        vi=f"Hàm “{short(name)}” không nằm trong danh sách được phép."
        + (f" Gần giống: {', '.join(near)}." if near else ""),
        en=f"The function “{short(name)}” is not among those allowed."
        + (f" Close to it: {', '.join(near)}." if near else ""),
    )
    return refusal("function", what, where)


def source(name: str, where: str) -> Refusal:
    what = Text.of(
        vi=f"“{short(name)}” không được đứng sau FROM. Chỉ các bảng của thoả thuận và {listed(IN_FROM)} được phép.",
        en=f"“{short(name)}” may not stand in FROM. Only the agreement's tables and {listed(IN_FROM)} may.",
    )
    return refusal("source", what, where)


def part(name: str, where: str) -> Refusal:
    what = Text.of(
        vi=f"Phần “{short(name)}” của ngôn ngữ SQL không dùng được ở đây. Hãy viết theo cách khác.",
        en=f"The part “{short(name)}” of the language can't be used here. Say it another way.",
    )
    return refusal("part", what, where)


def parameter() -> Refusal:
    what = Text.of(
        vi="Dấu giữ chỗ (?, $1) không dùng được ở đây. Hãy viết thẳng giá trị.",
        en="Placeholders (?, $1) can't be used here. Write the value itself.",
    )
    return refusal("parameter", what)


def spoken(name: str, where: str) -> Refusal:
    what = Text.of(
        vi=f"“{short(name)}” hỏi về máy chủ, không phải về dữ liệu. Nếu đó là tên cột, hãy viết kèm tên bảng.",
        en=f"“{short(name)}” asks about the server, not about the data. If it is a column, write its table before it.",
    )
    return refusal("spoken", what, where)


def kind(name: str, where: str) -> Refusal:
    what = Text.of(
        vi=f"Không đổi được sang kiểu “{short(name)}” ở đây.",
        en=f"Nothing can be cast to the type “{short(name)}” here.",
    )
    return refusal("type", what, where)


def late(seconds: int) -> Refusal:
    what = Text.of(
        vi=f"Câu truy vấn chạy quá {seconds} giây nên đã bị dừng. Hãy lọc bớt hoặc hỏi từng phần.",
        en=f"The statement ran for more than {seconds} seconds and was stopped. Filter more, or ask in parts.",
    )
    return refusal("late", what)


def ended() -> Refusal:
    what = Text.of(
        vi="Câu truy vấn đòi hỏi nhiều hơn mức một tiến trình được phép nên đã bị dừng. Hãy viết đơn giản hơn.",
        en="The statement asked more than one process may use and was stopped. Say it more simply.",
    )
    return refusal("ended", what)


def beyond() -> Refusal:
    what = Text.of(
        vi="Câu trả lời có ngày ngoài các năm 1 đến 9999, không hiện được. Hãy lọc bớt, hoặc đổi sang chữ.",
        en="The answer holds a day beyond the years 1 to 9999, which can't be shown. Filter it, or cast it to text.",
    )
    return refusal("beyond", what)


def busy() -> Refusal:
    what = Text.of(
        vi="Đang có nhiều câu truy vấn khác. Hãy thử lại sau ít giây.",
        en="Many other statements are running. Try again in a few seconds.",
    )
    return Refusal("sql-busy", what, status=503)


def offer_broken() -> Refusal:
    what = Text.of(
        vi="Dữ liệu của thoả thuận này hiện không đọc được. Hãy báo cho đơn vị quản lý dữ liệu.",
        en="The data of this agreement can't be read now. Please tell its steward.",
    )
    return Refusal("sql-offer-broken", what, status=503)
