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


def upcoming(
    state: str, parts: Sequence[PartStands], *, answer_by: datetime | None, decide_by: datetime | None
) -> Next:
    """`answer_by`: the day of the first part, before which it must be signed; `decide_by` once all parts are closed."""
    if state in ("prepared", "agreed"):
        return Next(WAITS[state], answer_by)
    if state in WAITS:
        return Next(WAITS[state])
    waiting = sorted((part for part in parts if part.state in ("delivered", "open")), key=_urgency)
    if not waiting:
        return Next(DECIDE, decide_by)
    first = waiting[0]
    return Next(_of_part(first), first.due_at, first.number)


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
