"""Accept the terms of confidence, and take a document out of the room: named on every page, and in the log."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings

from longbien.capital.actions.deals.locked import locked_deal, note
from longbien.capital.events.deals import RoomEntered, RoomTaken
from longbien.capital.models import Deal, RoomDocument, RoomEntry, RoomTake
from longbien.capital.queries.deals.rooms import standing
from longbien.capital.queries.deals.written import needed_confidence
from longbien.credentials.letters.marking import mark
from longbien.kernel.actor import Actor
from longbien.kernel.ids import new_id
from longbien.kernel.refusal import conflict, not_allowed, not_found
from longbien.kernel.text import Text
from longbien.procedures.queries.deciding import when
from longbien.record.actions.act import act
from longbien.record.queries import Document, document, open_document

PDF = "application/pdf"


@act
def enter_room(deal_id: UUID, *, sha256: str, by: Actor, at: datetime) -> None:
    """Accept the text that the page showed, by its digest. Refusal (409) when it has changed since, (403) for whoever
    was shut out."""
    deal = locked_deal(deal_id, by=by, action="enter-room")
    terms, now = needed_confidence(), standing(by, deal)
    if now == "barred":
        raise not_allowed(BARRED)
    if sha256 != terms.sha256:
        raise conflict("other-text", OTHER)
    if now == "in":
        return
    entry_id = note(deal, RoomEntered(by.person_id, terms.version, terms.sha256), by=by, at=at)
    RoomEntry.objects.create(
        deal=deal, person_id=by.person_id, version=terms.version, sha256=terms.sha256, at=at, entry_id=entry_id
    )


@dataclass(frozen=True)
class Taken:
    """A document as it goes out."""

    name: str
    media_type: str
    content: bytes


def take_document(deal_id: UUID, paper_id: int, *, by: Actor, at: datetime) -> Taken:
    """The document, with a watermark where it is a PDF; the log says so before it goes out. Refusal (403, 404) for
    whoever has not accepted the terms, or was shut out, and for what was taken out of the room."""
    found = RoomDocument.objects.select_related("deal").filter(deal_id=deal_id, pk=paper_id, removal=None).first()
    kept = document(found.document_id) if found else None
    if found is None or kept is None:
        raise not_found()
    _must_be_in(found.deal, by)
    content, words = _drawn(kept, by, at)
    _note_take(deal_id, paper_id, words, by=by, at=at)
    return Taken(kept.name, kept.media_type, content)


@act
def _note_take(deal_id: UUID, paper_id: int, words: str, *, by: Actor, at: datetime) -> None:
    deal = locked_deal(deal_id, by=by, action="enter-room")
    found = deal.documents.filter(pk=paper_id, removal=None).first()
    if found is None:
        raise not_found()
    _must_be_in(deal, by)
    event = RoomTaken(found.document_id, by.person_id, found.sha256, marked=bool(words))
    entry_id = note(deal, event, by=by, at=at)
    RoomTake.objects.create(document=found, person_id=by.person_id, mark=words, at=at, entry_id=entry_id)


def _drawn(kept: Document, by: Actor, at: datetime) -> tuple[bytes, str]:
    opened = open_document(kept.id)
    if opened is None:
        raise not_found()
    with opened:
        content = opened.read()
    if kept.media_type != PDF:
        return content, ""
    moment = when(at, "").in_language(settings.HUB.languages[0])
    words = f"{by.name} · {moment} · {new_id().hex[-8:].upper()}"[:300]
    return mark(content, words), words


def _must_be_in(deal: Deal, by: Actor) -> None:
    now = standing(by, deal)
    if now == "out":
        raise not_found()
    if now == "barred":
        raise not_allowed(BARRED)
    if now != "in":
        raise not_allowed(ASK)


BARRED = Text.of(
    vi="Quyền vào phòng dữ liệu này của bạn đã bị thu hồi.", en="Your access to this data room was revoked."
)  # fmt: skip
ASK = Text.of(
    vi="Hãy chấp nhận cam kết bảo mật trước khi xem tài liệu.", en="Accept the undertaking of confidence first."
)  # fmt: skip
OTHER = Text.of(
    vi="Văn bản đã thay đổi từ khi bạn mở trang. Hãy đọc lại rồi chấp nhận.",
    en="The text has changed since you opened the page. Read it again, then accept it.",
)
