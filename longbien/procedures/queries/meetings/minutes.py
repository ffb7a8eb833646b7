"""Minutes of a meeting, made from the record: plain data in every language of the hub, fit to be hashed."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from longbien.kernel.text import Text
from longbien.people.queries import body, persons
from longbien.procedures.models import AgendaItem, Meeting
from longbien.procedures.queries.history import called
from longbien.procedures.queries.meetings.counting import Counted, counted_all, seat_holders


def minutes_of(meeting: Meeting) -> dict[str, Any]:
    """Who was there, what was decided, how each voted, as it stands now."""
    items = list(items_of(meeting))
    found = counted_all(meeting, items)
    names = _names(meeting, items)
    return {
        "body": dict(card.name) if (card := body(meeting.body_id)) else {},
        "begins_at": meeting.begins_at.isoformat(),
        "opened_at": meeting.opened_at.isoformat() if meeting.opened_at else None,
        "closed_at": meeting.closed_at.isoformat() if meeting.closed_at else None,
        "place": meeting.place,
        "online": meeting.online,
        "chair": names.get(meeting.chair_id, "") if meeting.chair_id else "",
        "attendance": _attendance(meeting, names),
        "items": [_item(item, found[item.pk], names) for item in items],
    }


def items_of(meeting: Meeting) -> QuerySet[AgendaItem]:
    """The agenda with all that is counted, in its order."""
    found = meeting.items.select_related("case__owner").prefetch_related("votes", "recusals")
    return found.order_by("place")


def _names(meeting: Meeting, items: list[AgendaItem]) -> dict[UUID, str]:
    ids = {one for row in meeting.attendance.all() for one in (row.person_id, row.acts_for_id) if one}
    ids |= {row.person_id for item in items for row in item.recusals.all()}
    ids |= seat_holders(body(meeting.body_id)) | ({meeting.chair_id} if meeting.chair_id else set())
    return {key: card.name for key, card in persons(ids).items()}


def _attendance(meeting: Meeting, names: dict[UUID, str]) -> list[dict[str, Any]]:
    rows = [
        {"name": names[row.person_id], "how": row.how, "for": names[row.acts_for_id] if row.acts_for_id else None}
        for row in meeting.attendance.order_by("at", "pk")
    ]
    noted = {one for row in meeting.attendance.all() for one in (row.person_id, row.acts_for_id)}
    silent = sorted(names[person] for person in seat_holders(body(meeting.body_id)) - noted)
    return rows + [{"name": name, "how": "missing", "for": None} for name in silent]


def _item(item: AgendaItem, found: Counted, names: dict[UUID, str]) -> dict[str, Any]:
    votes = sorted(found.votes.items(), key=lambda pair: names.get(pair[0], ""))
    recused = sorted(names[person] for person in found.recused if person in names)
    return {
        "place": item.place,
        "title": dict(title_of(item, in_public=True)),
        "case": item.case.number if item.case else None,
        "result": item.result or None,
        "number": item.number,
        "text": item.text,
        "votes": [{"name": names.get(person, ""), "choice": choice} for person, choice in votes],
        "recused": recused,
        "for": found.tally.for_,
        "against": found.tally.against,
        "abstained": found.tally.abstained,
    }


def title_of(item: AgendaItem, *, in_public: bool = False) -> Text:
    """`HS-2026-00001 “Robots”: Approve`, or the matter as it was written. What a case is called is not for everyone."""
    if item.case is None:
        return Text.of(vi=item.matter, en=item.matter)
    action = called(item.case, item.action)
    named = f"{item.case.number} “{item.case.title}”" if item.case.title and not in_public else item.case.number
    return Text(tuple((language, f"{named}: {words}") for language, words in action.items()))
