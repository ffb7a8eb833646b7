"""Effects of the engine itself: `receipt`, `notify <role>`, `escalate <role>`, `letter <name>`, `reopen`."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from uuid import UUID

from django.conf import settings

from longbien.kernel.actor import SYSTEM
from longbien.kernel.refusal import Refusal, conflict
from longbien.kernel.text import Text
from longbien.procedures.actions.letters.order import order
from longbien.procedures.actions.noticing import notify, notify_late, persons_answering, persons_playing
from longbien.procedures.actions.perform import perform
from longbien.procedures.models import Case, Meeting, Vote
from longbien.procedures.naming import following
from longbien.procedures.queries.deciding import said_last, when
from longbien.procedures.queries.versions import published
from longbien.procedures.registry import EffectCall, effect, keeps
from longbien.procedures.rules import telling
from longbien.procedures.rules.definition import Definition, Role
from longbien.procedures.rules.desk.promise import answer_by
from longbien.procedures.rules.fees import waits_for_fee

FIRST_SENT = 2  # the number of the move that sends a case; opening it is 1


@effect("receipt")
def give_receipt(call: EffectCall) -> None:
    """Tell the owner that, and when, the case was received, and by when it is answered."""
    case = Case.objects.get(pk=call.case_id)
    definition = published(case.version_id).definition
    owners = persons_playing(case, next(role for role in definition.roles.values() if role.kind == "case.owner"))

    again = case.seq > FIRST_SENT
    by = None if again else answer_by(definition, settings.HUB.calendar, call.at)
    state = definition.states[case.state]

    def words(zone: str) -> Text:
        due, answer = (when(one, zone) if one else None for one in (case.due, by))
        given = telling.Received(when(call.at, zone), state.title, again=again, due=due, answer_by=answer)
        return telling.received(definition, case.number, case.title, given)

    notify(case, owners, "receipt", words, at=call.at)


@effect("notify")
def tell_role(call: EffectCall) -> None:
    """Tell everyone of a role where the case stands now; that it is overdue, only who has to do something about it."""
    case = Case.objects.get(pk=call.case_id)
    definition = published(case.version_id).definition
    role = definition.roles[call.words[0]]
    is_late = case.late_seq == case.seq
    if is_late:
        _tell_late(case, definition, role, persons_answering(case, role, call.at), call.at)
    else:
        told = partial(_told, case, definition, role.kind == "case.owner")
        notify(case, persons_playing(case, role), "moved", told, at=call.at)


def _told(case: Case, definition: Definition, to_owner: bool, zone: str) -> Text:
    """Where the case stands; its owner is also told why, and by when it is their turn; an office, whose turn it is and
    until when."""
    state = definition.states[case.state]
    reason = said_last(case) if to_owner else ""
    is_told_when = not to_owner or bool(state.edit) or waits_for_fee(definition, state)
    due = when(case.due, zone) if case.due and is_told_when else None
    onward = following(definition, state, to_owner=to_owner)
    return telling.moved(definition, case.number, case.title, case.state, following=onward, reason=reason, due=due)


@effect("escalate")
def raise_to_role(call: EffectCall) -> None:
    """Tell everyone of a role that the case is overdue."""
    case = Case.objects.get(pk=call.case_id)
    definition = published(case.version_id).definition
    role = definition.roles[call.words[0]]
    _tell_late(case, definition, role, persons_playing(case, role), call.at)


def _tell_late(case: Case, definition: Definition, role: Role, persons: frozenset[UUID], at: datetime) -> None:
    """An applicant hears of each case, an office of all in one line a day."""
    words = telling.late(definition, case.number, case.title, case.state)
    if role.kind == "case.owner":
        notify(case, persons, "late", words, at=at)
    else:
        notify_late(case, persons, words, at=at)


@effect("letter")
def order_letter(call: EffectCall) -> None:
    """Give a letter its number and fix what it says; the worker draws and seals it."""
    order(Case.objects.get(pk=call.case_id), call.words[0], by=call.by, at=call.at)


@effect("reopen")
def reopen(call: EffectCall) -> None:
    """Open again the case that this one is about, by the action that its state names for an upheld appeal."""
    if call.about is None:
        return
    target = Case.objects.get(pk=call.about.id)
    appeal = published(target.version_id).definition.states[target.state].appeal
    if appeal is None:
        raise _not_open(target)
    reason = f"{call.case_number}: {Case.objects.get(pk=call.case_id).moves.get(seq=call.seq).reason}"
    perform(case_id=target.pk, action=appeal.reopen, reason=reason, by=SYSTEM, at=call.at)


def _not_open(target: Case) -> Refusal:
    return conflict(
        "not-reopened",
        Text.of(
            vi=f"Hồ sơ {target.number} không còn ở quyết định bị khiếu nại.",
            en=f"Case {target.number} no longer stands at the decision that was appealed.",
        ),
    )


@keeps
def votes_under_way(case_id: UUID) -> Iterator[Text]:
    """Whoever has voted, on its page or in a meeting, did so under the version that the case follows."""
    case = Case.objects.get(pk=case_id)
    in_meeting = Vote.objects.filter(item__case=case, item__result="", item__meeting__state=Meeting.State.OPEN)
    if case.votes.filter(seq=case.seq).exists() or in_meeting.exists():
        yield Text.of(vi="Đang biểu quyết.", en="A vote is under way.")


@keeps
def letters_under_way(case_id: UUID) -> Iterator[Text]:
    """A letter is drawn from the template of the version that ordered it."""
    if Case.objects.get(pk=case_id).letters.filter(document_id=None).exists():
        yield Text.of(vi="Một văn bản đang chờ ký số.", en="A letter waits to be sealed.")
