"""Who counts for an item of the agenda now, and what the votes come to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.kernel.outcome import Outcome, Reason
from longbien.kernel.text import Text
from longbien.people.queries import BodyCard, body, persons_related_to_each, proxies_in, recused
from longbien.procedures.models import AgendaItem, Meeting
from longbien.procedures.queries.standing import YOU_HAD_A_HAND, judges_before, local_date
from longbien.procedures.rules.meetings import Attending, BodyRules, Count, Tally, count, quorum_against, tally


@dataclass(frozen=True)
class Counted:
    """An item as it stands: who counts, who is out of the count and why (the engine's word or their own)."""

    count: Count
    tally: Tally
    votes: Mapping[UUID, str]
    recused: Mapping[UUID, str]
    against: Outcome
    adopted: bool


def rules_of(code: str) -> BodyRules:
    card = body(code)
    return BodyRules.of(card.terms if card else {})


def seat_holders(card: BodyCard | None) -> frozenset[UUID]:
    return frozenset(seat.person.id for seat in card.seats if seat.person) if card else frozenset()


def attending(meeting: Meeting) -> tuple[Attending, ...]:
    """Who takes part. While the meeting is held, a deputy whose delegation was revoked holds no seat any more."""
    rows = list(meeting.attendance.all())
    if meeting.state == Meeting.State.OPEN and any(row.acts_for_id for row in rows):
        proxies = proxies_in(meeting.body_id, local_date(meeting.opened_at or meeting.begins_at))
        rows = [row for row in rows if row.acts_for_id in (None, proxies.get(row.person_id))]
    return tuple(Attending(row.person_id, row.how, row.acts_for_id or row.person_id) for row in rows)


def counted(item: AgendaItem) -> Counted:
    """Count an item: ties to the applicant are looked up now, so that nobody votes on what is theirs; nor does anyone
    on an appeal against what they judged."""
    return counted_all(item.meeting, [item])[item.pk]


def counted_all(meeting: Meeting, items: Sequence[AgendaItem]) -> dict[UUID, Counted]:
    """Count several items of a meeting, in as many queries as one; votes and recusals may come prefetched."""
    card = body(meeting.body_id)
    rules, there, holders = BodyRules.of(card.terms if card else {}), attending(meeting), seat_holders(card)
    tied = persons_related_to_each({item.case.owner_id for item in items if item.case})

    def one(item: AgendaItem) -> Counted:
        out = {person: "" for person in (tied[item.case.owner_id] if item.case else ())}
        out |= dict.fromkeys(judges_before(item.case), "") if item.case else {}
        out |= {row.person_id: row.reason for row in item.recusals.all()}
        counted_ = count(holders, there, frozenset(out))
        if item.result and item.voters:  # whoever left since, or lost the seat they held for someone, voted
            counted_ = Count(frozenset(map(UUID, item.voters)), counted_.seats)
        votes = {row.person_id: row.choice for row in item.votes.all()}
        result = tally(votes, counted_)
        return Counted(
            counted_, result, votes, out, quorum_against(rules, counted_), result.adopted(rules, counted_)
        )  # fmt: skip

    return {item.pk: one(item) for item in items}


def vote_against(item: AgendaItem, actor: Actor, found: Counted) -> Outcome:
    """What keeps someone from voting on an item: a tie, a declared conflict, or not being there."""
    if item.case and (tie := recused(actor, item.case.owner_id)):
        return Outcome((tie,))
    if item.case and actor.id in judges_before(item.case):
        return Outcome((Reason("judged-before", YOU_HAD_A_HAND),))
    if actor.id in found.recused:
        words = Text.of(vi="Bạn đã đứng ngoài mục này.", en="You stepped back from this item.")
        return Outcome((Reason("recused", words),))
    if actor.id not in found.count.voters:
        words = Text.of(
            vi="Bạn chưa được điểm danh là có mặt, hoặc không giữ ghế nào.",
            en="You are not noted as being there, or hold no seat.",
        )
        return Outcome((Reason("not-there", words),))
    return Outcome()


def states_result(meeting: Meeting, actor: Actor, found: Counted) -> bool:
    """The chair states the result of an item; when the chair is out of its count, anyone who is in it does."""
    if meeting.chair_id in found.recused:
        return actor.id in found.count.voters
    return actor.id is not None and actor.id == meeting.chair_id
