"""Give cases to those who look after them: by hand, many at once, or handed over."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import Exists, Model, OuterRef, QuerySet

from longbien.kernel.actor import Actor
from longbien.kernel.ids import new_id
from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.text import Text
from longbien.people.policy import check, visible
from longbien.people.queries import actor_for, person_card
from longbien.procedures.actions.desk.giving import Hand, Handed, Missed, give, tell
from longbien.procedures.actions.perform import locked
from longbien.procedures.models import Case, Handler
from longbien.procedures.queries.desk.conflicts import why_kept_from
from longbien.procedures.queries.desk.offices import offices_in, offices_of
from longbien.procedures.queries.desk.passing import handlers_of, last_passing
from longbien.procedures.queries.standing import YOU_HAD_A_HAND, judges_before
from longbien.record.actions.act import act

M = TypeVar("M", bound=Model)
MOST = 50
LONGEST_REASON = 2000
Seen = Mapping[UUID, UUID | None]  # who looked after each case on the page


@act
def assign_cases(
    *, case_ids: Sequence[UUID], person_id: UUID | None, by: Actor, at: datetime, reason: str = "",
    seen: Seen | None = None,
) -> Handed:  # fmt: skip
    """Give cases to a person of an office of theirs, or to nobody again.

    A case that somebody looks after changes hands only with a reason, which they are told. What changed hands since the
    page was shown (`seen`) stays as it is and is named in the answer; the rest goes through, all or none. Refusal (422)
    for more than fifty at once, without a reason, for a person who sits in no office of a case, and for one who is
    related to its applicant or judged what it appeals against, naming each such case and the tie. Whoever is away may
    be given cases by hand: the page warns.
    """
    cases = locked_to_hand(case_ids, by)
    now = handlers_of(case.pk for case in cases)
    missed = [case for case in cases if _was_given(case, now.get(case.pk), person_id, seen or {})]
    cases = [case for case in cases if case not in missed and now.get(case.pk) != person_id]
    if any(case.pk in now for case in cases):
        reason = check_reason(reason, vi="Hãy nêu lý do chuyển hồ sơ đang có người xử lý.")
    if person_id is not None:
        refuse_unfit(cases, person_id)
    how = "free" if person_id is None else "taken" if person_id == by.id else "bulk" if len(cases) > 1 else "hand"
    hand = Hand(by, at, how, reason.strip())
    for case in cases:
        give(case, person_id, hand)
    return tell(hand, missed=_told(missed, now))


@act
def hand_over(
    *, case_ids: Sequence[UUID], person_id: UUID, reason: str, by: Actor, at: datetime, batch: UUID | None = None
) -> Handed:
    """Hand cases that one looks after to a colleague, with a reason; `batch` goes on with what was begun.

    Refusal without a reason, for a case that somebody else looks after, and as `assign_cases` refuses.
    """
    reason = check_reason(reason, vi="Hãy nêu lý do bàn giao.")
    cases = locked_to_hand(case_ids, by)
    held = handlers_of(case.pk for case in cases)
    if foreign := [case for case in cases if held.get(case.pk) != by.person_id]:
        raise _about(foreign, vi="Các hồ sơ sau không do bạn xử lý", en="You do not look after these cases")
    refuse_unfit(cases, person_id)
    hand = Hand(by, at, "handover", reason, batch=batch or new_id())
    for case in cases:
        give(case, person_id, hand)
    return tell(hand)


def open_cases_of(person_id: UUID, limit: int = MOST) -> list[UUID]:
    """The open cases that someone looks after, the oldest first, as many as can be handed over at once."""
    return list(_open_of(person_id).values_list("case_id", flat=True)[:limit])


def open_to_hand(by: Actor, limit: int = MOST) -> list[UUID]:
    """Those of one's own open cases that one may hand over."""
    return list(may_hand(by, _open_of(by.person_id)).values_list("case_id", flat=True)[:limit])


def _open_of(person_id: UUID) -> QuerySet[Handler]:
    return Handler.objects.filter(person_id=person_id, case__closed_at=None).order_by("case_id")


