"""Which line of a statement an account belongs to, and what each kind of entry is called. One table for all of them.

Net assets are the assets less the liabilities; what was paid in and not paid out again, and what the fund gained and
spent, come to the same: every entry has two sides. An account that stands in no table shows as a residual.
"""

from collections.abc import Mapping

from longbien.kernel.text import Text

# What the fund has, and what it owes: one line of the balance an account.
ASSETS: Mapping[str, Text] = {
    "cash": Text.of(vi="Tiền gửi ngân hàng", en="Cash at bank"),
    "proceeds": Text.of(vi="Tiền thu từ đầu tư, chưa phân chia", en="Proceeds of investments, not yet distributed"),
    "in-kind": Text.of(vi="Tài sản chờ phân chia bằng hiện vật", en="Assets to be distributed in kind"),
    "fx": Text.of(vi="Ngoại tệ đang chuyển đổi", en="Currency bought for an investment"),
    "cost": Text.of(vi="Các khoản đầu tư, theo giá gốc", en="Investments, at cost"),
    "fair-value": Text.of(vi="Chênh lệch giá trị hợp lý so với giá gốc", en="Fair value above (below) cost"),
    "due": Text.of(vi="Phải thu từ nhà đầu tư", en="Due from investors"),
    "carry-due": Text.of(vi="Bên quản lý phải hoàn lại", en="Due from the manager"),
}
LIABILITIES: Mapping[str, Text] = {
    "fee-owed": Text.of(vi="Phí quản lý phải trả", en="Management fee owed"),
    "refund": Text.of(vi="Phải hoàn cho nhà đầu tư sau đợt đóng", en="To be paid back to investors after a close"),
    "payable": Text.of(vi="Phải chi trả cho nhà đầu tư", en="Distributions to be paid to investors"),
    "carry-owed": Text.of(vi="Phải trả bên quản lý (carry)", en="Carry owed to the manager"),
    "escrow": Text.of(vi="Carry giữ tại tài khoản phong toả", en="Carry held in escrow"),
}
# Each investor's own: paid in, and paid out again.
CAPITAL, DISTRIBUTED, UNCALLED = "capital", "distributed", "uncalled"
# What a stake was bought and sold for, from investor to investor.
BOUGHT, SOLD = "bought-for", "sold-for"
OWN: Mapping[str, Text] = {
    CAPITAL: Text.of(vi="Vốn đã gọi", en="Capital called"),
    DISTRIBUTED: Text.of(vi="Đã phân chia", en="Distributed"),
}
# What belongs to all investors together: split by commitments.
POOL: Mapping[str, Text] = {
    "fee": Text.of(vi="Phí quản lý", en="Management fee"),
    "income": Text.of(vi="Cổ tức và lãi từ đầu tư", en="Dividends and interest from investments"),
    "realised": Text.of(vi="Lãi (lỗ) đã thực hiện", en="Realised gains (losses)"),
    "unrealised": Text.of(vi="Thay đổi giá trị chưa thực hiện", en="Valuation changes not realised"),
    "carry": Text.of(vi="Carry của bên quản lý", en="Carry of the manager"),
}
# What is no money yet, what ends every entry at zero, and what passes the fund by.
ASIDE = frozenset({"committed", UNCALLED, "equalisation", "realisation", "distribution", BOUGHT, SOLD})
KNOWN = frozenset({*ASSETS, *LIABILITIES, *OWN, *POOL, *ASIDE})

# Where money lies: a transfer into one of these from anywhere else is a movement of cash.
MONEY = frozenset({"cash", "proceeds"})
# Where money or a thing passes between an investor and the fund.
OF_INVESTOR = frozenset({"due", "refund", "payable"})
OUT_OF = MONEY | {"in-kind"}

CALL, CLOSE, BUY_OUT = "capital.call", "capital.close", "capital.buy-out"
KINDS: Mapping[str, Text] = {
    CALL: Text.of(vi="Gọi vốn", en="Capital call"),
    CLOSE: Text.of(vi="Đợt đóng", en="Close"),
    BUY_OUT: Text.of(vi="Mua lại phần vốn công", en="Buy-out of the public share"),
    "capital.receipt": Text.of(vi="Nhận tiền góp vốn", en="Received from investors"),
    "capital.refund": Text.of(vi="Hoàn cho nhà đầu tư sau đợt đóng", en="Paid back to investors after a close"),
    "capital.fee": Text.of(vi="Ghi nhận phí quản lý", en="Management fee accrued"),
    "capital.fee-paid": Text.of(vi="Chi trả phí quản lý", en="Management fee paid"),
    "capital.invest": Text.of(vi="Đầu tư", en="Investments made"),
    "capital.exchange": Text.of(vi="Đổi ngoại tệ", en="Currency exchanged"),
    "capital.recycle": Text.of(vi="Giữ lại để đầu tư tiếp", en="Proceeds kept for investment"),
    "capital.value": Text.of(vi="Định giá", en="Valuation"),
    "capital.income": Text.of(vi="Nhận cổ tức và lãi", en="Dividends and interest received"),
    "capital.realise": Text.of(vi="Thoái vốn", en="Investments realised"),
    "capital.distribution": Text.of(vi="Phân chia", en="Distribution"),
    "capital.payout": Text.of(vi="Chi trả phần phân chia", en="Distributions paid out"),
    "capital.clawback": Text.of(vi="Thu hồi carry", en="Carry clawed back"),
    "capital.clawback-paid": Text.of(vi="Bên quản lý nộp lại", en="Paid back by the manager"),
}


def called(kind: str) -> Text:
    """A kind of entry in words; one that stands in no table, by its own name."""
    return KINDS.get(kind) or Text.of(vi=kind, en=kind)
