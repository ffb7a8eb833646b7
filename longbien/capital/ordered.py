"""What orders and solutions hold of a person: the steps that they took, and the words they gave with them."""

from datetime import datetime
from uuid import UUID

from longbien.capital.models import Order, OrderStep, Solution, SolutionStep
from longbien.kernel.actor import SYSTEM
from longbien.kernel.plain import Plain, encode
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.people.registry import Holder, Parcel, Receipt, holds_personal_data
from longbien.record.actions.erase import erase_openings
from longbien.record.queries import openings

WORDS = Text.of(vi="Lời bạn viết trong các đơn đặt hàng", en="Words that you wrote in orders")
STEPS = Text.of(vi="Các bước bạn đã làm trong đơn đặt hàng", en="The steps that you took in orders")
DUTY = Text.of(
    vi="Là chứng từ chi ngân sách; chỉ có mã số của bạn, không có tên.",
    en="They are the papers of public spending; your id stands there, no name.",
)


def export(person_id: UUID) -> Parcel:
    steps: list[Plain] = [
        {"order": one.order.number, "step": one.step, "at": encode(one.at), "said": _said(one.entry_id)}
        for one in OrderStep.objects.filter(person_id=person_id).select_related("order").order_by("pk")
    ]
    prepared: list[Plain] = list(Order.objects.filter(prepared_by=person_id).values_list("number", flat=True))
    offered: list[Plain] = list(Solution.objects.filter(offered_by=person_id).values_list("title", flat=True))
    listed: list[Plain] = [
        {"step": one.step, "at": encode(one.at), "said": _said(one.entry_id)}
        for one in SolutionStep.objects.filter(person_id=person_id).order_by("pk")
    ]
    return Parcel({"steps": steps, "prepared": prepared, "offered": offered, "listed": listed})


def erase(person_id: UUID, at: datetime) -> Receipt:
    entries = [
        *OrderStep.objects.filter(person_id=person_id).values_list("entry_id", flat=True),
        *SolutionStep.objects.filter(person_id=person_id).values_list("entry_id", flat=True),
    ]
    gone = erase_openings(entries, subject=Subject("people.person", person_id), by=SYSTEM, at=at) if entries else 0
    return Receipt("orders", erased=((WORDS, gone),), kept=((STEPS, DUTY),))


def _said(entry_id: UUID) -> dict[str, Plain]:
    return {name: str(one.value) for name, one in openings(entry_id).items() if one.value}


TITLE = Text.of(vi="Đơn đặt hàng và giải pháp", en="Orders and solutions")
holds_personal_data(Holder("orders", export, erase, TITLE, erases=(WORDS,), keeps=((STEPS, DUTY),)))
