"""What bodies decided about a case, and what they are deciding at this moment."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from longbien.kernel.text import Text
from longbien.people.queries import persons
from longbien.procedures.models import AgendaItem
from longbien.procedures.queries.history import called
from longbien.procedures.queries.meetings.counting import counted_all


@dataclass(frozen=True)
class Heard:
    """A case on the agenda of a meeting. `result` is blank until the vote is stated; `votes` are (name, choice)."""

    item_id: UUID
    meeting_id: UUID
    body: str
    begins_at: datetime
    state: str
    title: Text
    result: str
    number: str
    text: str
    decided_at: datetime | None
    votes: tuple[tuple[str, str], ...]
    recused: tuple[str, ...]
    tally: tuple[int, int, int]
    event_id: UUID | None


def heard(case_id: UUID) -> tuple[Heard, ...]:
    """Every time that a case stood on an agenda, the latest first. What it is called there, is for its readers."""
    rows = AgendaItem.objects.filter(case_id=case_id).exclude(meeting__state="cancelled")
    found = rows.select_related("meeting", "case").prefetch_related("votes", "recusals")
    return tuple(_heard(row) for row in found.order_by("-meeting__begins_at", "-place"))


def being_resolved(case_id: UUID) -> str | None:
    """The number of the resolution by which a body moves the case at this moment; None outside of a meeting. Until its
    move is written down, an adopted item has no entry: nobody but the action that resolves it ever sees it so."""
    found = AgendaItem.objects.filter(case_id=case_id, result="adopted", event_id=None)
    return found.values_list("number", flat=True).first()


def _heard(item: AgendaItem) -> Heard:
    counted = counted_all(item.meeting, [item])[item.pk]
    names = {key: card.name for key, card in persons({*counted.votes, *counted.recused}).items()}
    at_table = set(item.meeting.attendance.values_list("person_id", flat=True))
    tally = counted.tally
    return Heard(
        item_id=item.pk,
        meeting_id=item.meeting_id,
        body=item.meeting.body_id,
        begins_at=item.meeting.begins_at,
        state=item.meeting.state,
        title=called(item.case, item.action) if item.case else Text.of(und=item.matter),
        result=item.result,
        number=item.number or "",
        text=item.text,
        decided_at=item.decided_at,
        votes=tuple(sorted((names[one], choice) for one, choice in counted.votes.items() if one in names)),
        recused=tuple(sorted(names[one] for one in counted.recused if one in names and one in at_table)),
        tally=(tally.for_, tally.against, tally.abstained),
        event_id=item.event_id,
    )
