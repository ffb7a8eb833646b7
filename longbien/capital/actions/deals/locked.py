"""The deal that an action works on, locked for its transaction; and how each move of it is written down."""

from datetime import datetime
from uuid import UUID

from longbien.capital.models import Deal, DealStep
from longbien.capital.rules.deals.stages import after
from longbien.kernel.actor import Actor
from longbien.kernel.event import Event
from longbien.kernel.refusal import Fault, Refusal, not_found
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.people.policy import check
from longbien.record.actions.emit import emit


def locked_deal(deal_id: UUID, *, by: Actor, action: str) -> Deal:
    """The deal, if `by` may do `action` to it. Refusal 404 for what is not there, or for whoever is tied to the
    company; else 403."""
    row = Deal.objects.select_for_update(of=("self",)).select_related("vehicle").filter(pk=deal_id).first()
    if row is None:
        raise not_found()
    check(by, action, row)
    return row


def subject_of(deal: Deal) -> Subject:
    """The deal in the record; it is also the name of its sequence."""
    return Subject("capital.deal", deal.pk)


def note(deal: Deal, event: Event, *, by: Actor, at: datetime) -> UUID:
    """Write down what happened, numbered in the sequence of the deal."""
    return emit(event, subject=subject_of(deal), by=by, at=at, chain=subject_of(deal))


def turn(deal: Deal, verb: str, *, at: datetime) -> None:
    """Take the deal where `verb` leads. Refusal (409) where there is no such move. Not saved yet."""
    deal.stage, deal.since = after(deal.stage, verb), at


def keep_step(deal: Deal, verb: str, entry_id: UUID, *, by: Actor, at: datetime) -> None:
    person_id = None if by.is_system else by.id
    DealStep.objects.create(deal=deal, verb=verb, stage=deal.stage, person_id=person_id, at=at, entry_id=entry_id)


def must_fit(text: str, field: str, most: int, least: int = 1) -> str:
    """The text, trimmed. Refusal (422) for one that is too short or too long."""
    said = text.strip()
    if not least <= len(said) <= most:
        what = Text.of(vi=f"Viết từ {least} đến {most} ký tự.", en=f"Write {least} to {most} characters.")
        raise Refusal("bad-text", what, faults=(Fault(field, what),))
    return said
