"""What the pages of deals ask, and how an answer becomes what an action takes."""

import re
from fractions import Fraction
from typing import Any, cast

from longbien.capital.actions.deals.write_memo import LONGEST, Attached
from longbien.capital.policy import FUND
from longbien.capital.queries import funds
from longbien.capital.rules.deals.sheets import INSTRUMENTS, LARGEST, RIGHTS, Instrument, Sheet
from longbien.kernel.actor import Actor
from longbien.kernel.money import Money
from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.text import Text
from longbien.people.queries import persons_with_role
from longbien.people.queries.organisations import every_organisation
from longbien.ui.fields import Choice, Field
from longbien.ui.forms import Upload

WRITTEN = re.compile(r"[0-9]{1,3}(\.[0-9]{1,2})?")
MB = 20_000_000
# What the record keeps; a data room holds papers, not pictures.
PAPERS = (".pdf", ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".csv", ".txt", ".png", ".jpg")


def _said(vi: str, en: str) -> Text:
    return Text.of(vi=vi, en=en)


PERCENT = _said("%", "%")
REASON = Field("reason", "longtext", _said("Lý do", "Why"), required=True, maximum=1000)
SUMMARY = Field(
    "summary", "longtext", _said("Tóm tắt", "Summary"),
    _said("Hội đồng đọc dòng này trước tiên.", "The committee reads this first."),
    required=True, minimum=20, maximum=3000,
)  # fmt: skip
DOCUMENT = Field(
    "document", "file", _said("Tài liệu", "Document"),
    _said("Mỗi lần tải về, PDF được in tên người tải.", "On every download a PDF carries the name of who took it."),
    required=True, accept=PAPERS, max_bytes=MB,
)  # fmt: skip
MEMO = (
    Field(
        "text", "longtext", _said("Bản ghi nhớ", "The memo"),
        _said(
            "Chỉ cán bộ quỹ, kiểm toán viên và hội đồng đọc. Doanh nghiệp không thấy.",
            "For fund officers, auditors and the committee. The company never sees it.",
        ),
        required=True, minimum=20, maximum=LONGEST,
    ),
    *(
        Field(f"file_{n}", "file", _said(f"Tệp đính kèm {n}", f"Attachment {n}"), accept=PAPERS, max_bytes=MB)
        for n in (1, 2, 3)
    ),
)  # fmt: skip


def officers() -> tuple[Choice, ...]:
    return tuple(Choice(str(one.id), Text.of(und=one.name)) for one in persons_with_role(FUND))


def lead_field() -> Field:
    return Field("lead", "choice", _said("Người phụ trách", "Lead"), required=True, choices=officers())


def deal_fields(actor: Actor) -> tuple[Field, ...]:
    """Which fund, which company, who leads. Companies that the reader is tied to aren't offered."""
    vehicles = tuple(Choice(str(row.pk), Text.of(und=row.name)) for row in funds.vehicles(actor))
    companies = tuple(
        Choice(str(one.id), Text.of(und=one.name))
        for one in every_organisation()
        if one.kind in ("team", "company") and not actor.related_to(one.id)
    )
    return (
        Field("vehicle", "choice", _said("Quỹ", "Fund"), required=True, choices=vehicles),
        Field("company", "choice", _said("Doanh nghiệp", "Company"), required=True, choices=companies),
        Field("about", "text", _said("Làm gì", "What it does"), maximum=300),
        lead_field(),
    )