def may_hand(by: Actor, rows: QuerySet[M]) -> QuerySet[M]:
    """Of rows about cases (`case_id`) those whose case `by` may hand out: one that they are kept from holds up no
    other."""
    return rows.filter(Exists(visible(by, Case.objects.filter(pk=OuterRef("case_id")), "hand")))


def check_reason(reason: str, *, vi: str) -> str:
    """The reason without blanks around it. Refusal (422) for none, or one that is too long."""
    reason = reason.replace("\0", "").strip()
    if not reason:
        raise _unfit("reason", "reason-missing", Text.of(vi=vi, en="Say why the cases change hands."))
    if len(reason) > LONGEST_REASON:
        what = Text.of(vi=f"Nhiều nhất {LONGEST_REASON} ký tự.", en=f"At most {LONGEST_REASON} characters.")
        raise _unfit("reason", "reason-long", what)
    return reason


def locked_to_hand(case_ids: Iterable[UUID], by: Actor, *, most: int = MOST) -> list[Case]:
    """The cases, held in the order of their ids so that two who do this at once never wait for each other."""
    wanted = sorted(set(case_ids))
    if len(wanted) > most:
        what = Text.of(vi=f"Mỗi lần giao được nhiều nhất {most} hồ sơ.", en=f"At most {most} cases at once.")
        raise Refusal("too-many-cases", what)
    if not wanted:
        raise _unfit(
            "case", "no-cases", Text.of(vi="Hãy chọn ít nhất một hồ sơ.", en="Choose at least one case.")
        )  # fmt: skip
    cases = [locked(case_id) for case_id in wanted]
    for case in cases:
        if by.id in judges_before(case):
            raise Refusal("judged-before", YOU_HAD_A_HAND, status=403)
        check(by, "hand", case)
    return cases


def refuse_unfit(cases: Sequence[Case], person_id: UUID) -> None:
    """Refusal (422) where this person sits in no office of a case, or is tied to its applicant."""
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


def _was_given(case: Case, now: UUID | None, person_id: UUID | None, seen: Seen) -> bool:
    """Whether somebody gave the case away since the page was shown, to someone else than is wanted now."""
    return case.pk in seen and seen[case.pk] != now and now != person_id


def _told(missed: Sequence[Case], now: Mapping[UUID, UUID]) -> list[Missed]:
    last = last_passing(case.pk for case in missed)
    return [
        Missed(
            case.number, _name(now.get(case.pk)), _name(last[case.pk].by_id) if case.pk in last else "",
            last[case.pk].at if case.pk in last else case.moved_at,
        )
        for case in missed
    ]  # fmt: skip


def _name(person_id: UUID | None) -> str:
    card = person_card(person_id) if person_id else None
    return card.name if card else ""


def _unfit(where: str, code: str, what: Text) -> Refusal:
    return Refusal(code, what, faults=(Fault(where, what),))


def _about(cases: Sequence[Case], *, vi: str, en: str) -> Refusal:
    numbers = ", ".join(case.number for case in cases[:10])
    what = Text.of(vi=f"{vi}: {numbers}. Chưa có hồ sơ nào được giao.", en=f"{en}: {numbers}. Nothing was changed.")
    return _unfit("person", "unfit-handler", what)


def _tied(tied: Sequence[tuple[Case, Text]]) -> Refusal:
    """Each tie in words once, with the cases that it keeps from this person."""
    by_why: dict[Text, list[str]] = {}
    for case, why in tied[:10]:
        by_why.setdefault(why, []).append(case.number)
    vi = " ".join(f"{', '.join(numbers)}: {why['vi']}" for why, numbers in by_why.items())
    en = " ".join(f"{', '.join(numbers)}: {why['en']}" for why, numbers in by_why.items())
    what = Text.of(vi=f"{vi} Chưa có hồ sơ nào được giao.", en=f"{en} Nothing was changed.")
    return _unfit("person", "unfit-handler", what)
