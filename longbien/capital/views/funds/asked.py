"""What the pages of this room ask, and how an answer becomes what an action takes."""

import re
from collections.abc import Callable, Iterable
from datetime import date
from fractions import Fraction
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from longbien.capital.rules.funds.side_letters import KINDS
from longbien.kernel.money import Money
from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.text import Text
from longbien.ui.fields import Choice, Field
from longbien.ui.forms import Form, check, read
from longbien.ui.requests import Request

WRITTEN = re.compile(r"[0-9]{1,2}(\.[0-9]{1,6})?")
Send = Callable[[dict[str, Any]], HttpResponse]


def answer(request: Request, template: str, fields: tuple[Field, ...], send: Send, **context: Any) -> HttpResponse:
    """Show the form; on POST check it and send it. What is wrong stands beside the answers, which are kept."""
    begun = context.pop("begun", {})
    if request.method != "POST":
        return render(request, template, {**context, "form": Form(fields, begun)})
    data = read(fields, request.POST, request.FILES)
    faults, status = check(fields, data), 422
    if not faults:
        try:
            return send(data)
        except Refusal as refusal:
            faults, status = faults_of(refusal, fields), refusal.status
    return render(request, template, {**context, "form": Form(fields, data, faults)}, status=status)


def faults_of(refusal: Refusal, fields: Iterable[Field]) -> tuple[Fault, ...]:
    """The faults of a refusal, each at its question; what belongs to none stands above the form."""
    names = {one.name for one in fields}
    found = refusal.faults or (Fault("", refusal.what),)
    return tuple(one if one.where in names else Fault("", one.what) for one in found)


def money_of(data: dict[str, Any], name: str) -> Money:
    return Money.from_data(data[name])


def day_of(data: dict[str, Any], name: str) -> date:
    return date.fromisoformat(data[name])


def percent_of(data: dict[str, Any], name: str) -> Fraction:
    """“8”, “2,5” or “2.5” percent as a fraction of one. Refusal 422 for anything else."""
    written = str(data.get(name) or "0").strip().removesuffix("%").strip().replace(",", ".")
    if not WRITTEN.fullmatch(written) or Fraction(written) > 50:
        raise Refusal("bad-percent", PERCENT, faults=(Fault(name, PERCENT),))
    return Fraction(written) / 100


def amount_field(currency: str, label: Text, hint: Text | None = None, most: int | None = None) -> Field:
    return Field("amount", "money", label, hint, required=True, minimum=1, maximum=most, currency=currency)


PERCENT = Text.of(
    vi="Viết phần trăm từ 0 đến 50, ví dụ 8 hoặc 2,5.", en="Write a percentage from 0 to 50, such as 8 or 2.5."
)
SOURCE = Field(
    "source", "choice", Text.of(vi="Nguồn vốn", en="Whose money"), required=True,
    choices=(
        Choice("public", Text.of(vi="Vốn công", en="Public money")),
        Choice("private", Text.of(vi="Vốn ngoài nhà nước", en="Private money")),
    ),
)  # fmt: skip
REASON = Field("reason", "longtext", Text.of(vi="Lý do", en="Why"), required=True, maximum=1000)
PURPOSE = Field(
    "purpose", "text", Text.of(vi="Gọi vốn để làm gì", en="What the call is for"),
    Text.of(vi="Nhà đầu tư đọc được dòng này.", en="The investors read this."), required=True, maximum=300,
)  # fmt: skip
DUE_ON = Field("due_on", "date", Text.of(vi="Hạn nộp", en="Due by the end of"), required=True)
RECEIVED_ON = Field("received_on", "date", Text.of(vi="Ngày tiền về", en="Day it came in"), required=True)
REFERENCE = Field("reference", "text", Text.of(vi="Số chứng từ ngân hàng", en="Reference of the bank"), maximum=120)
CLAUSE = (
    Field(
        "kind", "choice", Text.of(vi="Loại điều khoản", en="Kind of clause"), required=True,
        choices=tuple(Choice(code, name) for code, name in KINDS.items()),
    ),
    Field("words", "longtext", Text.of(vi="Lời điều khoản", en="The clause in words"), required=True, maximum=2000),
    Field("since", "date", Text.of(vi="Có hiệu lực từ", en="Holds from"), required=True),
)  # fmt: skip