def sheet_fields(currency: str) -> tuple[Field, ...]:
    """The terms. Which of the prices counts hangs on the instrument; the hints say so."""
    return (
        Field(
            "instrument", "choice", _said("Công cụ", "Instrument"), required=True,
            choices=tuple(Choice(code, name) for code, name in INSTRUMENTS.items()),
        ),
        _money("amount", _said("Số tiền", "Amount"), None, currency, required=True),
        _money("cap", _said("Trần định giá", "Valuation cap"), FOR_CONVERTIBLES, currency),
        _percent("discount", _said("Giảm giá so với vòng sau", "Discount off the next round"), FOR_CONVERTIBLES),
        _percent("rate", _said("Lãi đơn một năm", "Simple interest a year"), FOR_NOTES),
        _money("pre_money", _said("Định giá trước tiền", "Valuation before the money"), FOR_ROUNDS, currency),
        _percent("pool", _said("Quỹ cổ phần thưởng sau vòng", "Option pool after the round"), FOR_ROUNDS),
        Field(
            "rights", "choices", _said("Quyền đi kèm", "Rights"),
            choices=tuple(Choice(code, name) for code, name in RIGHTS.items()),
        ),
        Field("note", "longtext", _said("Điều khác", "Anything else"), maximum=4000),
    )  # fmt: skip


def _money(name: str, label: Text, hint: Text | None, currency: str, *, required: bool = False) -> Field:
    return Field(name, "money", label, hint, required=required, minimum=1, maximum=LARGEST, currency=currency)


def _percent(name: str, label: Text, hint: Text) -> Field:
    return Field(name, "text", label, hint, maximum=8, unit=PERCENT)


def sheet_of(data: dict[str, Any]) -> Sheet:
    """The terms of the answers; what isn't asked of the instrument is left out. Refusal 422 for a bad percentage."""
    instrument = cast(Instrument, data["instrument"])
    is_round = instrument == "priced"
    return Sheet(
        instrument=instrument,
        amount=Money.from_data(data["amount"]),
        cap=None if is_round else _amount(data, "cap"),
        discount_bp=0 if is_round else basis_points(data, "discount"),
        rate_bp=basis_points(data, "rate") if instrument == "note" else 0,
        pre_money=_amount(data, "pre_money") if is_round else None,
        pool_bp=basis_points(data, "pool") if is_round else 0,
        rights=tuple(data.get("rights", ())),
        note=data.get("note", "").strip(),
    )


def answers_of(sheet: Sheet) -> dict[str, Any]:
    """The terms as answers, so that the next version starts from the last one."""
    money = {name: getattr(sheet, name) for name in ("amount", "cap", "pre_money")}
    shares = {"discount": sheet.discount_bp, "rate": sheet.rate_bp, "pool": sheet.pool_bp}
    return {
        "instrument": sheet.instrument,
        **{name: value.to_data() for name, value in money.items() if value},
        **{name: f"{bp / 100:g}" for name, bp in shares.items() if bp},
        "rights": list(sheet.rights),
        "note": sheet.note,
    }


def _amount(data: dict[str, Any], name: str) -> Money | None:
    return Money.from_data(data[name]) if data.get(name) else None


def basis_points(data: dict[str, Any], name: str) -> int:
    """“8”, “2,5” or “2.5” percent as ten-thousandths; blank is none. Refusal 422 for anything else."""
    written = str(data.get(name) or "0").strip().removesuffix("%").strip().replace(",", ".")
    if not WRITTEN.fullmatch(written) or Fraction(written) >= 100:
        raise Refusal("bad-percent", BAD_PERCENT, faults=(Fault(name, BAD_PERCENT),))
    return int(Fraction(written) * 100)


def attached(data: dict[str, Any], *names: str) -> list[Attached]:
    """The files among the answers."""
    sent = [data.get(name) for name in names]
    return [Attached(one.name, (one.content,)) for one in sent if isinstance(one, Upload)]


FOR_CONVERTIBLES = _said("Với SAFE và khoản vay chuyển đổi.", "For SAFEs and convertible notes.")
FOR_NOTES = _said("Với khoản vay chuyển đổi; số ngày thực tế chia 365.", "For convertible notes; actual days over 365.")
FOR_ROUNDS = _said("Với vòng định giá.", "For priced rounds.")
BAD_PERCENT = _said("Viết phần trăm từ 0 đến dưới 100, ví dụ 20 hoặc 2,5.", "Write a percentage from 0 to below 100.")
