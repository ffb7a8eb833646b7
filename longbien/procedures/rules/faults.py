"""JSON Schema's findings, said to people: one each, in Vietnamese and English, with its place in the data."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import jsonschema_rs

from longbien.kernel.text import Text
from longbien.procedures.rules.format import CALLS, CODE, NAME, ROLE, SPAN

Path = tuple[str | int, ...]
Tell = Callable[[jsonschema_rs.ValidationError], "Iterator[Finding]"]
PHONE = r"^\+?[0-9(][0-9 .()\-]{5,18}[0-9]$"
TIME = "^([01][0-9]|2[0-3]):[0-5][0-9]$"
WRONG_KIND = ("Sai kiểu dữ liệu.", "This is of the wrong kind.")
# How to write what a format or pattern asks for.
WRITTEN = {
    "email": Text.of(
        vi="Hãy viết địa chỉ thư, ví dụ ten@example.com.", en="Write an e-mail address, such as ten@example.com."
    ),
    "uri": Text.of(vi="Hãy viết địa chỉ bắt đầu bằng https://.", en="Write an address that begins with https://."),
    PHONE: Text.of(
        vi="Đây không phải số điện thoại, ví dụ +84 24 3825 3536.",
        en="This is no telephone number, such as +84 24 3825 3536.",
    ),
    "date": Text.of(
        vi="Hãy viết một ngày có thật, ví dụ 2026-11-28.", en="Write a date that exists, such as 2026-11-28."
    ),
    "^[0-9]{4}-[0-9]{2}-[0-9]{2}$": Text.of(vi="Hãy viết ngày như 2026-11-28.", en="Write a date such as 2026-11-28."),
    TIME: Text.of(vi="Hãy viết giờ như 08:30.", en="Write a time such as 08:30."),
    SPAN["pattern"]: Text.of(
        vi="Hãy viết khoảng thời gian như 3wd (ba ngày làm việc) hoặc 8wh (tám giờ làm việc).",
        en="Write a span such as 3wd (three working days) or 8wh (eight working hours).",
    ),
    CODE: Text.of(
        vi="Hãy viết mã như hub.lab-visit: chữ thường không dấu, ngăn bằng dấu chấm.",
        en="Write a code such as hub.lab-visit: lower-case letters, with a dot.",
    ),
    NAME["pattern"]: Text.of(
        vi="Hãy viết tên bằng chữ thường không dấu, chữ số và gạch dưới, ví dụ more_info.",
        en="Write a name in lower-case letters, digits and underscores, such as more_info.",
    ),
    ROLE: Text.of(
        vi="Hãy viết case.owner (bên nộp), group:… (vai trò của trung tâm), body:… (hội đồng) hoặc assigned:… (việc), "
        "ví dụ group:programme-officer.",
        en="Write case.owner (who files), group:… (a role of the hub), body:… (a governing body) or assigned:… "
        "(a task), such as group:programme-officer.",
    ),
    CALLS["items"]["pattern"]: Text.of(
        vi="Hãy viết tên một tác động, ví dụ notify officer hoặc letter award.",
        en="Write the name of an effect, such as notify officer or letter award.",
    ),
    "^[0-9]+$": Text.of(
        vi='Hãy viết số tiền bằng đơn vị nhỏ nhất, trong ngoặc kép, ví dụ "50000".',
        en='Write the amount in the smallest unit, in quotes, such as "50000".',
    ),
    r"^\d{4}-\d{2}-\d{2}$": Text.of(vi="Hãy viết ngày như 2027-01-31.", en="Write a date such as 2027-01-31."),
    r"^https://\S+$": Text.of(
        vi="Hãy viết địa chỉ bắt đầu bằng https://.", en="Write an address that begins with https://."
    ),
    r"^letters/[A-Za-z0-9_\-]+\.typ$": Text.of(
        vi="Hãy viết tên tệp như letters/award.typ.", en="Write the name of a file such as letters/award.typ."
    ),
    r"^forms/[A-Za-z0-9_\-]+\.schema\.json$": Text.of(
        vi="Hãy viết tên tệp như forms/request.schema.json.",
        en="Write the name of a file such as forms/request.schema.json.",
    ),
}


@dataclass(frozen=True)
class Finding:
    """`code` is the keyword of JSON Schema that was not met; a missing or unknown key is named by its own path."""

    path: Path
    code: str
    what: Text


def findings(validator: jsonschema_rs.Validator, data: Any, tell: Tell | None = None) -> Iterator[Finding]:
    """Everything in `data` that the schema does not allow; `tell` words it, in few words without."""
    for error in validator.iter_errors(data):
        yield from (tell or tell_plainly)(error)


def tell_plainly(error: jsonschema_rs.ValidationError) -> Iterator[Finding]:
    """An error in the words of whoever fills in a form, who sees the choices and need not be told their codes."""
    path, kind = tuple(error.instance_path), kind_of(error)
    match kind.name:
        case "required":
            yield Finding((*path, kind.property), "required", missing(kind.property))
        case "additionalProperties":
            yield from (Finding((*path, key), "additionalProperties", unknown_key(key)) for key in kind.unexpected)
        case "propertyNames":
            yield Finding((*path, kind.error.instance), "propertyNames", _bad_name(kind.error.instance))
        case "pattern" | "format" as name if (known := WRITTEN.get(getattr(kind, name))) is not None:
            yield Finding(path, name, known)
        case "type":
            yield Finding(path, kind.name, _wanted(next(iter(kind.types))))
        case name:
            yield Finding(path, name, words_for(name, getattr(kind, "limit", None)))


def kind_of(error: jsonschema_rs.ValidationError) -> Any:
    """The details of an error; their attributes differ by keyword, which its type can't say."""
    return error.kind


