"""A term sheet as data: the instrument, the money, its price, and the rights that come with it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, cast

from longbien.kernel.money import Money
from longbien.kernel.outcome import Outcome, Reason
from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.text import Text

Instrument = Literal["safe", "note", "priced"]
INSTRUMENTS: Mapping[Instrument, Text] = {
    "safe": Text.of(vi="SAFE (sau tiền)", en="SAFE (post-money)"),
    "note": Text.of(vi="Khoản vay chuyển đổi", en="Convertible note"),
    "priced": Text.of(vi="Vòng định giá", en="Priced round"),
}
RIGHTS = {
    "information": Text.of(vi="Quyền nhận báo cáo", en="Information"),
    "pro-rata": Text.of(vi="Quyền góp thêm theo tỷ lệ", en="Pro rata"),
    "board-seat": Text.of(vi="Một ghế hội đồng quản trị", en="A board seat"),
    "observer": Text.of(vi="Quan sát viên hội đồng", en="A board observer"),
    "preference": Text.of(vi="Ưu tiên thanh lý 1×", en="1× liquidation preference"),
    "anti-dilution": Text.of(vi="Chống pha loãng bình quân", en="Weighted-average anti-dilution"),
    "tag-along": Text.of(vi="Quyền bán cùng", en="Tag along"),
    "drag-along": Text.of(vi="Quyền buộc bán cùng", en="Drag along"),
}
LARGEST = 10**18
WHOLE = 10_000


@dataclass(frozen=True)
class Sheet:
    """`cap` is the valuation cap of a SAFE or a note, `pre_money` the valuation of a priced round; `discount_bp`,
    `rate_bp` (simple, a year) and `pool_bp` (of the company after the money) are ten-thousandths."""

    instrument: Instrument
    amount: Money
    cap: Money | None = None
    discount_bp: int = 0
    rate_bp: int = 0
    pre_money: Money | None = None
    pool_bp: int = 0
    rights: tuple[str, ...] = ()
    note: str = ""


def check_sheet(sheet: Sheet) -> None:
    """Refusal (422) with the place of everything that can't stand."""
    faults = tuple(_faults(sheet))
    if faults:
        raise Refusal("bad-term-sheet", faults[0].what, faults=faults)


def _faults(sheet: Sheet) -> Iterator[Fault]:
    if sheet.instrument not in INSTRUMENTS:
        yield Fault("instrument", CHOOSE)
    if not 0 < sheet.amount.minor <= LARGEST:
        yield Fault("amount", AMOUNT)
    if set(sheet.rights) - RIGHTS.keys():
        yield Fault("rights", CHOOSE)
    yield from _priced(sheet) if sheet.instrument == "priced" else _convertible(sheet)
    for name, most in (("discount_bp", WHOLE - 1), ("rate_bp", WHOLE), ("pool_bp", WHOLE - 1)):
        if not 0 <= getattr(sheet, name) <= most:
            yield Fault(name, SHARE)


def _priced(sheet: Sheet) -> Iterator[Fault]:
    if not _is_money(sheet.pre_money, sheet.amount):
        yield Fault("pre_money", VALUATION)


def _convertible(sheet: Sheet) -> Iterator[Fault]:
    if sheet.cap is not None and not _is_money(sheet.cap, sheet.amount):
        yield Fault("cap", VALUATION)
    elif sheet.cap is not None and sheet.instrument == "safe" and sheet.cap <= sheet.amount:
        yield Fault("cap", TOO_LOW)
    elif sheet.cap is None and sheet.instrument == "safe":
        yield Fault("cap", NO_CAP)
    elif sheet.cap is None and not sheet.discount_bp:
        yield Fault("cap", NO_PRICE)


def _is_money(value: Money | None, like: Money) -> bool:
    return value is not None and value.currency == like.currency and 0 < value.minor <= LARGEST


def write_sheet(sheet: Sheet) -> dict[str, Any]:
    """As data: whoever has it can check the digest. Amounts are `{minor, currency}`."""
    return {
        "instrument": sheet.instrument,
        "amount": sheet.amount.to_data(),
        "cap": sheet.cap.to_data() if sheet.cap else None,
        "discount_bp": sheet.discount_bp,
        "rate_bp": sheet.rate_bp,
        "pre_money": sheet.pre_money.to_data() if sheet.pre_money else None,
        "pool_bp": sheet.pool_bp,
        "rights": list(sheet.rights),
        "note": sheet.note,
    }


def read_sheet(data: Mapping[str, Any]) -> Sheet:
    """What `write_sheet` wrote."""
    return Sheet(
        instrument=cast(Instrument, data["instrument"]),
        amount=Money.from_data(data["amount"]),
        cap=Money.from_data(data["cap"]) if data["cap"] else None,
        discount_bp=data["discount_bp"],
        rate_bp=data["rate_bp"],
        pre_money=Money.from_data(data["pre_money"]) if data["pre_money"] else None,
        pool_bp=data["pool_bp"],
        rights=tuple(data["rights"]),
        note=data["note"],
    )


def closing_against(amount: Money, sheet: Sheet, approved: Money) -> Outcome:
    """What stands against closing a deal at an amount: more than the sheet says, or than the committee agreed to."""
    if amount.currency != approved.currency or amount.minor <= 0:
        return Outcome((Reason("bad-amount", AMOUNT, "amount"),))
    found = []
    if sheet.amount < amount:
        found.append(Reason("above-sheet", ABOVE_SHEET, "amount"))
    if approved < amount:
        found.append(Reason("above-approved", ABOVE_APPROVED, "amount"))
    return Outcome(tuple(found))


CHOOSE = Text.of(vi="Hãy chọn lại mục này.", en="Choose again here.")
AMOUNT = Text.of(
    vi="Số tiền phải lớn hơn 0, cùng đồng tiền của quỹ.", en="The amount must be above 0, in the currency of the fund."
)
VALUATION = Text.of(
    vi="Định giá phải lớn hơn 0, cùng đồng tiền.", en="The valuation must be above 0, in the same currency."
)
SHARE = Text.of(vi="Viết phần trăm từ 0 đến dưới 100.", en="Write a percentage from 0 to below 100.")
NO_CAP = Text.of(vi="SAFE cần mức trần định giá.", en="A SAFE needs a valuation cap.")
NO_PRICE = Text.of(
    vi="Cần mức trần định giá hoặc mức giảm giá.",
    en="A valuation cap or a discount is needed: nothing else sets a price.",
)
TOO_LOW = Text.of(
    vi="Mức trần phải cao hơn số tiền: nếu không, quỹ sở hữu cả công ty.",
    en="The cap must be above the amount, or the fund would own the whole company.",
)
ABOVE_SHEET = Text.of(
    vi="Cao hơn số tiền trong bảng điều khoản: hãy viết bảng mới.",
    en="This is more than the term sheet says: write a new one.",
)
ABOVE_APPROVED = Text.of(
    vi="Cao hơn mức hội đồng đã đồng ý: hãy trình lại hội đồng.",
    en="This is more than the committee agreed to: put it before them again.",
)
