"""What this room holds of a person: that they prepared or confirmed something. Commitments are organisations'."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q

import longbien.capital.cohorted
import longbien.capital.dealt
import longbien.capital.holding
import longbien.capital.ordered  # noqa: F401 - registers what orders hold
from longbien.capital.models import (
    BuyOut,
    Call,
    Close,
    Conversion,
    Distribution,
    FeePayment,
    Investment,
    Proceeds,
    Valuation,
)
from longbien.kernel.plain import Plain, encode
from longbien.kernel.text import Text
from longbien.people.registry import Holder, Parcel, Receipt, holds_personal_data

DECIDED = Text.of(
    vi="Các đợt đóng, gọi vốn, đầu tư, định giá và phân chia bạn đã lập hoặc xác nhận",
    en="Closes, calls, investments, valuations and distributions you prepared or confirmed",
)
DUTY = Text.of(
    vi="Là chứng từ kế toán của quỹ; chỉ có mã số của bạn, không có tên.",
    en="They are the fund's books; your id stands there, no name.",
)


def export(person_id: UUID) -> Parcel:
    """What the person decided on, without what investors promised or got."""
    of_theirs = Q(prepared_by=person_id) | Q(confirmed_by=person_id)
    closes: list[Plain] = [_run(row, person_id) for row in Close.objects.filter(of_theirs).order_by("pk")]
    calls: list[Plain] = [_run(row, person_id) for row in Call.objects.filter(of_theirs).order_by("pk")]
    undone = of_theirs | Q(reversal_by=person_id) | Q(reversed_by=person_id)
    more: dict[str, Plain] = {
        name: [_run(row, person_id) for row in model._default_manager.filter(undone).order_by("pk")]
        for name, model in MONEY.items()
    }
    return Parcel({"closes": closes, "calls": calls, **more})


Decided = Close | Call | Investment | Valuation | Proceeds | Distribution | FeePayment | Conversion | BuyOut
MONEY: dict[str, type[Investment | Valuation | Proceeds | Distribution | FeePayment | Conversion | BuyOut]] = {
    "investments": Investment, "valuations": Valuation, "proceeds": Proceeds, "distributions": Distribution,
    "fee payments": FeePayment, "conversions": Conversion, "buy-outs": BuyOut,
}  # fmt: skip


def _run(row: Decided, person_id: UUID) -> Plain:
    done = (("prepared", row.prepared_by), ("confirmed", row.confirmed_by))
    did = next((word for word, who in done if who == person_id), "reversed")
    return {"fund": str(row.vehicle_id), "number": row.number, "did": did, "prepared_at": encode(row.prepared_at)}


def erase(person_id: UUID, at: datetime) -> Receipt:
    return Receipt("capital", kept=((DECIDED, DUTY),))


TITLE = Text.of(vi="Quỹ", en="Funds")
holds_personal_data(Holder("capital", export, erase, TITLE, keeps=((DECIDED, DUTY),)))
