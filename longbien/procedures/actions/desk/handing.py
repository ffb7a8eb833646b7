"""Give cases to those who look after them: by hand, many at once, shared out fairly, or handed over."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.text import Text
from longbien.people.policy import check
from longbien.people.queries import absent_on, actor_for, person_card
from longbien.procedures.actions.keeping.counting import count_share
from longbien.procedures.actions.noticing import notify
from longbien.procedures.actions.perform import locked
from longbien.procedures.events import CaseAssigned
from longbien.procedures.models import Case, DeskCase, Handler
from longbien.procedures.queries.desk.conflicts import kept_from, why_kept_from
from longbien.procedures.queries.desk.load import load_of
from longbien.procedures.queries.desk.offices import offices_in, offices_of
from longbien.procedures.queries.standing import YOU_HAD_A_HAND, judges_before, local_date
from longbien.procedures.rules.telling import handed
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit

MOST = 50


@dataclass(frozen=True)
class _Hand:
    """How cases change hands, and why; `sits` remembers the offices of those who were given some."""

    by: Actor
    at: datetime
    how: str
    reason: str = ""
    sits: dict[UUID, frozenset[str]] = field(default_factory=dict)


@act
def assign_cases(*, case_ids: Sequence[UUID], person_id: UUID | None, by: Actor, at: datetime) -> int:
    """Give cases to a person of an office of theirs, or to nobody again; the answer is how many changed hands.

    All or none. Refusal (422) for more than fifty at once, for a person who sits in no office of a case, and for
    one who is related to its applicant or judged what it appeals against, naming each such case and the tie. Whoever
    is away may be given cases by hand: the page warns.
    """
    cases = _locked(case_ids, by)
    if person_id is not None:
        _refuse_unfit(cases, person_id)
    hand = _Hand(by, at, "bulk" if len(cases) > 1 else "hand")
    changed = [case for case in cases if _give(case, person_id, hand)]
    _tell(changed, person_id, hand)
    return len(changed)


@act
def share_out(*, case_ids: Sequence[UUID], by: Actor, at: datetime) -> tuple[int, int]:
    """Give each case that nobody looks after to whoever of its office has the fewest, never to one who is related to
    its applicant, judged what it appeals against or is away; how many were given, and how many nobody could take."""
    mine, hand = offices_of(by), _Hand(by, at, "fair")
    given: dict[UUID, list[Case]] = {}
    loads: dict[str, dict[UUID, int]] = {}
    left, away = 0, absent_on(local_date(at))
    for case in _locked(case_ids, by):
        if Handler.objects.filter(case=case).exists():
            continue
        office = DeskCase.objects.filter(case=case, office__in=mine).values_list("office", flat=True).first()
        load = loads.setdefault(office, load_of(office)) if office else {}
        person_id = _least(load, kept_from(case) | away)
        if person_id is None:
            left += 1
            continue
        load[person_id] += 1
        _give(case, person_id, hand)
        given.setdefault(person_id, []).append(case)
    for person_id, cases in given.items():
        _tell(cases, person_id, hand)
    return sum(map(len, given.values())), left


@act
def hand_over(*, case_ids: Sequence[UUID], person_id: UUID, reason: str, by: Actor, at: datetime) -> int:
    """Hand cases that one looks after to a colleague, with a reason; the answer is how many changed hands.

    Refusal without a reason, for a case that somebody else looks after, and as `assign_cases` refuses.
    """
    reason = reason.strip()
    if not reason:
        what = Text.of(vi="Hãy nêu lý do bàn giao.", en="Say why you hand this over.")
        raise Refusal("reason-missing", what, faults=(Fault("reason", what),))
    cases = _locked(case_ids, by)
    held = set(Handler.objects.filter(case__in=cases, person_id=by.person_id).values_list("case_id", flat=True))
    if foreign := [case for case in cases if case.pk not in held]:
        raise _about(foreign, vi="Các hồ sơ sau không do bạn xử lý", en="You do not look after these cases")
    _refuse_unfit(cases, person_id)
    hand = _Hand(by, at, "handover", reason)
    changed = [case for case in cases if _give(case, person_id, hand)]
    _tell(changed, person_id, hand)
    return len(changed)


def open_cases_of(person_id: UUID, limit: int = MOST) -> list[UUID]:
    """The open cases that someone looks after, the oldest first, as many as can be handed over at once."""
    found = Handler.objects.filter(person_id=person_id, case__closed_at=None)
    return list(found.order_by("case_id").values_list("case_id", flat=True)[:limit])


def _locked(case_ids: Iterable[UUID], by: Actor) -> list[Case]:
    """The cases, held in the order of their ids so that two who do this at once never wait for each other."""
    wanted = sorted(set(case_ids))
    if len(wanted) > MOST:
        what = Text.of(vi=f"Mỗi lần giao được nhiều nhất {MOST} hồ sơ.", en=f"At most {MOST} cases at once.")
        raise Refusal("too-many-cases", what)
    if not wanted:
        what = Text.of(vi="Hãy chọn ít nhất một hồ sơ.", en="Choose at least one case.")
        raise Refusal("no-cases", what, faults=(Fault("case", what),))
    cases = [locked(case_id) for case_id in wanted]
    for case in cases:
        if by.id in judges_before(case):
            raise Refusal("judged-before", YOU_HAD_A_HAND, status=403)
        check(by, "hand", case)
    return cases


def _refuse_unfit(cases: Sequence[Case], person_id: UUID) -> None:
    sits = set(offices_of(actor_for(person_id)))
    outside = [case for case in cases if not sits & offices_in(case.version_id)]
    if outside:
        raise _about(
            outside,
            vi="Người này không thuộc bộ phận nào xử lý các hồ sơ sau",
            en="This person sits in no office of these cases",
        )
    card = person_card(person_id)
    whys = [(case, why_kept_from(case, card)) for case in cases] if card else []
    if tied := [(case, why) for case, why in whys if why]:
        raise _tied(tied)


def _about(cases: Sequence[Case], *, vi: str, en: str) -> Refusal:
    numbers = ", ".join(case.number for case in cases[:10])
    what = Text.of(vi=f"{vi}: {numbers}. Chưa có hồ sơ nào được giao.", en=f"{en}: {numbers}. Nothing was changed.")
    return Refusal("unfit-handler", what, faults=(Fault("person", what),))


def _tied(tied: Sequence[tuple[Case, Text]]) -> Refusal:
    """Each tie in words once, with the cases that it keeps from this person."""
    by_why: dict[Text, list[str]] = {}
    for case, why in tied[:10]:
        by_why.setdefault(why, []).append(case.number)
    vi = " ".join(f"{', '.join(numbers)}: {why['vi']}" for why, numbers in by_why.items())
    en = " ".join(f"{', '.join(numbers)}: {why['en']}" for why, numbers in by_why.items())
    what = Text.of(vi=f"{vi} Chưa có hồ sơ nào được giao.", en=f"{en} Nothing was changed.")
    return Refusal("unfit-handler", what, faults=(Fault("person", what),))


def _least(load: dict[UUID, int], near: frozenset[UUID]) -> UUID | None:
    """Who has the fewest cases; among several, the first by name, as `load` is ordered."""
    fit = [person for person in load if person not in near]
    return min(fit, key=load.__getitem__, default=None)


def _give(case: Case, person_id: UUID | None, hand: _Hand) -> bool:
    """Whether the case changed hands."""
    before = Handler.objects.filter(case=case).first()
    before_id = before.person_id if before else None
    if before_id == person_id:
        return False
    event = CaseAssigned(case.number, person_id, before_id, hand.how, hand.reason or None)
    event_id = emit(event, subject=case.subject, chain=case.subject, by=hand.by, at=hand.at)
    if person_id is None:
        Handler.objects.filter(case=case).delete()
    else:
        Handler.objects.update_or_create(
            case=case, defaults={"person_id": person_id, "since": hand.at, "event_id": event_id}
        )  # fmt: skip
        _count(case, person_id, hand)
    DeskCase.objects.filter(case=case).update(handler_id=person_id)
    return True


def _count(case: Case, person_id: UUID, hand: _Hand) -> None:
    """Counted for the office in which this person may look after the case."""
    if person_id not in hand.sits:
        hand.sits[person_id] = frozenset(offices_of(actor_for(person_id)))
    ours = sorted(offices_in(case.version_id) & hand.sits[person_id])
    if ours:
        count_share(ours[0], person_id, at=hand.at)


def _tell(cases: Sequence[Case], person_id: UUID | None, hand: _Hand) -> None:
    """One notice however many cases; whoever takes a case for themselves knows."""
    if cases and person_id not in (None, hand.by.id):
        giver = person_card(hand.by.id)
        words = handed(cases[0].number, len(cases) - 1, giver.name if giver else "", hand.reason)
        notify(cases[0], frozenset({person_id}) - {None}, "assigned", words, at=hand.at)
