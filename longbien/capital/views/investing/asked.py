"""What the pages of investments and distributions ask, and how an answer becomes what an action takes."""

import re
from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Any

from longbien.capital.actions.investing.deciding import Paper
from longbien.capital.actions.investing.rating import Rated
from longbien.capital.policy import FUND
from longbien.capital.queries import funds as queries
from longbien.capital.rules.investing.instruments import INSTRUMENTS
from longbien.capital.rules.investing.proceeds import KINDS
from longbien.capital.rules.investing.valuing import TECHNIQUES
from longbien.capital.rules.written.numbers import rate_of
from longbien.capital.views.funds.asked import money_of
from longbien.capital.views.funds.founding import currencies
from longbien.kernel.refusal import Fault, Refusal, not_allowed
from longbien.kernel.text import Text
from longbien.people.queries.organisations import every_organisation
from longbien.ui.fields import Choice, Field
from longbien.ui.forms import Upload
from longbien.ui.requests import Request


def _said(vi: str, en: str) -> Text:
    return Text.of(vi=vi, en=en)


def _choices(names: Iterable[tuple[str, Text]]) -> tuple[Choice, ...]:
    return tuple(Choice(code, name) for code, name in names)


EVIDENCE = Field(
    "evidence", "file", _said("Tài liệu làm chứng", "The document behind it"),
    _said("Lưu trong sổ ghi; nhật ký công khai chỉ giữ một cam kết.",
          "Kept in the record; the public log holds only a commitment to it."),
    required=True, max_bytes=10_000_000,
)  # fmt: skip
INSTRUMENT = Field(
    "instrument", "choice", _said("Công cụ", "Instrument"), required=True, choices=_choices(INSTRUMENTS.items())
)
INVESTOR = Field("investor", "text", _said("Nhà đầu tư", "Investor"), required=True, minimum=2, maximum=200)
SHARE = Field(
    "share", "text", _said("Tỷ lệ quỹ nắm sau khoản này", "Share that the fund then holds"),
    _said("Trong vốn điều lệ của doanh nghiệp; để trống với khoản vay, khoản chuyển đổi, SAFE.",
          "Of the company's charter capital; blank for a loan, a convertible or a SAFE."),
    unit=_said("%", "%"), maximum=12,
)  # fmt: skip
IS_FUND = Field("is_fund", "yesno", _said("Đây là một quỹ đầu tư", "It is itself a fund"))
ABOUT = Field("about", "text", _said("Đầu tư để làm gì", "What it is for"), required=True, minimum=3, maximum=300)
ON = Field("on", "date", _said("Ngày", "Day"), required=True)
AS_OF = Field("as_of", "date", _said("Giá trị tính đến ngày", "Value as of"), required=True)
TECHNIQUE = Field(
    "technique", "choice", _said("Kỹ thuật định giá (IPEV 12/2022)", "Valuation technique (IPEV, December 2022)"),
    required=True, choices=_choices((code, one.name) for code, one in TECHNIQUES.items()),
)  # fmt: skip
CALIBRATION = Field(
    "calibration", "longtext", _said("Hiệu chỉnh", "Calibration"),
    _said("Kỹ thuật này cho ra giá đã trả vào ngày đầu tư ra sao, và từ đó đã đổi gì.",
          "How the technique met the price that was paid on the day, and what has changed since."),
    required=True, minimum=3, maximum=2000,
)  # fmt: skip
INPUTS = Field(
    "inputs", "longtext", _said("Dữ kiện", "Inputs"),
    _said("Mỗi dòng một dữ kiện: tên = giá trị | nguồn.", "A line each: name = value | source."),
    required=True, maximum=8000,
)  # fmt: skip
KIND = Field(
    "kind", "choice", _said("Loại khoản thu", "Kind of proceeds"), required=True, choices=_choices(KINDS.items())
)
PART = Field(
    "part", "text", _said("Phần khoản đầu tư được bán hoặc hoàn trả", "Part of the investment that was given up"),
    _said("Chỉ khi bán một phần.", "Only where a part was sold or repaid."), unit=_said("%", "%"), maximum=12,
)  # fmt: skip


