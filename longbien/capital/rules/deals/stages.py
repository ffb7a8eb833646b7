"""The way of a deal, as a table: who takes it where, what insiders call each stage, and what the company is told."""

from datetime import datetime

from longbien.kernel.refusal import conflict
from longbien.kernel.text import Text

SOURCED, SCREENING, DILIGENCE, COMMITTEE = "sourced", "screening", "diligence", "committee"
TERM_SHEET, CLOSED, DECLINED = "term-sheet", "closed", "declined"
OPEN = (SOURCED, SCREENING, DILIGENCE, COMMITTEE, TERM_SHEET)
STAGES = (*OPEN, CLOSED, DECLINED)

# While the committee has a deal, nobody but the committee moves it: by `approve`, `send-back` or `refuse`.
TRANSITIONS: dict[tuple[str, str], str] = {
    (SOURCED, "screen"): SCREENING,
    (SCREENING, "examine"): DILIGENCE,
    (DILIGENCE, "propose"): COMMITTEE,
    (COMMITTEE, "approve"): TERM_SHEET,
    (COMMITTEE, "send-back"): DILIGENCE,
    (COMMITTEE, "refuse"): DECLINED,
    (TERM_SHEET, "close"): CLOSED,
    (SOURCED, "decline"): DECLINED,
    (SCREENING, "decline"): DECLINED,
    (DILIGENCE, "decline"): DECLINED,
    (TERM_SHEET, "decline"): DECLINED,
}
BY_COMMITTEE = ("approve", "send-back", "refuse")
NAMES = {
    SOURCED: Text.of(vi="Tìm thấy", en="Sourced"),
    SCREENING: Text.of(vi="Sàng lọc", en="Screening"),
    DILIGENCE: Text.of(vi="Thẩm định", en="Diligence"),
    COMMITTEE: Text.of(vi="Hội đồng đầu tư", en="Committee"),
    TERM_SHEET: Text.of(vi="Điều khoản", en="Term sheet"),
    CLOSED: Text.of(vi="Đã chốt", en="Closed"),
    DECLINED: Text.of(vi="Không đầu tư", en="Declined"),
}
TOLD = {
    SOURCED: Text.of(vi="Quỹ biết đến doanh nghiệp của bạn.", en="The fund has noticed your company."),
    SCREENING: Text.of(
        vi="Quỹ đang xem sơ bộ. Có thể sẽ hỏi bạn thêm vài điều.",
        en="The fund takes a first look. It may ask you a few questions.",
    ),
    DILIGENCE: Text.of(
        vi="Quỹ đang thẩm định. Hãy để tài liệu vào phòng dữ liệu.",
        en="The fund looks closely. Put your documents into the data room.",
    ),
    COMMITTEE: Text.of(
        vi="Hội đồng đầu tư đang xem xét. Bạn không cần làm gì lúc này.",
        en="The investment committee considers it. Nothing is asked of you now.",
    ),
    TERM_SHEET: Text.of(
        vi="Hội đồng đồng ý. Quỹ sẽ bàn điều khoản với bạn.",
        en="The committee said yes. The fund will talk terms with you.",
    ),
    CLOSED: Text.of(vi="Khoản đầu tư đã được chốt.", en="The investment is agreed."),
    DECLINED: Text.of(vi="Lần này quỹ không đầu tư.", en="The fund does not invest this time."),
}
TONES = {
    SOURCED: "off", SCREENING: "info", DILIGENCE: "info", COMMITTEE: "warn", TERM_SHEET: "ok", CLOSED: "ok",
    DECLINED: "off",
}  # fmt: skip
VERBS = {
    "open": Text.of(vi="Đưa vào danh sách", en="Entered"),
    "screen": Text.of(vi="Bắt đầu sàng lọc", en="Screening began"),
    "examine": Text.of(vi="Bắt đầu thẩm định", en="Diligence began"),
    "propose": Text.of(vi="Trình hội đồng đầu tư", en="Put before the committee"),
    "approve": Text.of(vi="Hội đồng đồng ý", en="The committee agreed"),
    "send-back": Text.of(vi="Hội đồng trả lại để thẩm định thêm", en="The committee sent it back"),
    "refuse": Text.of(vi="Hội đồng không đồng ý", en="The committee refused"),
    "close": Text.of(vi="Chốt khoản đầu tư", en="Closed"),
    "decline": Text.of(vi="Dừng lại", en="Declined"),
}


def after(stage: str, verb: str) -> str:
    """Where `verb` leads. Refusal (409) when the table has no such move."""
    if (stage, verb) not in TRANSITIONS:
        name = NAMES[stage]
        what = Text.of(
            vi=f"Lúc này không làm được: thương vụ đang ở bước “{name['vi']}”.",
            en=f"This can't be done now: the deal stands at “{name['en']}”.",
        )
        raise conflict("not-now", what)
    return TRANSITIONS[stage, verb]


def verbs_from(stage: str) -> tuple[str, ...]:
    """What an officer may do with a deal that stands there."""
    return tuple(verb for (at, verb) in TRANSITIONS if at == stage and verb not in BY_COMMITTEE)


def days_in(since: datetime, now: datetime) -> int:
    """Whole days that a deal has stood where it stands."""
    return (now - since).days
