"""What an investment brings, and what of its cost and of its unrealised gain goes with it."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from longbien.kernel.outcome import Outcome, Reason
from longbien.kernel.text import Text

Kind = Literal["exit", "partial", "dividend", "interest", "in-kind", "write-off"]
KINDS: dict[str, Text] = {
    "exit": Text.of(vi="Thoái toàn bộ vốn", en="Exit"),
    "partial": Text.of(vi="Bán hoặc hoàn trả một phần", en="Partial sale or repayment"),
    "dividend": Text.of(vi="Cổ tức", en="Dividend"),
    "interest": Text.of(vi="Tiền lãi", en="Interest"),
    "in-kind": Text.of(vi="Nhận bằng tài sản để chia", en="Assets to be distributed in kind"),
    "write-off": Text.of(vi="Xoá sổ, mất toàn bộ", en="Write-off"),
}
INCOME = ("dividend", "interest")
CLOSING = ("exit", "in-kind", "write-off")
WHOLE = Fraction(1)


@dataclass(frozen=True)
class Held:
    """What the books hold of an investment: its cost, and how far its fair value lies above it (or below)."""

    cost: int
    above: int


@dataclass(frozen=True)
class Realised:
    """What comes in, what of cost and of the unrealised gain goes, and the gain (or loss) that is realised."""

    received: int
    cost: int
    above: int

    @property
    def gain(self) -> int:
        return self.received - self.cost


def realised(kind: str, received: int, part: Fraction, held: Held) -> Realised:
    """All of it at an exit; `part` of it at a partial sale, cut towards zero; nothing of it for income."""
    if kind in INCOME:
        return Realised(received, 0, 0)
    share = WHOLE if kind in CLOSING else part
    return Realised(received, int(held.cost * share), int(held.above * share))


def check_proceeds(kind: str, received: int, part: Fraction, *, is_open: bool) -> Outcome:
    """What proceeds can't be."""
    faults = (
        ("kind", KIND, kind not in KINDS),
        (
            "amount",
            NOTHING if kind == "write-off" else AMOUNT,
            (received != 0) if kind == "write-off" else received <= 0,
        ),
        ("part", PART, kind == "partial" and not 0 < part < 1),
        ("kind", OVER, kind not in INCOME and not is_open),
    )
    return Outcome(tuple(Reason(where, what, where=where) for where, what, wrong in faults if wrong))


KIND = Text.of(vi="Hãy chọn loại khoản thu.", en="Choose what kind of proceeds it is.")
AMOUNT = Text.of(vi="Số tiền phải lớn hơn 0.", en="The amount must be above 0.")
NOTHING = Text.of(vi="Xoá sổ thì không có tiền về.", en="A write-off brings nothing in.")
PART = Text.of(vi="Phần đã bán nằm giữa 0 và 100 %.", en="The part that was sold lies between 0 and 100 %.")
OVER = Text.of(vi="Khoản đầu tư này đã kết thúc.", en="This investment has ended.")
