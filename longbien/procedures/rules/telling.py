"""What people are told about a case, in both languages; plain text, no markup."""

from collections.abc import Sequence
from dataclasses import dataclass

from longbien.kernel.text import Text
from longbien.procedures.rules.definition import Definition


def _named(number: str, title: str) -> str:
    return f"{number} “{title}”" if title else number


def moved(  # noqa: PLR0913 (each part of the sentence)
    definition: Definition, number: str, title: str, state: str, *, following: Text | None, reason: str = "",
    due: Text | None = None,
) -> Text:  # fmt: skip
    """Where a case stands now, why, what follows in words for the reader, and by when."""
    at = definition.states[state]

    def said(language: str, case: str, why: str, until: str) -> str:
        onward = f" {following.in_language(language)}" if following else ""
        given = f" {why} “{reason}”" if reason else ""
        deadline = f" {until} {due.in_language(language)}." if due else ""
        return f"{case} {_named(number, title)}: {at.title.in_language(language)}.{onward}{given}{deadline}"

    return Text.of(vi=said("vi", "Hồ sơ", "Lý do:", "Hạn:"), en=said("en", "Case", "Reason:", "Due:"))


def given_up(
    definition: Definition, number: str, title: str, state: str, who: str, reason: str
) -> Text:  # fmt: skip
    """That the applicant's side ended the case, and who of them did."""
    at, named = definition.states[state].title, _named(number, title)
    vi, en = (f" Lý do: “{reason}”", f" Reason: “{reason}”") if reason else ("", "")
    return Text.of(
        vi=f"{who} đã kết thúc hồ sơ {named}: {at.in_language('vi')}.{vi}",
        en=f"{who} ended case {named}: {at.in_language('en')}.{en}",
    )


def outlived(number: str, title: str, parent: str, definition: Definition, state: str) -> Text:
    """That the case for which this one was opened has ended, and how; it is for its office to say what of it."""
    at, named = definition.states[state].title, _named(number, title)
    return Text.of(
        vi=f"Hồ sơ {parent}, là hồ sơ đã mở hồ sơ {named}, đã kết thúc: {at.in_language('vi')}. Hãy xem có cần giải "
        "quyết tiếp không.",
        en=f"Case {parent}, for which case {named} was opened, has ended: {at.in_language('en')}. See whether it is "
        "still needed.",
    )


@dataclass(frozen=True)
class Received:
    """What came in: a first sending, or what was asked for `again`; by when the step is `due`, and by when the whole
    is answered, in words, where that is promised."""

    when: Text
    state: Text
    again: bool = False
    due: Text | None = None
    answer_by: Text | None = None


def received(definition: Definition, number: str, title: str, given: Received) -> Text:
    """The receipt."""
    named, service, at, came = _named(number, title), definition.title, given.state, given.when
    vi = f"Đã nhận phần bổ sung của hồ sơ {named}." if given.again else f"Đã nhận hồ sơ {named}."
    en = f"We received what you added to case {named}." if given.again else f"We received your case {named}."
    vi += f" Dịch vụ: {service.in_language('vi')}. Nhận lúc {came.in_language('vi')}."
    en += f" Service: {service.in_language('en')}. Received at {came.in_language('en')}."
    if by := given.answer_by:
        vi += f" Nếu không phải bổ sung gì thêm, bạn nhận kết quả chậm nhất {by.in_language('vi')}."
        en += f" If nothing more is asked of you, you have the answer by {by.in_language('en')}."
    elif due := given.due:
        vi += f" Bước “{at.in_language('vi')}” có hạn {due.in_language('vi')}."
        en += f" The step “{at.in_language('en')}” is due by {due.in_language('en')}."
    return Text.of(vi=vi, en=en)


def late(definition: Definition, number: str, title: str, state: str) -> Text:
    at = definition.states[state].title
    return Text.of(
        vi=f"Quá hạn: hồ sơ {_named(number, title)} vẫn ở bước “{at.in_language('vi')}”.",
        en=f"Overdue: case {_named(number, title)} is still at “{at.in_language('en')}”.",
    )


