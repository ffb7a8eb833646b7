"""What the rights of this room hold of a person: what they signed, proposed and answered, and the reasons they gave."""

from datetime import datetime
from uuid import UUID

from longbien.capital.models import Agreement, RightStep, Signature
from longbien.capital.queries.rights.offers import said_with
from longbien.kernel.actor import SYSTEM
from longbien.kernel.plain import Plain, encode
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.people.registry import Holder, Parcel, Receipt, holds_personal_data
from longbien.record.actions.erase import erase_openings

REASONS = Text.of(vi="Lý do bạn ghi khi trả lời về một quyền", en="Reasons that you gave when you answered for a right")
SIGNED = Text.of(vi="Chữ ký và trả lời của bạn thay mặt tổ chức", en="What you signed and answered for an organisation")
DUTY = Text.of(
    vi="Là bằng chứng của thoả thuận; chỉ có mã số của bạn, không có tên.",
    en="They are evidence of an agreement; your id stands there, no name.",
)


def export(person_id: UUID) -> Parcel:
    signed: list[Plain] = [
        {"agreement": one.agreement.number, "side": one.side, "at": encode(one.at)}
        for one in Signature.objects.filter(person_id=person_id).select_related("agreement").order_by("pk")
    ]
    proposed: list[Plain] = [
        {"agreement": number, "at": encode(at)}
        for number, at in Agreement.objects.filter(proposed_by=person_id).values_list("number", "proposed_at")
    ]
    answered: list[Plain] = [
        {"step": one.step, "at": encode(one.at), "said": said_with(one.entry_id)} for one in _steps(person_id)
    ]
    return Parcel({"signed": signed, "proposed": proposed, "steps": answered})


def erase(person_id: UUID, at: datetime) -> Receipt:
    entries = [one.entry_id for one in _steps(person_id)]
    gone = erase_openings(entries, subject=Subject("people.person", person_id), by=SYSTEM, at=at) if entries else 0
    return Receipt("rights", erased=((REASONS, gone),), kept=((SIGNED, DUTY),))


def _steps(person_id: UUID) -> list[RightStep]:
    return list(RightStep.objects.filter(person_id=person_id).exclude(step="triggered").order_by("pk"))


TITLE = Text.of(vi="Quyền đối với phòng thí nghiệm", en="Rights over laboratories")
holds_personal_data(Holder("rights", export, erase, TITLE, erases=(REASONS,), keeps=((SIGNED, DUTY),)))
