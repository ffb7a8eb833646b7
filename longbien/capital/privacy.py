"""What this room holds of a person: that they prepared or confirmed something. Commitments are organisations'."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q

import longbien.capital.holding
import longbien.capital.ordered  # noqa: F401 - registers what orders hold
from longbien.capital.models import Call, Close
from longbien.kernel.plain import Plain, encode
from longbien.kernel.text import Text
from longbien.people.registry import Holder, Parcel, Receipt, holds_personal_data

DECIDED = Text.of(vi="Các đợt đóng, gọi vốn bạn đã lập hoặc xác nhận", en="Closes and calls you prepared or confirmed")
DUTY = Text.of(
    vi="Là chứng từ kế toán của quỹ; chỉ có mã số của bạn, không có tên.",
    en="They are the fund's books; your id stands there, no name.",
)


def export(person_id: UUID) -> Parcel:
    """Closes and calls that the person decided on, without what investors promised."""
    of_theirs = Q(prepared_by=person_id) | Q(confirmed_by=person_id)
    closes: list[Plain] = [_run(row, person_id) for row in Close.objects.filter(of_theirs).order_by("pk")]
    calls: list[Plain] = [_run(row, person_id) for row in Call.objects.filter(of_theirs).order_by("pk")]
    return Parcel({"closes": closes, "calls": calls})


def _run(row: Close | Call, person_id: UUID) -> Plain:
    did = "prepared" if row.prepared_by == person_id else "confirmed"
    return {"fund": str(row.vehicle_id), "number": row.number, "did": did, "prepared_at": encode(row.prepared_at)}


def erase(person_id: UUID, at: datetime) -> Receipt:
    return Receipt("capital", kept=((DECIDED, DUTY),))


TITLE = Text.of(vi="Quỹ", en="Funds")
holds_personal_data(Holder("capital", export, erase, TITLE, keeps=((DECIDED, DUTY),)))