def late_many(numbers: Sequence[str]) -> Text:
    """What became overdue on a day, in one line that names each."""
    n, listed = len(numbers), ", ".join(numbers)
    return Text.of(
        vi=f"Có {n} hồ sơ vừa quá hạn trong ngày; hãy mở danh sách việc. Đó là: {listed}.",
        en=f"{n} cases became overdue today; open the work list. They are: {listed}.",
    )


def task_given(number: str, title: str, task: Text) -> Text:
    return Text.of(
        vi=f"Bạn được giao: {task.in_language('vi')}, hồ sơ {_named(number, title)}.",
        en=f"You are asked for: {task.in_language('en')}, case {_named(number, title)}.",
    )


def persons_wanting(number: str, title: str, task: Text, missing: int) -> Text:
    """To the office, when too few persons can be asked for a task."""
    named, persons = _named(number, title), "person is" if missing == 1 else "persons are"
    return Text.of(
        vi=f"Hồ sơ {named} còn thiếu {missing} người cho việc “{task.in_language('vi')}”. Khi có người phù hợp, hãy "
        "mời lại từ danh sách việc.",
        en=f"{missing} {persons} still wanting for “{task.in_language('en')}” in case {named}. Once somebody fit is "
        "there, ask again from the work list.",
    )


def letter_stuck(number: str, title: str, letter: str) -> Text:
    """To the office whose letter could not be made."""
    named = _named(number, title)
    return Text.of(
        vi=f"Chưa lập được văn bản {letter} của hồ sơ {named}. Quyết định vẫn giữ nguyên; hãy mở hồ sơ để xem cần làm "
        "gì.",
        en=f"Letter {letter} of case {named} could not be made. The decision stands; open the case to see what to do.",
    )


def migrated(definition: Definition, number: str, title: str, state: str) -> Text:
    """That a case is handled by a newer version of its service from now on, and where it stands."""
    at = definition.states[state].title
    return Text.of(
        vi=f"Hồ sơ {_named(number, title)} nay theo phiên bản {definition.version} của dịch vụ; bước hiện tại: "
        f"“{at.in_language('vi')}”. Điều bạn đã nộp được giữ nguyên.",
        en=f"Case {_named(number, title)} now follows version {definition.version} of the service; it stands at "
        f"“{at.in_language('en')}”. What you filed is kept as it is.",
    )


def handed(numbers: Sequence[str], giver: str, reason: Text | None = None) -> Text:
    """To whoever looks after these cases from now on; each is named."""
    (vi, en), listed = _counted(numbers), _listed(numbers)
    vi = f"Bạn xử lý {vi}" + (f", do {giver} giao." if giver else ".")
    en = f"You look after {en}" + (f", given to you by {giver}." if giver else ".")
    return _because(vi + listed["vi"], en + listed["en"], reason)


def handed_away(numbers: Sequence[str], taker: str | None, giver: str, reason: Text | None = None) -> Text:
    """To whoever looked after these cases until now; `taker` is "" for nobody and None where several have them now."""
    (vi, en), listed = _counted(numbers), _listed(numbers)
    who = {"": ("nay chưa phân công", "nobody for now"), None: ("nay do người khác xử lý", "others")}
    vi_now, en_now = who.get(taker, (f"nay do {taker} xử lý", str(taker)))
    vi = f"{vi[0].upper()}{vi[1:]} {vi_now}" + (f", do {giver} chuyển." if giver else ".")
    en = f"{en[0].upper()}{en[1:]} went from you to {en_now}" + (f", moved by {giver}." if giver else ".")
    return _because(vi + listed["vi"], en + listed["en"], reason)


def _counted(numbers: Sequence[str]) -> tuple[str, str]:
    n = len(numbers)
    return (f"hồ sơ {numbers[0]}", f"case {numbers[0]}") if n == 1 else (f"{n} hồ sơ", f"{n} cases")


def _listed(numbers: Sequence[str]) -> dict[str, str]:
    if len(numbers) == 1:
        return {"vi": "", "en": ""}
    listed = ", ".join(numbers)
    return {"vi": f" Đó là: {listed}.", "en": f" They are: {listed}."}


def _because(vi: str, en: str, reason: Text | None) -> Text:
    if reason is None:
        return Text.of(vi=vi, en=en)
    return Text.of(vi=f"{vi} Lý do: {reason.in_language('vi')}", en=f"{en} Reason: {reason.in_language('en')}")