def officer(request: Request, vehicle_id: Any) -> queries.VehicleCard:
    """The vehicle, for a fund officer. Refusal 404 or 403 for others."""
    card = queries.vehicle(request.actor, vehicle_id)
    if FUND not in request.actor.roles:
        raise not_allowed()
    return card


def currency_asked(request: Request, card: queries.VehicleCard) -> tuple[str, list[str]]:
    """The currency that the form is in, and the others that it may be in."""
    known = list(dict.fromkeys((card.currency, *currencies())))
    asked = request.GET.get("currency", "")
    currency = asked if asked in known else card.currency
    return currency, [one for one in known if one != currency]


def rated_fields(currency: str, card: queries.VehicleCard, label: Text, *, minimum: int = 1) -> tuple[Field, ...]:
    """An amount; of another currency its rate too, with the source."""
    amount = Field("amount", "money", label, required=True, minimum=minimum, maximum=10**17, currency=currency)
    if currency == card.currency:
        return (amount,)
    hint = Text.of(
        vi=f"Một {currency} bằng bao nhiêu {card.currency}.", en=f"How many {card.currency} one {currency} costs."
    )
    return (
        amount,
        Field("rate", "text", _said("Tỷ giá", "Exchange rate"), hint, required=True, maximum=30),
        Field(
            "rate_source", "text", _said("Nguồn tỷ giá", "Source of the rate"), required=True, minimum=2, maximum=200
        ),
        Field("rate_on", "date", _said("Tỷ giá của ngày", "Rate of the day"), required=True),
    )


def rated_of(data: dict[str, Any]) -> Rated:
    day = date.fromisoformat(data["rate_on"]) if data.get("rate_on") else None
    return Rated(money_of(data, "amount"), _rate(str(data.get("rate", ""))), data.get("rate_source", ""), day)


def _rate(written: str) -> str:
    """Digits with a point or a comma before decimals. Refusal 422 for what may be a separator of thousands: 26.100 is
    twenty-six thousand to one reader and twenty-six to another."""
    if THOUSANDS.fullmatch(written.strip()):
        raise Refusal("bad-rate", SEPARATED, faults=(Fault("rate", SEPARATED),))
    return written.strip().replace(",", ".")


def companies() -> tuple[Choice, ...]:
    """Those that a fund may invest in: companies, and teams on the way to one; by name."""
    return tuple(
        Choice(str(one.id), Text.of(und=one.name)) for one in every_organisation() if one.kind in ("company", "team")
    )


def percent_of(data: dict[str, Any], name: str) -> Fraction:
    """“12,5” or “12.5” percent as a fraction of one; nothing for a blank. Refusal 422 for anything else."""
    written = str(data.get(name) or "0").strip().removesuffix("%").strip().replace(",", ".")
    found = rate_of(f"{written}%")
    if found is None or not 0 <= found <= 1:
        raise Refusal("bad-percent", PERCENT, faults=(Fault(name, PERCENT),))
    return found


def paper_of(data: dict[str, Any]) -> Paper | None:
    sent = data.get("evidence")
    return Paper(sent.name, (sent.content,)) if isinstance(sent, Upload) else None


THOUSANDS = re.compile(r"[1-9][0-9]{0,2}([.,][0-9]{3})+")
SEPARATED = Text.of(
    vi="Viết tỷ giá không có dấu tách nghìn, ví dụ 26100 hoặc 26100,50.",
    en="Write the rate without separators of thousands, such as 26100 or 26100.50.",
)
PERCENT = Text.of(vi="Viết phần trăm từ 0 đến 100, ví dụ 12,5.", en="Write a percentage from 0 to 100, such as 12.5.")


def percents(written: dict[str, Any]) -> dict[str, str]:
    """Rates of terms as the form shows them: `1/5` and `20%` are 20; what is blank stays blank."""
    found = ((name, rate_of(value)) for name, value in written.items() if value not in ("", None))
    return {name: f"{float(rate * 100):.6f}".rstrip("0").rstrip(".") for name, rate in found if rate is not None}
