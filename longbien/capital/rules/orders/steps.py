"""The life of an order and of each of its parts, as tables. Nothing else moves them."""

from collections.abc import Iterable, Mapping
from typing import Literal

from longbien.kernel.refusal import conflict
from longbien.kernel.text import Text

OrderStep = Literal["prepared", "agreed", "signed", "withdrawn", "decided"]
PartStep = Literal[
    "reserved", "begun", "delivered", "refused", "accepted", "owed", "paid", "lapsed", "ended"
]  # fmt: skip
Verdict = Literal["scale", "stop", "repeat"]

ORDER: Mapping[str, Mapping[str, str]] = {
    "": {"prepared": "prepared"},
    "prepared": {"agreed": "agreed", "withdrawn": "withdrawn"},
    "agreed": {"signed": "signed", "withdrawn": "withdrawn"},
    "signed": {"decided": "decided"},
    "withdrawn": {},
    "decided": {},
}
# Public money is reserved, then paid on acceptance or released; what a company orders begins, is owed, paid, or ends.
PART: Mapping[str, Mapping[str, str]] = {
    "": {"reserved": "open", "begun": "open"},
    "open": {"delivered": "delivered", "lapsed": "lapsed", "ended": "ended"},
    "delivered": {"refused": "open", "accepted": "accepted", "owed": "owed"},
    "owed": {"paid": "paid"},
    "accepted": {},
    "paid": {},
    "lapsed": {},
    "ended": {},
}
CLOSED = frozenset(state for state, steps in PART.items() if not steps)
PUBLIC = frozenset({"signed", "decided"})
PAID = ("accepted", "paid")

ORDER_NAMES: Mapping[str, Text] = {
    "prepared": Text.of(vi="Chờ bên nhận đồng ý", en="Waits for the supplier"),
    "agreed": Text.of(vi="Chờ ký", en="Waits to be signed"),
    "signed": Text.of(vi="Đang thực hiện", en="Under way"),
    "withdrawn": Text.of(vi="Đã rút", en="Withdrawn"),
    "decided": Text.of(vi="Đã quyết định", en="Decided"),
}
ORDER_TONES: Mapping[str, str] = {
    "prepared": "warn", "agreed": "warn", "signed": "info", "withdrawn": "off", "decided": "ok",
}  # fmt: skip
PART_NAMES: Mapping[str, Text] = {
    "": Text.of(vi="Chưa ký", en="Not signed"),
    "open": Text.of(vi="Chờ giao", en="To be delivered"),
    "delivered": Text.of(vi="Chờ nghiệm thu", en="To be accepted"),
    "accepted": Text.of(vi="Đã nghiệm thu, đã trả", en="Accepted and paid"),
    "owed": Text.of(vi="Đã nghiệm thu, chờ trả", en="Accepted, to be paid"),
    "paid": Text.of(vi="Đã trả, có chứng từ", en="Paid, with its document"),
    "lapsed": Text.of(vi="Không đạt, tiền được trả lại", en="Not met, money released"),
    "ended": Text.of(vi="Không đạt, không phải trả", en="Not met, nothing owed"),
}
PART_TONES: Mapping[str, str] = {
    "": "off", "open": "info", "delivered": "warn", "accepted": "ok", "owed": "warn", "paid": "ok",
    "lapsed": "bad", "ended": "bad",
}  # fmt: skip
STEP_NAMES: Mapping[str, Text] = {
    "prepared": Text.of(vi="Lập dự thảo", en="Prepared"),
    "agreed": Text.of(vi="Bên nhận đồng ý", en="Agreed by the supplier"),
    "signed": Text.of(vi="Ký đơn", en="Signed"),
    "withdrawn": Text.of(vi="Rút dự thảo", en="Withdrawn"),
    "decided": Text.of(vi="Quyết định", en="Decided"),
    "reserved": Text.of(vi="Giữ tiền cho phần này", en="Money reserved for this part"),
    "begun": Text.of(vi="Bắt đầu phần này", en="This part begun"),
    "delivered": Text.of(vi="Giao kết quả", en="Delivered"),
    "refused": Text.of(vi="Chưa nhận", en="Not accepted"),
    "accepted": Text.of(vi="Nghiệm thu, trả tiền", en="Accepted and paid"),
    "owed": Text.of(vi="Nghiệm thu, đến lượt trả tiền", en="Accepted, to be paid"),
    "paid": Text.of(vi="Ghi nhận đã trả, kèm chứng từ", en="Payment recorded, with its document"),
    "lapsed": Text.of(vi="Hết hạn, trả tiền lại ngân sách", en="Ran out, money released"),
    "ended": Text.of(vi="Hết hạn, không phải trả", en="Ran out, nothing owed"),
}
VERDICTS: Mapping[Verdict, Text] = {
    "scale": Text.of(vi="Nhân rộng", en="Scale it"),
    "stop": Text.of(vi="Dừng lại", en="Stop"),
    "repeat": Text.of(vi="Thử lại", en="Repeat it"),
}


def order_state(steps: Iterable[str]) -> str:
    return _after(ORDER, steps)


def part_state(steps: Iterable[str]) -> str:
    return _after(PART, steps)


def demand(table: Mapping[str, Mapping[str, str]], state: str, step: str) -> None:
    """Refusal (409) where `step` can't follow."""
    if step not in table[state]:
        name = (ORDER_NAMES if table is ORDER else PART_NAMES).get(state, PART_NAMES[""])
        what = Text.of(vi=f"Hiện đang: {name['vi'].lower()}.", en=f"It stands at: {name['en'].lower()}.")
        raise conflict("not-now", what)


def _after(table: Mapping[str, Mapping[str, str]], steps: Iterable[str]) -> str:
    """Where it stands after these steps. KeyError for one that can't happen then."""
    state = ""
    for step in steps:
        state = table[state][step]
    return state
