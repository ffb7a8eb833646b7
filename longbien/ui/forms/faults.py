"""The words for each thing that can be wrong with an answer: what it is and how to mend it."""

from collections.abc import Iterable

from longbien.kernel.money import Money
from longbien.kernel.refusal import Fault
from longbien.kernel.text import Text
from longbien.ui import formats
from longbien.ui.fields import Field

FORMS = {
    "number": Text.of(vi="viết một số nguyên, ví dụ 12.", en="write a whole number, such as 12."),
    "money": Text.of(
        vi="viết số tiền, ví dụ 1.200.000 hoặc 1,5 tỷ.", en="write an amount, such as 1,200,000 or 1.5 billion."
    ),
    "date": Text.of(vi="viết ngày, ví dụ 23/11/2026.", en="write a date, such as 23/11/2026 (day first)."),
    "time": Text.of(vi="viết giờ, ví dụ 09:30.", en="write a time, such as 09:30."),
    "yesno": Text.of(vi="chọn Có hoặc Không.", en="choose Yes or No."),
    "file": Text.of(vi="chọn một tệp.", en="choose a file."),
}  # fmt: skip
CHOOSE = ("choice", "choices", "yesno", "area")


def _about(field: Field, vi: str, en: str) -> Text:
    asked = {language: field.label.in_language(language).rstrip(" ?:.") for language in ("vi", "en")}
    return Text.of(vi=f"{asked['vi']}: {vi}", en=f"{asked['en']}: {en}")


def named(fields: Iterable[Field], fault: Fault) -> Fault:
    """A fault that a schema found, with what the question is called before it: a list of faults is read by itself."""
    top, *rest = fault.where.strip("/").split("/")
    asked = next((field for field in fields if field.name == top), None)
    inner = next((field for field in asked.fields if rest[1:] == [field.name]), None) if asked else None
    field = inner or asked
    vi, en = (_small(fault.what.in_language(language)) for language in ("vi", "en"))
    return Fault(fault.where, _about(field, vi, en)) if field else fault


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]


def missing(field: Field) -> Text:
    if field.kind in CHOOSE:
        return _about(field, "hãy chọn.", "choose an answer.")
    if field.kind == "file":
        return _about(field, "hãy chọn tệp.", "choose a file.")
    if field.kind == "group":
        return _about(field, "hãy thêm ít nhất một mục.", "add at least one.")
    return _about(field, "hãy điền câu trả lời.", "fill this in.")


def unreadable(field: Field) -> Text:
    words = FORMS[field.kind]
    return _about(field, words["vi"], words["en"])


def damaged(field: Field) -> Text:
    return _about(
        field,
        "văn bản bị hỏng khi gửi. Hãy gõ lại chỗ có dấu �.",
        "the text was damaged on its way. Type it again where � stands.",
    )


def too_long(field: Field, longest: int, given: int) -> Text:
    return _about(
        field, f"tối đa {longest} ký tự; hiện có {given}.", f"at most {longest} characters; there are {given} now."
    )


def too_short(field: Field, shortest: int) -> Text:
    return _about(field, f"cần ít nhất {shortest} ký tự.", f"at least {shortest} characters.")


def out_of_range(field: Field) -> Text:
    low, high = (_shown(field, bound) for bound in (field.minimum, field.maximum))
    if low and high:
        return _about(field, f"phải từ {low} đến {high}.", f"must be from {low} to {high}.")
    if low:
        return _about(field, f"phải từ {low} trở lên.", f"must be {low} or more.")
    if high:
        return _about(field, f"không được quá {high}.", f"must be {high} or less.")
    return _about(field, "số quá lớn.", "the number is too large.")


def _shown(field: Field, bound: int | None) -> str:
    if bound is None:
        return ""
    return formats.money(Money(bound, field.currency)) if field.currency else formats.number(bound)


def not_offered(field: Field) -> Text:
    return _about(field, "hãy chọn trong các mục đã nêu.", "choose from what is offered.")


def rows(field: Field) -> Text:
    low, high = field.min_rows, field.max_rows
    return _about(field, f"cần từ {low} đến {high} mục.", f"give {low} to {high} of these.")


def file_size(field: Field, name: str, size: int) -> Text:
    if not size:
        return _about(field, f"tệp “{name}” rỗng.", f"the file “{name}” is empty.")
    megabytes = max(1, field.max_bytes // 1_000_000)
    return _about(field, f"tệp “{name}” lớn hơn {megabytes} MB.", f"the file “{name}” is larger than {megabytes} MB.")


def file_kind(field: Field, name: str) -> Text:
    kinds = ", ".join(field.accept)
    return _about(field, f"chỉ nhận {kinds}, không nhận “{name}”.", f"only {kinds} can be taken, not “{name}”.")


def no_street(field: Field) -> Text:
    return _about(field, "viết số nhà và đường.", "write the house number and the street.")


def no_ward(field: Field) -> Text:
    return _about(
        field,
        "không tìm thấy phường, xã này. Viết tên hiện nay hoặc tên cũ.",
        "this ward is not found. Write today's name or the old one.",
    )


def several_wards(field: Field) -> Text:
    return _about(field, "hãy chọn một trong các phường, xã được nêu.", "choose one of the wards listed.")
