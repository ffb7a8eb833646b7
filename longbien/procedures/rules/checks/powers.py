"""Who decides and what follows: quorum, four eyes, fees, automatic actions, silence, appeals, letters."""

from collections.abc import Iterator, Mapping

from longbien.kernel.text import Text
from longbien.procedures.rules.checks.complaint import Complaint, unknown
from longbien.procedures.rules.definition import SYSTEM_ROLE, Action, Definition, Grounds, State
from longbien.procedures.rules.faults import Path
from longbien.procedures.rules.known import Known
from longbien.procedures.rules.questions.readers import fills_as_owner


def check_powers(definition: Definition, known: Known) -> Iterator[Complaint]:
    for name, action in definition.actions.items():
        yield from _action(definition, ("actions", name), action, known)
        if fills_as_owner(definition, action.by):
            yield from _deciding(("actions", name, "do"), action, known)
        if action.readers:
            yield from _readers(definition, ("actions", name, "readers"), action)
    for name, state in definition.states.items():
        yield from _state(definition, ("states", name), state)


def check_letters(definition: Definition, letters: Mapping[str, str | None]) -> Iterator[Complaint]:
    """Every letter has its template, and some action sends it."""
    sent = {
        word
        for action in definition.actions.values()
        for call in action.do
        if call.name == "letter"
        for word in call.words
    }
    for name, file in definition.letters.items():
        if name in letters and letters[name] is None:
            yield ("letters", name), Text.of(vi=f"Không đọc được tệp “{file}”.", en=f"The file “{file}” can't be read.")
        if name not in sent:
            yield (
                ("letters", name),
                Text.of(
                    vi=f"Không bước nào gửi “{name}”. Hãy viết “do: [letter {name}]” ở một bước, hoặc bỏ nó.",
                    en=f"Nothing sends the letter “{name}”. Write “do: [letter {name}]” in an action, or take it out.",
                ),
            )


def _action(definition: Definition, at: Path, action: Action, known: Known) -> Iterator[Complaint]:
    for name in action.four_eyes:
        if name not in definition.actions or name == action.name:
            others = frozenset(definition.actions) - {action.name}
            yield (*at, "four_eyes"), unknown("bước chuyển khác", "other action", name, others)
    if action.quorum > 1 and (action.form or SYSTEM_ROLE in action.by):
        yield (
            (*at, "quorum"),
            Text.of(
                vi="Bước cần nhiều người đồng ý không thể có mẫu đơn, cũng không do “system” làm.",
                en="An action that several must agree on can't have a form, nor be done by “system”.",
            ),
        )
    if action.fee is not None and action.fee.currency != known.currency:
        yield (*at, "fee"), unknown("đồng tiền", "currency", action.fee.currency, {known.currency})
    if action.fee is not None and action.fee.minor == 0:
        yield (*at, "fee"), Text.of(vi="Phí phải lớn hơn 0.", en="A fee must be more than 0.")
    if action.auto and (action.by != (SYSTEM_ROLE,) or not action.asks_nothing):
        yield (
            (*at, "auto"),
            Text.of(
                vi="Bước tự động phải do “system” làm, không cần mẫu, lý do, chữ ký hay người thứ hai.",
                en="An automatic action is by “system” alone and needs no form, reason, signature or second person.",
            ),
        )
    yield from _required(at, action)


def _required(at: Path, action: Action) -> Iterator[Complaint]:
    if action.grounds != Grounds() and not action.needs_reason:
        yield (
            (*at, "reason"),
            Text.of(
                vi="Bước này không hỏi lý do: thiếu require: [reason].",
                en="This action asks for no reason: require: [reason] is missing.",
            ),
        )
    if action.needs_signature and SYSTEM_ROLE in action.by:
        yield (*at, "require"), Text.of(vi="“system” không ký được.", en="“system” can't sign.")


def _deciding(at: Path, action: Action, known: Known) -> Iterator[Complaint]:
    for place, call in enumerate(action.do):
        if call.name in known.deciding:
            yield (
                (*at, place),
                Text.of(
                    vi=f"“{call.name}” là một quyết định: người nộp không tự làm bước này được.",
                    en=f"“{call.name}” is a decision: applicants can't take this action themselves.",
                ),
            )


def _readers(definition: Definition, at: Path, action: Action) -> Iterator[Complaint]:
    """Said of a form, once, and never to keep from applicants what they wrote themselves."""
    if not action.form:
        yield at, Text.of(vi="Bước này không có mẫu đơn nào để đọc.", en="This action has no form to be read.")
        return
    sharing = [one for one in definition.actions.values() if one.form == action.form]
    if action.readers != "all" and any(fills_as_owner(definition, one.by) for one in sharing):
        yield at, Text.of(vi="Người nộp luôn đọc được điều mình đã ghi.", en="Applicants read what they wrote.")
    if any(one.readers not in ("", action.readers) for one in sharing):
        yield (
            at,
            Text.of(
                vi=f"Các bước dùng mẫu “{action.form}” phải ghi cùng một “readers”.",
                en=f"Actions with the form “{action.form}” must say the same “readers”.",
            ),
        )


def _state(definition: Definition, at: Path, state: State) -> Iterator[Complaint]:
    if state.silence and not (state.sla and state.sla.then):
        yield (
            (*at, "silence"),
            Text.of(
                vi="Im lặng chỉ có nghĩa khi có thời hạn và bước “then” theo sau (sla: {within: …, then: …}).",
                en="Silence counts where a deadline passes and “then” says what follows (sla: {within: …, then: …}).",
            ),
        )
    if state.appeal is None:
        return
    if not state.final:
        yield (
            (*at, "appeal"),
            Text.of(vi="Chỉ khiếu nại được trạng thái cuối.", en="Only a final state can be appealed."),
        )
    action = definition.actions.get(state.appeal.reopen)
    if action is None:
        yield (
            (*at, "appeal", "reopen"),
            unknown("bước chuyển", "action", state.appeal.reopen, frozenset(definition.actions)),
        )
    elif state.name not in action.sources or SYSTEM_ROLE not in action.by or action.form or action.needs_signature:
        yield (
            (*at, "appeal", "reopen"),
            Text.of(
                vi=f"“{action.name}” phải đi từ trạng thái này, do “system” làm, không cần mẫu hay chữ ký.",
                en=f"“{action.name}” must lead from this state, be done by “system”, and need no form or signature.",
            ),
        )
