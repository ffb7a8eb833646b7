"""What is asked to open a fund."""

from typing import Any

from django.conf import settings

from longbien.capital.queries import funds as queries
from longbien.capital.rules.funds.charges import FeeStep
from longbien.capital.rules.funds.terms import FundTerms
from longbien.capital.views.funds.asked import percent_of
from longbien.kernel.text import Text
from longbien.ui.fields import Choice, Field


def _said(vi: str, en: str) -> Text:
    return Text.of(vi=vi, en=en)


YEARS, DAYS, PERCENT = _said("năm", "years"), _said("ngày", "days"), _said("% một năm", "% a year")
FEE_BASE = _said("Tính trên vốn cam kết.", "On what is committed.")
NO_FEE = _said("Đến hết thời hạn quỹ; để trống là không thu.", "To the end of the term; blank for none.")
SIMPLE = _said("Lãi đơn, số ngày thực tế chia 365.", "Simple, actual days over 365.")


def currencies() -> tuple[str, ...]:
    """What a fund may be in: the hub's own currency, and that of its goal."""
    goal = settings.HUB.data.get("capital", {}).get("goal")
    return tuple(dict.fromkeys((settings.HUB.currency, *([goal["amount"]["currency"]] if goal else []))))


def questions(currency: str) -> tuple[Field, ...]:
    """Which rules, how much, on what terms."""
    packs = tuple(Choice(one.code, one.rules.title) for one in queries.packs())
    return (
        Field("name", "text", _said("Tên quỹ", "Name of the fund"), required=True, minimum=3, maximum=200),
        Field("pack", "choice", _said("Theo bộ quy định", "Under the rules of"), required=True, choices=packs),
        Field(
            "charter",
            "money",
            _said("Vốn điều lệ dự kiến", "Charter capital as planned"),
            required=True,
            minimum=1,
            maximum=10**18,
            currency=currency,
        ),
        _count("board_seats", _said("Số thành viên hội đồng", "Members of the board"), (0, 99)),
        _count("term_years", _said("Thời hạn", "Term"), (1, 50), YEARS),
        _count("notice_days", _said("Báo trước khi gọi vốn", "Notice before a call is due"), (0, 365), DAYS),
        _count("grace_days", _said("Gia hạn khi chậm nộp", "Grace when a payment is late"), (0, 365), DAYS),
        _rate("equalisation_rate", _said("Lãi nhà đầu tư vào sau trả", "Interest that late investors pay"), SIMPLE),
        _rate("fee", _said("Phí quản lý lúc đầu", "Management fee at first"), FEE_BASE),
        _count("fee_until", _said("Áp dụng đến hết năm thứ", "Until the end of year"), (1, 50)),
        _rate("fee_after", _said("Phí quản lý sau đó", "Management fee after that"), NO_FEE, required=False),
    )


def _count(name: str, label: Text, bounds: tuple[int, int], unit: Text | None = None) -> Field:
    return Field(name, "number", label, required=True, minimum=bounds[0], maximum=bounds[1], unit=unit)


def _rate(name: str, label: Text, hint: Text, *, required: bool = True) -> Field:
    return Field(name, "text", label, hint, required=required, maximum=12, unit=PERCENT)


def terms_of(data: dict[str, Any]) -> FundTerms:
    """The terms of the answers. Refusal 422 for a percentage that can't be read."""
    steps = [FeeStep(data["fee_until"], percent_of(data, "fee"))]
    if after := percent_of(data, "fee_after"):
        steps.append(FeeStep(max(data["term_years"], data["fee_until"] + 1), after))
    return FundTerms(
        term_years=data["term_years"],
        notice_days=data["notice_days"],
        grace_days=data["grace_days"],
        equalisation_rate=percent_of(data, "equalisation_rate"),
        fee=tuple(steps),
        clauses={},
    )
