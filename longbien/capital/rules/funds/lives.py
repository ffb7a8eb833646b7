"""What two officers decide is a draft first: the lives of a commitment and of a draft, as tables."""

from longbien.kernel.refusal import conflict
from longbien.kernel.text import Text

DRAFT, POSTED, DROPPED, REVERSED = "draft", "posted", "dropped", "reversed"
SIGNED, CLOSED, WITHDRAWN = "signed", "closed", "withdrawn"

TRANSITIONS: dict[tuple[str, str], str] = {
    (DRAFT, "confirm"): POSTED,
    (DRAFT, "drop"): DROPPED,
    (POSTED, "reverse"): REVERSED,
    (SIGNED, "admit"): CLOSED,
    (SIGNED, "withdraw"): WITHDRAWN,
}
NAMES = {
    DRAFT: Text.of(vi="Chờ người thứ hai xác nhận", en="Waits for a second officer"),
    POSTED: Text.of(vi="Đã ghi sổ", en="Posted"),
    DROPPED: Text.of(vi="Đã bỏ", en="Dropped"),
    REVERSED: Text.of(vi="Đã đảo lại", en="Reversed"),
    SIGNED: Text.of(vi="Đã ký, chờ đợt đóng", en="Signed, waits for a close"),
    CLOSED: Text.of(vi="Có hiệu lực", en="Binding"),
    WITHDRAWN: Text.of(vi="Đã rút", en="Withdrawn"),
}
TONES = {DRAFT: "warn", POSTED: "ok", DROPPED: "off", REVERSED: "off", SIGNED: "info", CLOSED: "ok", WITHDRAWN: "off"}


def after(state: str, verb: str) -> str:
    """Where `verb` leads. Refusal (409) when the table has no such move."""
    if (state, verb) not in TRANSITIONS:
        name = NAMES[state]
        what = Text.of(
            vi=f"Không làm được nữa: mục này ở trạng thái “{name['vi']}”.",
            en=f"This can't be done any more: it is “{name['en']}”.",
        )
        raise conflict("not-now", what)
    return TRANSITIONS[state, verb]
