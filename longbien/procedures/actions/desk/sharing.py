"""Share cases out among several, each to whoever has the least to do."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.text import Text
from longbien.people.queries import absent_on
from longbien.procedures.actions.desk.giving import Hand, Handed, give, tell
from longbien.procedures.actions.desk.handing import MOST, check_reason, locked_to_hand, may_hand
from longbien.procedures.models import Case, DeskCase
from longbien.procedures.queries.desk.conflicts import kept_from
from longbien.procedures.queries.desk.load import load_of, lying
from longbien.procedures.queries.desk.offices import offices_of
from longbien.procedures.queries.desk.passing import handlers_of
from longbien.procedures.queries.standing import local_date
from longbien.record.actions.act import act

MOST_SHARED = 300


@act
def share_out(*, case_ids: Sequence[UUID], by: Actor, at: datetime) -> Handed:
    """Give each of these cases that nobody looks after to whoever of its office has the fewest, never to one who is
    related to its applicant, judged what it appeals against or is away; `left` counts those nobody could take."""
    return _share(locked_to_hand(case_ids, by, most=MOST), None, Hand(by, at, "fair"))


@act
def share_office(*, office: str, among: Sequence[UUID], by: Actor, at: datetime) -> Handed:
    """Share out what nobody of an office looks after among the chosen, the most urgent first, at most three hundred at
    once; what `by` is kept from lies for somebody else to share. Refusal (422) when nobody was chosen, or nothing is
    left to share."""
    free = may_hand(by, lying(office, quiet=False).filter(handler_id=None)).order_by("due", "case_id")
    wanted = list(free.values_list("case_id", flat=True)[:MOST_SHARED])
    _check_chosen(among)
    if not wanted:
        raise _fault("among", vi="Mọi hồ sơ đều đã có người xử lý.", en="Somebody looks after each case already.")
    hand = Hand(by, at, "fair")
    return _share(locked_to_hand(wanted, by, most=MOST_SHARED), {office: among}, hand)


@act
def move_surplus(  # noqa: PLR0913 (what a supervisor decides)
    *, office: str, person_id: UUID, count: int, among: Sequence[UUID], reason: str, by: Actor, at: datetime
) -> Handed:
    """Take `count` cases from somebody who has too many and share them out among the chosen: those whose deadline is
    farthest, for they were hardly begun. Both sides are told the reason."""
    reason = check_reason(reason, vi="Hãy nêu lý do san bớt hồ sơ.")
    _check_chosen(among)
    if not 1 <= count <= MOST_SHARED:
        raise _fault("count", vi=f"Từ 1 đến {MOST_SHARED}.", en=f"Between 1 and {MOST_SHARED}.")
    held = may_hand(by, lying(office, quiet=False).filter(handler_id=person_id)).order_by("-due", "-case_id")
    wanted = list(held.values_list("case_id", flat=True)[:count])
    if not wanted:
        raise _fault("count", vi="Người này không còn hồ sơ nào để san bớt.", en="There is nothing left to move.")
    chosen = [one for one in among if one != person_id]
    hand = Hand(by, at, "surplus", reason)
    return _share(locked_to_hand(wanted, by, most=MOST_SHARED), {office: chosen}, hand, held_by=person_id)


def _share(
    cases: Iterable[Case], among: dict[str, Sequence[UUID]] | None, hand: Hand, *, held_by: UUID | None = None
) -> Handed:
    """Each case in turn, the least busy first; `among` narrows an office to some, `held_by` is who has them now."""
    mine, loads, left = offices_of(hand.by), dict[str, dict[UUID, int]](), 0
    away, chosen = absent_on(local_date(hand.at)), among or {}
    cases = list(cases)
    now, desks = handlers_of(case.pk for case in cases), _desks(cases, chosen or mine)
    for case in cases:
        if now.get(case.pk) != held_by:
            continue
        office = desks.get(case.pk)
        load = loads.setdefault(office, _load(office, chosen.get(office))) if office else {}
        # Whoever is away was chosen by name, where somebody was.
        person_id = _least(load, kept_from(case) | (frozenset() if chosen else away) | {held_by})
        if person_id is None:
            left += 1
            continue
        load[person_id] += 1
        give(case, person_id, hand)
    return tell(hand, left=left)


def _desks(cases: Iterable[Case], offices: Iterable[str]) -> dict[UUID, str]:
    """The first of these offices on whose desk each case lies."""
    found = DeskCase.objects.filter(case__in=list(cases), office__in=list(offices)).order_by("-office")
    return dict(found.values_list("case_id", "office"))


def _load(office: str, chosen: Sequence[UUID] | None) -> dict[UUID, int]:
    load = load_of(office)
    return load if chosen is None else {person: n for person, n in load.items() if person in set(chosen)}


def _least(load: dict[UUID, int], kept: Iterable[UUID | None]) -> UUID | None:
    """Who has the fewest cases; among several, the first by name, as `load` is ordered."""
    out = set(kept)
    return min((person for person in load if person not in out), key=load.__getitem__, default=None)


def _check_chosen(among: Sequence[UUID]) -> None:
    if not among:
        raise _fault("among", vi="Hãy chọn ít nhất một người nhận hồ sơ.", en="Choose at least one person.")


def _fault(where: str, *, vi: str, en: str) -> Refusal:
    what = Text.of(vi=vi, en=en)
    return Refusal("not-shared", what, faults=(Fault(where, what),))
