"""What follows from an action, told before it is done."""

from collections.abc import Iterator

from longbien.kernel.text import Text
from longbien.procedures.rules.deadlines import Span, in_words
from longbien.procedures.rules.definition import Action, Definition, State

LETTER = Text.of(
    vi="Một văn bản có số được lập, ký số và đưa vào hồ sơ.",
    en="A numbered letter is made, sealed and put with the case.",
)
READS_REASON = Text.of(
    vi="Người nộp được báo và đọc được lý do này.", en="The applicant is told, and reads this reason."
)
IS_TOLD = Text.of(vi="Người nộp được báo.", en="The applicant is told.")


def consequences(definition: Definition, action: Action) -> tuple[Text, ...]:
    """For those of an office, each in one sentence; nothing for what applicants do themselves."""
    if all(definition.roles[name].kind == "case.owner" for name in action.by if name in definition.roles):
        return ()
    return tuple(_told(definition, action, definition.states[action.target]))


def letters_by(action: Action) -> tuple[str, ...]:
    """The letters that an action sends, by name."""
    return tuple(call.words[0] for call in action.do if call.name == "letter" and call.words)


def _told(definition: Definition, action: Action, target: State) -> Iterator[Text]:
    owners = {name for name, role in definition.roles.items() if role.kind == "case.owner"}
    if letters_by(action):
        yield LETTER
    if any(call.name == "notify" and owners.intersection(call.words) for call in action.do):
        yield READS_REASON if action.needs_reason else IS_TOLD
    if target.sla and owners.intersection(target.edit):
        yield _spoken("Người nộp có", target.sla.within, "để làm việc này.", "The applicant has", "to do so.")
    if target.appeal:
        yield _spoken(
            "Người nộp có thể khiếu nại trong", target.appeal.within, "sau quyết định.",
            "The applicant may appeal within", "of the decision.",
        )  # fmt: skip


def _spoken(vi: str, span: Span, vi_end: str, en: str, en_end: str) -> Text:
    words = in_words(span)
    return Text.of(vi=f"{vi} {words.in_language('vi')} {vi_end}", en=f"{en} {words.in_language('en')} {en_end}")
