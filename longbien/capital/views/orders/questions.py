"""What the forms of orders ask."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from django.conf import settings

from longbien.capital.actions.orders.standing import LONGEST
from longbien.capital.queries.adoption.sources import Source
from longbien.capital.queries.orders.orders import OrderView
from longbien.capital.rules.orders.criteria import BOUNDS, FIGURES, Criterion
from longbien.capital.rules.orders.parts import LARGEST, MOST_PARTS, Part
from longbien.capital.rules.orders.steps import VERDICTS
from longbien.kernel.money import Money
from longbien.kernel.text import Text
from longbien.people.queries import OrganisationCard
from longbien.problems.queries import KpiView
from longbien.ui.fields import Choice, Field

PUBLIC = Text.of(
    vi="Mọi người đọc được; xoá được nếu có dữ liệu cá nhân.", en="Everyone reads it; it can be erased."
)  # fmt: skip
INSIDE = Text.of(
    vi="Hai bên và cán bộ chương trình đọc được; xoá được nếu có dữ liệu cá nhân.",
    en="Both sides and the programme's officers read it; it can be erased.",
)
REASON = Field("reason", "longtext", Text.of(vi="Lý do", en="Reason"), PUBLIC, required=True, maximum=LONGEST)
DECISION = Field(
    "verdict", "choice", Text.of(vi="Quyết định", en="Decision"), required=True,
    choices=tuple(Choice(code, name) for code, name in VERDICTS.items()),
)  # fmt: skip
NOTE = Field(
    "note", "longtext", Text.of(vi="Đã giao gì", en="What was delivered"), PUBLIC, required=True, maximum=LONGEST
)  # fmt: skip
MEASURED = Field(
    "measured", "text", Text.of(vi="KPI đo được", en="The KPI as measured"),
    Text.of(vi="Con số và cách đo, ví dụ “72 phút, trung bình 30 ngày”.",
            en="The figure and how it was measured, such as “72 minutes, mean of 30 days”."),
    required=True, maximum=300,
)  # fmt: skip
PAID_ON = Field("on", "date", Text.of(vi="Ngày tiền đi", en="Day on which it was paid"), required=True)
DOCUMENT = Field(
    "evidence", "file", Text.of(vi="Chứng từ thanh toán", en="Document of the payment"),
    Text.of(vi="Uỷ nhiệm chi hoặc biên nhận. Chỉ hai bên và cán bộ chương trình mở được.",
            en="A payment order or a receipt. Only both sides and the programme's officers can open it."),
    required=True, max_bytes=10_000_000,
)  # fmt: skip
TITLE = Field("title", "text", Text.of(vi="Tên gọi", en="Title"), required=True, minimum=5, maximum=200)

PART_TITLE = Field(
    "title", "text", Text.of(vi="Giao cái gì", en="What is delivered"), required=True, minimum=3, maximum=200
)  # fmt: skip


def about_field(label: Text) -> Field:
    return Field("about", "longtext", label, required=True, minimum=20, maximum=4_000)


def buyer_field(buyers: Iterable[OrganisationCard], label: Text) -> Field:
    choices = tuple(Choice(str(card.id), Text.of(und=card.name)) for card in buyers)
    return Field("buyer", "choice", label, required=True, choices=choices)


def supplier_field(label: Text) -> Field:
    hint = Text.of(vi="Tên tổ chức như đã đăng ký ở đây.", en="The name of the organisation as registered here.")
    return Field("supplier", "text", label, hint, required=True, maximum=200)


def source_field(known: Iterable[Source]) -> Field:
    choices = tuple(Choice(one.key, one.name) for one in known)
    label = Text.of(vi="Thử với ai", en="Whom to pilot with")
    hint = Text.of(
        vi="Doanh nghiệp trong khoá tăng tốc, hoặc giải pháp đã chứng minh.",
        en="A company of a cohort, or a proven solution.",
    )
    return Field("source", "choice", label, hint, required=True, choices=choices)


def of_order(field: Field, view: OrderView) -> Field:
    """What is written in a pilot is read by its two sides, not by everyone."""
    return replace(field, hint=INSIDE) if view.is_pilot and field.hint == PUBLIC else field


def kpi_field(kpis: Iterable[KpiView]) -> Field:
    choices = tuple(Choice(str(n), kpi.name) for n, kpi in enumerate(kpis))
    label = Text.of(vi="Phục vụ KPI", en="Serves the KPI")
    return Field("kpi", "choice", label, required=True, choices=choices)


def parts_field(kpis: Iterable[KpiView], *, by_dossier: bool) -> Field:
    """One row for each part; the figure of an exit report is asked where the route pays by one."""
    rows = (
        PART_TITLE,
        kpi_field(kpis),
        Field("minor", "money", Text.of(vi="Số tiền", en="Amount"), required=True, minimum=1, maximum=LARGEST,
              currency=settings.HUB.currency),
        Field("due_on", "date", Text.of(vi="Giao đến hết ngày", en="Delivered by the end of"), required=True),
        *(_criterion_fields() if by_dossier else ()),
    )  # fmt: skip
    label = Text.of(vi="Phần", en="Part")
    return Field("parts", "group", label, required=True, fields=rows, min_rows=1, max_rows=MOST_PARTS)


def _criterion_fields() -> tuple[Field, ...]:
    return (
        Field(
            "figure", "choice", Text.of(vi="Con số trong báo cáo kết thúc", en="Figure of the exit report"),
            required=True, choices=tuple(Choice(code, one.name) for code, one in FIGURES.items()),
        ),
        Field(
            "bound", "choice", Text.of(vi="Phải", en="Must be"), required=True,
            choices=tuple(Choice(code, name) for code, name in BOUNDS.items()),
        ),
        Field("value", "number", Text.of(vi="Giá trị", en="Value"), required=True, minimum=0, maximum=LARGEST),
    )  # fmt: skip


def asked_parts(data: dict[str, Any]) -> tuple[Part, ...]:
    """The parts of a form without a fault."""
    return tuple(_part(row) for row in data["parts"])


def _part(row: dict[str, Any]) -> Part:
    criterion = Criterion(row["figure"], row["bound"], row["value"]) if "figure" in row else None
    minor = Money.from_data(row["minor"]).minor
    return Part(row["title"], int(row["kpi"]), minor, date.fromisoformat(row["due_on"]), criterion)
