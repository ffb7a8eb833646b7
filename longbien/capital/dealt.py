"""What the deals of this room hold of a person: what they wrote, moved, accepted and took; the reasons they gave."""

from datetime import datetime
from uuid import UUID

from longbien.capital.models import (
    CapTable,
    Deal,
    DealStep,
    Memo,
    PitchInterest,
    RoomBar,
    RoomDocument,
    RoomEntry,
    RoomTake,
    TermSheet,
)
from longbien.kernel.actor import SYSTEM
from longbien.kernel.plain import Plain, encode
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.people.registry import Holder, Parcel, Receipt, holds_personal_data
from longbien.record.actions.erase import erase_openings

REASONS = Text.of(vi="Lý do bạn ghi khi chuyển bước một thương vụ", en="Reasons that you gave when you moved a deal")
DONE = Text.of(
    vi="Bản ghi nhớ, bảng điều khoản, bảng vốn bạn lưu; tài liệu bạn xem trong phòng dữ liệu",
    en="Memos, term sheets and cap tables that you kept; what you took out of data rooms",
)
DUTY = Text.of(
    vi="Là bằng chứng của quyết định đầu tư và cam kết bảo mật; chỉ có mã số của bạn, trừ dấu chìm trên tệp đã tải.",
    en="They are evidence of decisions and of confidence; your id stands there, your name only in watermarks.",
)


def export(person_id: UUID) -> Parcel:
    steps: list[Plain] = [
        {"deal": str(row.deal_id), "did": row.verb, "at": encode(row.at)} for row in _steps(person_id)
    ]
    wrote: list[Plain] = [
        {"what": what, "number": number, "at": encode(at)}
        for what, model in (("memo", Memo), ("term-sheet", TermSheet), ("cap-table", CapTable))
        for number, at in model.objects.filter(person_id=person_id).order_by("at").values_list("number", "at")
    ]
    rooms: list[Plain] = [
        {"deal": str(row.deal_id), "accepted": row.version, "at": encode(row.at)}
        for row in RoomEntry.objects.filter(person_id=person_id)
    ]
    barred: list[Plain] = [
        {"deal": str(row.deal_id), "revoked_at": encode(row.at)} for row in RoomBar.objects.filter(person_id=person_id)
    ]
    put: list[Plain] = [
        {"document": row.name, "at": encode(row.at)} for row in RoomDocument.objects.filter(person_id=person_id)
    ]
    took: list[Plain] = [
        {"document": row.document.name, "mark": row.mark, "at": encode(row.at)}
        for row in RoomTake.objects.filter(person_id=person_id).select_related("document")
    ]
    said: list[Plain] = [
        {"organisation": str(row.organisation_id), "note": row.note, "at": encode(row.at)}
        for row in PitchInterest.objects.filter(person_id=person_id)
    ]
    leads: list[Plain] = [str(key) for key in Deal.objects.filter(lead_id=person_id).values_list("pk", flat=True)]
    return Parcel(
        {
            "leads": leads,
            "steps": steps,
            "wrote": wrote,
            "rooms": rooms,
            "revoked": barred,
            "put": put,
            "took": took,
            "interests": said,
        }
    )


def erase(person_id: UUID, at: datetime) -> Receipt:
    entries = [row.entry_id for row in _steps(person_id)]
    gone = erase_openings(entries, subject=Subject("people.person", person_id), by=SYSTEM, at=at) if entries else 0
    return Receipt("deals", erased=((REASONS, gone),), kept=((DONE, DUTY),))


def _steps(person_id: UUID) -> list[DealStep]:
    """Those that may carry a reason: what opened, proposed and closed a deal is the deal's own."""
    return list(DealStep.objects.filter(person_id=person_id, verb__in=("screen", "examine", "decline")).order_by("pk"))


TITLE = Text.of(vi="Thương vụ và phòng dữ liệu", en="Deals and data rooms")
holds_personal_data(Holder("deals", export, erase, TITLE, erases=(REASONS,), keeps=((DONE, DUTY),)))
