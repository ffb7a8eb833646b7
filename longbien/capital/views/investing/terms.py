"""How a fund distributes: its terms, as questions."""

import re
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from longbien.capital.actions.investing.agree_distribution import agree_distribution
from longbien.capital.queries import funds as queries
from longbien.capital.queries.funds.bought import bought_out
from longbien.capital.queries.investing.plans import last_distribution
from longbien.capital.rules.daycount import DAY_COUNTS
from longbien.capital.rules.public.assumed import NAMES
from longbien.capital.views.funds.asked import answer
from longbien.capital.views.investing import asked
from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.text import Text
from longbien.ui.fields import Choice, Field
from longbien.ui.requests import Request


def _said(vi: str, en: str) -> Text:
    return Text.of(vi=vi, en=en)


def _choice(name: str, label: Text, names: dict[str, Text]) -> Field:
    return Field(name, "choice", label, required=True, choices=tuple(Choice(*one) for one in names.items()))


def _percent(name: str, label: Text, hint: Text | None = None, *, required: bool = True) -> Field:
    return Field(name, "text", label, hint, required=required, maximum=12, unit=_said("%", "%"))


SCOPES = {
    "fund": _said("Cả quỹ", "The whole fund"),
    "deal": _said("Từng khoản đầu tư", "Each deal by itself"),
    "deal-with-losses": _said("Từng khoản, bù lỗ của khoản trước", "Each deal, losses of earlier ones made good first"),
}
COMPOUNDINGS = {
    "compound": _said("Lãi kép theo ngày", "Compound, by the day"),
    "year-end": _said("Lãi nhập gốc cuối năm", "Added at the end of each year"),
    "simple": _said("Lãi đơn", "Simple"),
}
TARGETS = {
    "profit": _said("Toàn bộ lợi nhuận", "All profit"),
    "preferred-return": _said("Riêng lợi nhuận ưu tiên", "The preferred return alone"),
}
PUBLIC_RATE = _said(
    "Trần lợi nhuận, phần chịu lỗ trước hoặc phần lợi nhuận nhường lại; các trường hợp khác để trống.",
    "The cap, the share that bears losses first, or the profit that is given up; else blank.",
)
NEEDS_RATE = _said(
    "Điều khoản vốn công này cần một mức.",
    "These public terms need a rate.",
)
BUY_OUT, ALIKE = "buy-out", "pari-passu"
NEEDS_SCHEDULE = _said(
    "Mỗi dòng một bậc, ví dụ “4: 1” (đến hết năm 4, 1 % một năm); dòng cuối chỉ ghi suất, ví dụ “5”.",
    "A band a line, such as “4: 1” (to the end of year 4, 1 % a year); the last line is a rate alone, such as “5”.",
)
NEEDS_YEARS = _said("Quyền mua lại cần năm bắt đầu.", "A buy-out needs the year from which it holds.")
FIELDS = (
    _choice("scope", _said("Xét chung", "Looked at together"), SCOPES),
    _percent("carry", _said("Phần lợi nhuận của bên quản lý (carry)", "The manager's share of profit (carry)")),
    _percent("hurdle", _said("Lợi nhuận ưu tiên một năm (hurdle)", "Preferred return a year (hurdle)")),
    _choice("compounding", _said("Cách tính lãi", "How it compounds"), COMPOUNDINGS),
    _choice("day_count", _said("Cách đếm ngày", "Day count"), {one: Text.of(und=one) for one in DAY_COUNTS}),
    _percent("catch_up", _said("Phần bắt kịp (catch-up)", "Catch-up"), _said("0: không có.", "0 for none.")),
    _choice("target", _said("Bắt kịp đến khi đủ phần của", "Catch-up until the share of"), TARGETS),
    _percent("escrow", _said("Giữ lại từ carry (ký quỹ)", "Carry held in escrow")),
    _choice("public", _said("Vốn công", "Public money"), NAMES),
    _percent("public_rate", _said("Mức của vốn công", "The rate of the public terms"), PUBLIC_RATE, required=False),
    Field(
        "after_years", "number", _said("Quyền mua lại có từ năm thứ", "The buy-out holds from year"),
        _said("Số năm kể từ khoản vốn công đầu tiên.", "Years since the first public payment."), minimum=0, maximum=60,
    ),
    Field(
        "until_years", "number", _said("Quyền mua lại đến hết năm thứ", "The buy-out holds to the end of year"),
        _said("Để trống: suốt đời quỹ.", "Blank: as long as the fund is."), minimum=1, maximum=60,
    ),
    Field(
        "schedule", "longtext", _said("Suất của giá mua lại, theo bậc", "Rates of the buy-out's price, by band"),
        NEEDS_SCHEDULE, maximum=1000,
    ),
    Field(
        "retroactive", "yesno",
        _said("Suất của bậc hiện tại tính cho cả thời gian", "The band of the day counts for all the time"),
        _said("Như Yozma 2.0; nếu không, mỗi bậc tính cho những năm của mình.",
              "As in Yozma 2.0; otherwise each band counts for its own years."),
    ),
    _percent("recycling", _said("Được tái đầu tư, trên vốn cam kết", "May be recycled, of what is committed")),
    _percent(
        "concentration", _said("Vào một doanh nghiệp, trên vốn cam kết", "Into one company, of what is committed"),
        _said("Để trống: điều khoản không đặt giới hạn.", "Blank: the terms set no limit."), required=False,
    ),
    Field(
        "equalise", "yesno",
        _said("Người vào sau được tính cả khoản đã phân chia", "Late closers have a part in earlier distributions"),
        _said("Nộp phần đã gọi trừ phần lẽ ra đã nhận, có lãi hai chiều. Chỉ khi vốn công ngang hàng.",
              "They pay in net of what they would have had, with interest both ways. Only side by side."),
    ),
)  # fmt: skip
LINE = re.compile(r"(?:([0-9]{1,2})\s*:)?\s*([0-9]{1,3}(?:[.,][0-9]{1,6})?)\s*%?")
BEGUN = {"scope": "fund", "compounding": "compound", "day_count": "act/365", "target": "profit", "public": "pari-passu"}


