"""Meetings as pages show them: to members, to administrators, and to everyone what is published."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import QuerySet

from longbien.kernel.actor import Actor
from longbien.kernel.text import Text
from longbien.people.policy import visible
from longbien.people.queries import BodyCard, PersonCard, bodies, body, persons, proxies_in
from longbien.procedures.models import AgendaItem, Attendance, Meeting
from longbien.procedures.queries.meetings.counting import (
    Counted,
    attending,
    counted_all,
    seat_holders,
    states_result,
    vote_against,
)
from longbien.procedures.queries.meetings.minutes import items_of, title_of
from longbien.procedures.rules.meetings import HERE, BodyRules, quorum_of


@dataclass(frozen=True)
class Place:
    """A seat at the table: who it is, how they take part (blank: nothing noted), for whom."""

    person: PersonCard
    how: str
    acts_for: str
    apology: str


@dataclass(frozen=True)
class ItemView:
    """An item as this reader may use it: `mine` their vote so far, `against` what keeps them from voting.

    `is_out`: they are out of its count; `may_state`: they state its result.
    """

    row: AgendaItem
    title: Text
    counted: Counted
    votes: tuple[tuple[str, str], ...]
    recused: tuple[str, ...]
    mine: str
    against: tuple[Text, ...]
    is_out: bool
    may_state: bool


@dataclass(frozen=True)
class MeetingView:
    row: Meeting
    card: BodyCard
    quorum: int
    is_published_quorum: bool
    places: tuple[Place, ...]
    items: tuple[ItemView, ...]
    approved_by: tuple[str, ...]
    chair: str


def meetings_of(actor: Actor, code: str) -> QuerySet[Meeting]:
    """The meetings of a body that the actor may see, the latest first."""
    return visible(actor, Meeting.objects.filter(body_id=code)).order_by("-begins_at", "pk")


def bodies_for(actor: Actor, *, is_administrator: bool) -> tuple[BodyCard, ...]:
    """The bodies whose meetings concern an actor: their own, for administrators all, for others those with minutes."""
    public = set(visible(actor, Meeting.objects.all()).values_list("body_id", flat=True))
    return tuple(
        card for card in bodies() if is_administrator or card.code in actor.bodies or card.code in public
    )  # fmt: skip


def meeting_view(meeting: Meeting, actor: Actor) -> MeetingView | None:
    """The meeting with its table and agenda; None when hub.yaml no longer knows its body."""
    card = body(meeting.body_id)
    if card is None:
        return None
    rules, holders = BodyRules.of(card.terms), seat_holders(card)
    items = list(items_of(meeting))
    found = counted_all(meeting, items)
    names = persons(_concerned(meeting, items, holders))
    at_table = holders | {one.person_id for one in attending(meeting)}
    return MeetingView(
        row=meeting,
        card=card,
        quorum=quorum_of(rules, len(holders)),
        is_published_quorum=rules.quorum is not None,
        places=_places(meeting, holders, names),
        items=tuple(_item(item, found[item.pk], actor, names, at_table) for item in items),
        approved_by=tuple(names[row.person_id].name for row in meeting.approvals.order_by("at")),
        chair=names[meeting.chair_id].name if meeting.chair_id in names else "",
    )


def may_approve(meeting: Meeting, person_id: UUID | None) -> bool:
    """Whether the minutes wait for this person: who was there and has not approved them."""
    if person_id is None or meeting.state != Meeting.State.CLOSED:
        return False
    there = any(one.person_id == person_id and one.how in HERE for one in attending(meeting))
    return there and not meeting.approvals.filter(person_id=person_id).exists()


def _concerned(meeting: Meeting, items: list[AgendaItem], holders: frozenset[UUID]) -> set[UUID]:
    ids = {one for row in meeting.attendance.all() for one in (row.person_id, row.acts_for_id) if one}
    ids |= {row.person_id for item in items for row in item.votes.all()}
    ids |= {row.person_id for item in items for row in item.recusals.all()}
    ids |= {row.person_id for row in meeting.approvals.all()} | set(holders)
    ids |= {one for pair in _proxies(meeting).items() for one in pair}
    return ids | ({meeting.chair_id} if meeting.chair_id else set())


def _proxies(meeting: Meeting) -> Mapping[UUID, UUID]:
    if meeting.state not in (Meeting.State.CALLED, Meeting.State.OPEN):
        return {}
    day = (meeting.opened_at or meeting.begins_at).astimezone(ZoneInfo(settings.HUB.timezone)).date()
    return proxies_in(meeting.body_id, day)


def _places(meeting: Meeting, holders: frozenset[UUID], names: Mapping[UUID, PersonCard]) -> tuple[Place, ...]:
    noted = {row.person_id: row for row in meeting.attendance.all()}
    proxies = _proxies(meeting)
    everyone = sorted({*holders, *noted, *proxies} & set(names), key=lambda one: names[one].name)
    return tuple(_place(names, one, noted.get(one), proxies.get(one)) for one in everyone)


def _place(names: Mapping[UUID, PersonCard], person: UUID, row: Attendance | None, acts_for: UUID | None) -> Place:
    seat = row.acts_for_id if row and row.acts_for_id else acts_for
    held = names[seat].name if seat is not None and seat in names else ""
    return Place(names[person], row.how if row else "", held, row.apology if row else "")


def _item(
    item: AgendaItem, found: Counted, actor: Actor, names: Mapping[UUID, PersonCard], at_table: frozenset[UUID]
) -> ItemView:
    against = vote_against(item, actor, found).against if not item.result else ()
    cast = ((names[person].name, choice) for person, choice in found.votes.items() if person in names)
    out = sorted(names[person].name for person in found.recused if person in names and person in at_table)
    return ItemView(
        row=item,
        title=title_of(item),
        counted=found,
        votes=tuple(sorted(cast)),
        recused=tuple(out),
        mine=found.votes.get(actor.id, "") if actor.id else "",
        against=tuple(reason.what for reason in against),
        is_out=actor.id in found.recused,
        may_state=states_result(item.meeting, actor, found),
    )