def missing(key: str) -> Text:
    return Text.of(vi=f"Thiếu mục “{key}”.", en=f"“{key}” is missing.")


def unknown_key(key: str) -> Text:
    return Text.of(vi=f"Không có mục nào tên là “{key}”.", en=f"There is no key “{key}”.")


def _bad_name(name: str) -> Text:
    return Text.of(
        vi=f"Tên không hợp lệ: “{name}”. Chỉ dùng chữ thường không dấu, chữ số và gạch dưới.",
        en=f"Not a good name: “{name}”. Use lower-case letters, digits and underscores.",
    )


def _wanted(kind: str) -> Text:
    said = {
        "string": ("Cần một đoạn chữ, đặt trong ngoặc kép.", "A text is expected, in quotes."),
        "integer": ("Cần một số nguyên.", "A whole number is expected."),
        "boolean": ("Cần true (có) hoặc false (không).", "Yes or no is expected: true or false."),
        "array": ("Cần một danh sách, ví dụ [a, b].", "A list is expected, such as [a, b]."),
        "object": ("Cần các mục có tên: {tên: giá trị}.", "Parts with names are expected: {name: value}."),
    }
    vi, en = said.get(kind, WRONG_KIND)
    return Text.of(vi=vi, en=en)


def words_for(name: str, limit: int | None) -> Text:
    said = {
        "minLength": (f"Cần ít nhất {limit} ký tự.", f"This needs at least {limit} characters."),
        "maxLength": (f"Không quá {limit} ký tự.", f"This may have at most {limit} characters."),
        "minimum": (f"Phải từ {limit} trở lên.", f"This must be {limit} or more."),
        "maximum": (f"Phải từ {limit} trở xuống.", f"This must be {limit} or less."),
        "minItems": (f"Cần ít nhất {limit} mục.", f"At least {limit} {'is' if limit == 1 else 'are'} needed."),
        "maxItems": (f"Không quá {limit} mục.", f"At most {limit} {'is' if limit == 1 else 'are'} allowed."),
        "uniqueItems": ("Có mục bị lặp lại.", "One of these stands twice."),
        "enum": ("Không thuộc các lựa chọn cho phép.", "This is not one of the choices."),
        "const": ("Chỉ nộp được khi trả lời Có.", "This can only be sent once the answer is Yes."),
        "pattern": ("Viết chưa đúng mẫu.", "This is not written in the right form."),
        "format": ("Viết chưa đúng mẫu.", "This is not written in the right form."),
        "type": WRONG_KIND,
    }
    vi, en = said.get(name, ("Giá trị không hợp lệ.", "This value is not allowed."))
    return Text.of(vi=vi, en=en)
