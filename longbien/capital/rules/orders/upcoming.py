"""What happens next with an order, by whom and by when: one sentence for every page that shows one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from longbien.kernel.text import Text


@dataclass(frozen=True)
class PartStands:
    """Where a part stands, and the moment by which what comes next must have happened."""

    number: int
    state: str
    due_at: datetime


@dataclass(frozen=True)
class Next:
    """What is to be done, and until when; nothing more (`by` None) when the order is closed."""

    what: Text
    by: datetime | None = None
    part: int | None = None

    def is_late(self, now: datetime) -> bool:
        return self.by is not None and now > self.by


WAITS: dict[str, Text] = {
    "prepared": Text.of(
        vi="Bên nhận đọc và đồng ý, hoặc dự thảo được rút.", en="The supplier reads it and agrees, or it is withdrawn."
    ),
    "agreed": Text.of(
        vi="Một cán bộ khác, không phải người lập, ký; khi ấy tiền được giữ.",
        en="Another officer than the one who prepared it signs; then the money is reserved.",
    ),
    "withdrawn": Text.of(vi="Không còn gì: dự thảo đã rút.", en="Nothing more: it was withdrawn."),
    "decided": Text.of(vi="Không còn gì: đã có quyết định.", en="Nothing more: it has been decided."),
}
DECIDE = Text.of(
    vi="Cơ quan đặt hàng quyết định: nhân rộng, dừng lại hay thử lại.",
    en="The public body decides: scale it, stop, or repeat it.",
)
OF_PILOT = WAITS | {
    "agreed": Text.of(vi="Lãnh đạo của doanh nghiệp đặt hàng ký.", en="A lead of the company that orders signs it.")
}
PILOT_DECIDE = Text.of(
    vi="Doanh nghiệp đặt hàng quyết định: nhân rộng, dừng lại hay thử lại.",
    en="The company that orders decides: scale it, stop, or repeat it.",
)


def upcoming(
    state: str,
    parts: Sequence[PartStands],
    *,
    answer_by: datetime | None,
    decide_by: datetime | None,
    is_pilot: bool = False,
) -> Next:
    """`answer_by`: the day of the first part, before which it must be signed; `decide_by` once all parts are closed."""
    words = OF_PILOT if is_pilot else WAITS
    if state in ("prepared", "agreed"):
        return Next(words[state], answer_by)
    if state in WAITS:
        return Next(words[state])
    waiting = sorted((part for part in parts if part.state in ("delivered", "open", "owed")), key=_urgency)
    if not waiting:
        return Next(PILOT_DECIDE if is_pilot else DECIDE, decide_by)
    first = waiting[0]
    said = _of_pilot(first) if is_pilot else _of_part(first)
    return Next(said, first.due_at, first.number)


def _urgency(part: PartStands) -> tuple[datetime, int]:
    return (part.due_at, part.number)


def _of_part(part: PartStands) -> Text:
    if part.state == "delivered":
        return Text.of(
            vi=f"Một cán bộ nghiệm thu phần {part.number}, hoặc nói vì sao chưa nhận.",
            en=f"An officer accepts part {part.number}, or says why not.",
        )
    return Text.of(
        vi=f"Bên nhận giao phần {part.number}; quá hạn thì tiền trở lại ngân sách.",
        en=f"The supplier delivers part {part.number}; after that day its money goes back to the budget.",
    )


def _of_pilot(part: PartStands) -> Text:
    if part.state == "delivered":
        return Text.of(
            vi=f"Bên đặt nghiệm thu phần {part.number}, hoặc nói vì sao chưa nhận.",
            en=f"The buyer accepts part {part.number}, or says why not.",
        )
    if part.state == "owed":
        return Text.of(
            vi=f"Bên đặt trả tiền phần {part.number} và ghi nhận kèm chứng từ.",
            en=f"The buyer pays part {part.number} and records it with its document.",
        )
    return Text.of(
        vi=f"Bên nhận giao phần {part.number}; quá hạn thì không phải trả phần này.",
        en=f"The supplier delivers part {part.number}; after that day nothing is owed for it.",
    )