@require_http_methods(["GET", "HEAD", "POST"])
def terms(request: Request, vehicle_id: UUID) -> HttpResponse:
    """State them once, before the first distribution."""
    card = asked.officer(request, vehicle_id)

    def send(data: dict[str, Any]) -> HttpResponse:
        agree_distribution(card.id, terms_of(data), by=request.actor, at=timezone.now())
        messages.success(request, _("The terms of distribution are agreed."))
        return redirect("investing:portfolio", card.id)

    known = queries.terms(card.id).rules.distribution
    context = {"card": card, "in_use": last_distribution(card.id) is not None or bought_out(card.id) is not None}
    return answer(request, "capital/investing/terms.html", FIELDS, send, begun=begun_of(known), **context)


def terms_of(data: dict[str, Any]) -> dict[str, Any]:
    """The answers as terms of a file. Refusal 422 for a percentage that can't be read, or that the choice needs."""

    def rate(name: str) -> str:
        return str(asked.percent_of(data, name))

    waterfall = {
        "scope": data["scope"],
        "carry": rate("carry"),
        "hurdle": {"rate": rate("hurdle"), "compounding": data["compounding"], "day_count": data["day_count"]},
        "catch_up": {"share": rate("catch_up"), "target": data["target"]},
        "clawback": {"escrow": rate("escrow")},
    }
    found = {"waterfall": waterfall, "public": {data["public"]: _public_of(data)}, "recycling": rate("recycling")}
    found |= {"concentration": rate("concentration")} if data.get("concentration") else {}
    return found | ({"equalise_distributions": True} if data.get("equalise") else {})


def _public_of(data: dict[str, Any]) -> dict[str, Any]:
    """What the chosen public terms need. Refusal 422 where that is missing."""
    if data["public"] == ALIKE:
        return {}
    if data["public"] == BUY_OUT:
        return _buy_out_of(data)
    if not data.get("public_rate"):
        raise Refusal("rate-missing", NEEDS_RATE, faults=(Fault("public_rate", NEEDS_RATE),))
    return {_rate_name(data["public"]): str(asked.percent_of(data, "public_rate"))}


def _buy_out_of(data: dict[str, Any]) -> dict[str, Any]:
    if data.get("after_years") is None:
        raise Refusal("years-missing", NEEDS_YEARS, faults=(Fault("after_years", NEEDS_YEARS),))
    found = {"after_years": data["after_years"], "schedule": _schedule_of(str(data.get("schedule") or ""))}
    found |= {"until_years": data["until_years"]} if data.get("until_years") else {}
    return found | {"retroactive": bool(data.get("retroactive"))}


def _schedule_of(written: str) -> list[dict[str, Any]]:
    """`4: 1` and `5`, a band a line. Refusal 422 for what can't be read so."""
    lines = [LINE.fullmatch(line.strip()) for line in written.splitlines() if line.strip()]
    if not lines or None in lines:
        raise Refusal("bad-schedule", NEEDS_SCHEDULE, faults=(Fault("schedule", NEEDS_SCHEDULE),))
    read = [(one[1], one[2].replace(",", ".")) for one in lines if one]
    return [{"rate": f"{rate}%"} | ({"until_years": int(year)} if year else {}) for year, rate in read]


def _schedule_written(bands: list[dict[str, Any]]) -> str:
    """The same the other way round."""
    rates = asked.percents({str(n): band["rate"] for n, band in enumerate(bands)})
    years = (f"{band['until_years']}: " if band.get("until_years") else "" for band in bands)
    return "\n".join(f"{year}{rate}" for year, rate in zip(years, rates.values(), strict=True))


def begun_of(known: Any) -> dict[str, Any]:
    """The questions as they were answered before."""
    if known is None:
        return BEGUN
    waterfall = known["waterfall"]
    hurdle, catch_up = waterfall.get("hurdle", {}), waterfall.get("catch_up", {})
    [(public, rates)] = (known.get("public") or {"pari-passu": {}}).items()
    written = {
        "carry": waterfall["carry"],
        "hurdle": hurdle.get("rate", "0"),
        "catch_up": catch_up.get("share", "0"),
        "escrow": waterfall.get("clawback", {}).get("escrow", "0"),
        "public_rate": next(iter(rates.values()), "") if public != BUY_OUT else "",
        "recycling": known.get("recycling", "0"),
        "concentration": known.get("concentration", ""),
    }
    chosen = {"scope": waterfall.get("scope"), "public": public, "target": catch_up.get("target")}
    chosen |= {name: hurdle.get(name) for name in ("compounding", "day_count")}
    if public == BUY_OUT:
        chosen |= {name: rates.get(name) for name in ("after_years", "until_years")}
        chosen |= {"retroactive": rates.get("retroactive", True), "schedule": _schedule_written(rates["schedule"])}
    chosen |= {"equalise": known.get("equalise_distributions", False)}
    return {
        **BEGUN,
        **{name: value for name, value in chosen.items() if value is not False and value not in (None, "")},
        **asked.percents(written),
    }


def _rate_name(public: str) -> str:
    return "rate" if public == "capped" else "share"
