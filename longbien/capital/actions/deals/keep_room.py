"""Put documents into the data room of a deal, take them out, and shut somebody out."""

from datetime import datetime
from uuid import UUID

from longbien.capital.actions.deals.locked import locked_deal, note, subject_of
from longbien.capital.actions.deals.write_memo import Attached
from longbien.capital.actions.funds.locked import must_say_why
from longbien.capital.events.deals import RoomBarred, RoomDocumentAdded, RoomDocumentRemoved
from longbien.capital.models import RoomBar, RoomDocument, RoomRemoval
from longbien.capital.rules.deals.stages import OPEN
from longbien.credentials.letters.marking import mark
from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Fault, Refusal, conflict, not_found
from longbien.kernel.text import Text
from longbien.people.queries import person_card
from longbien.record.actions.act import act
from longbien.record.actions.store_document import store_document
from longbien.record.queries import document
from longbien.record.rules.media import Limits

LIMITS = Limits(max_bytes=20_000_000)
PDF = "application/pdf"
TRIED = "–"


def add_document(deal_id: UUID, sent: Attached, *, by: Actor, at: datetime) -> int:
    """The place of the document in the room. Refusal for a PDF that no watermark can be printed on: outside of any
    transaction, since it takes a moment."""
    content = b"".join(sent.chunks)
    if sent.name.lower().endswith(".pdf"):
        try:
            mark(content, TRIED)
        except Refusal as refusal:
            raise Refusal(refusal.code, refusal.what, faults=(Fault("document", refusal.what),)) from refusal
    return _add(deal_id, Attached(sent.name, (content,)), by=by, at=at)


@act
def _add(deal_id: UUID, sent: Attached, *, by: Actor, at: datetime) -> int:
    deal = locked_deal(deal_id, by=by, action="keep-room")
    if deal.stage not in OPEN:
        raise conflict("room-shut", Text.of(vi="Thương vụ đã xong.", en="The deal is over."))
    try:
        kept = store_document(sent.chunks, name=sent.name, subject=subject_of(deal), by=by, at=at, limits=LIMITS)
    except Refusal as refusal:
        raise Refusal(
            refusal.code, refusal.what, status=refusal.status, faults=(Fault("document", refusal.what),)
        ) from refusal
    card = document(kept)
    if card is None:
        raise not_found()
    entry_id = note(deal, RoomDocumentAdded(kept, card.sha256), by=by, at=at)
    made = RoomDocument.objects.create(
        deal=deal, document_id=kept, name=card.name, sha256=card.sha256, person_id=by.person_id, at=at,
        entry_id=entry_id,
    )  # fmt: skip
    return made.pk


@act
def remove_document(deal_id: UUID, document_id: int, *, reason: str, by: Actor, at: datetime) -> None:
    """The document can't be taken any more; who took it before stands in the log."""
    deal = locked_deal(deal_id, by=by, action="keep-room")
    found = deal.documents.filter(pk=document_id, removal=None).first()
    if found is None:
        raise not_found()
    event = RoomDocumentRemoved(found.document_id, reason=must_say_why(reason))
    entry_id = note(deal, event, by=by, at=at)
    RoomRemoval.objects.create(document=found, person_id=by.person_id, at=at, entry_id=entry_id)


@act
def bar_person(deal_id: UUID, person_id: UUID, *, reason: str, by: Actor, at: datetime) -> None:
    """Revoke somebody's access to the room of this deal, for good. The company's own people can't be shut out."""
    deal = locked_deal(deal_id, by=by, action="keep-room")
    if person_card(person_id) is None or not deal.entries.filter(person_id=person_id).exists():
        raise not_found()
    if deal.bars.filter(person_id=person_id).exists():
        raise conflict("barred-already", Text.of(vi="Đã thu hồi rồi.", en="Access is revoked already."))
    entry_id = note(deal, RoomBarred(person_id, reason=must_say_why(reason)), by=by, at=at)
    RoomBar.objects.create(deal=deal, person_id=person_id, by_id=by.person_id, at=at, entry_id=entry_id)
