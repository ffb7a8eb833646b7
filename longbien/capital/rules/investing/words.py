"""What the tiers of a distribution are called, what goes into them, and the clauses of the terms they point to."""

import re

from longbien.kernel.text import Text

TIERS = {
    "capital": Text.of(vi="Hoàn vốn", en="Return of capital"),
    "preferred": Text.of(vi="Lợi nhuận ưu tiên", en="Preferred return"),
    "catch-up": Text.of(vi="Phần bắt kịp", en="Catch-up"),
    "split": Text.of(vi="Chia phần còn lại", en="Split of the rest"),
    "side-by-side": Text.of(vi="Ngang hàng", en="Side by side"),
    "cap": Text.of(vi="Đến trần của vốn công", en="Up to the public cap"),
    "first-loss": Text.of(vi="Phần vốn công chịu lỗ trước", en="Public first loss"),
    "profit": Text.of(vi="Lợi nhuận", en="Profit"),
    "shift": Text.of(vi="Nhường lợi nhuận", en="Shifted profit"),
    "price": Text.of(vi="Giá mua lại phần vốn công", en="Price of the public share"),
}
INPUTS = {
    "cash": Text.of(vi="tiền đem chia", en="cash"),
    "cash left": Text.of(vi="tiền còn lại sau bậc trước", en="cash left by the tier before"),
    "unreturned capital": Text.of(vi="vốn chưa hoàn", en="unreturned capital"),
    "preferred return due": Text.of(vi="lợi nhuận ưu tiên chưa trả", en="preferred return due"),
    "rate": Text.of(vi="suất một năm", en="rate a year"),
    "share": Text.of(vi="tỷ lệ", en="share"),
    "D": Text.of(vi="D: lợi nhuận đã chia", en="D: profit distributed so far"),
    "G": Text.of(vi="G: carry đã nhận", en="G: carry so far"),
    "P": Text.of(vi="P: lợi nhuận ưu tiên đã trả", en="P: preferred return so far"),
    "S": Text.of(vi="S: phần đã chia ở bậc này", en="S: split so far"),
    "s": Text.of(vi="s: phần bắt kịp", en="s: catch-up share"),
    "c": Text.of(vi="c: carry", en="c: carry"),
    "public": Text.of(vi="vốn công đã góp", en="public money paid in"),
    "private": Text.of(vi="vốn tư nhân đã góp", en="private money paid in"),
    "balance": Text.of(vi="phần vốn công còn được hưởng", en="what public money may still get"),
    "public out": Text.of(vi="vốn công chưa hoàn ở bậc này", en="public capital still out"),
    "price": Text.of(vi="giá mua lại", en="price"),
    "taken over": Text.of(vi="cam kết nhận lại", en="commitment taken over"),
    "committed": Text.of(vi="vốn công đã cam kết", en="public money committed"),
    "net paid": Text.of(vi="vốn công góp ròng", en="net paid in by public money"),
    "years": Text.of(vi="số năm", en="years"),
    "private out": Text.of(vi="vốn tư nhân chưa hoàn", en="private capital still out"),
}
CLAUSES = {
    "/distribution/waterfall": Text.of(vi="Điều khoản phân chia", en="Terms of distribution"),
    "/distribution/waterfall/hurdle": Text.of(vi="Lợi nhuận ưu tiên", en="Preferred return"),
    "/distribution/waterfall/hurdle/rate": Text.of(vi="Suất lợi nhuận ưu tiên", en="Rate of the preferred return"),
    "/distribution/waterfall/catch_up": Text.of(vi="Phần bắt kịp", en="Catch-up"),
    "/distribution/waterfall/catch_up/share": Text.of(vi="Tỷ lệ bắt kịp", en="Share of the catch-up"),
    "/distribution/waterfall/carry": Text.of(vi="Carry của bên quản lý", en="Carry of the manager"),
    "/distribution/public": Text.of(vi="Điều khoản vốn công", en="Terms of public money"),
    "/distribution/public/capped/rate": Text.of(vi="Trần của vốn công", en="Cap of public money"),
    "/distribution/public/first-loss/share": Text.of(vi="Phần vốn công chịu lỗ trước", en="Public first loss"),
    "/distribution/public/profit-shift/share": Text.of(vi="Lợi nhuận nhường lại", en="Profit that is given up"),
    "/distribution/public/buy-out": Text.of(vi="Mua lại phần vốn công", en="Buy-out of the public share"),
    "/distribution/public/buy-out/schedule": Text.of(vi="Giá mua lại phần vốn công", en="Price of the buy-out"),
}


BAND = re.compile(r"/distribution/public/buy-out/schedule/([0-9]+)/rate")
PAID_ON = re.compile(r"net paid ([0-9]{4})-([0-9]{2})-([0-9]{2})")


def clause_name(pointer: str) -> Text:
    """A clause in words; one that stands in no table, by its pointer."""
    if band := BAND.fullmatch(pointer):
        n = int(band[1]) + 1
        return Text.of(vi=f"Bậc {n} của giá mua lại", en=f"Band {n} of the buy-out's schedule")
    return CLAUSES.get(pointer) or Text.of(vi=pointer, en=pointer)


def input_name(name: str) -> Text | None:
    """An input in words; None for one that stands in no table."""
    if paid := PAID_ON.fullmatch(name):
        year, month, day = paid.groups()
        return Text.of(
            vi=f"vốn công góp ròng ngày {day}/{month}/{year}", en=f"net paid in by public money on {year}-{month}-{day}"
        )
    return INPUTS.get(name)
