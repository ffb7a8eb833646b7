"""What the forms of consent ask."""

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from longbien.kernel.text import Text
from longbien.trials.actions.consent.note_consents import drawn_code
from longbien.trials.actions.consent.publish_text import LONGEST, LONGEST_PURPOSE, SHORTEST
from longbien.trials.rules.consent.codes import Row, plain
from longbien.trials.rules.consent.steps import GIVE, RESTORE, WITHDRAW
from longbien.ui.fields import Choice, Field

DID = (
    Choice(GIVE, Text.of(vi="Đồng ý tham gia", en="Consented")),
    Choice(WITHDRAW, Text.of(vi="Rút lại đồng ý", en="Withdrew the consent")),
    Choice(RESTORE, Text.of(vi="Huỷ việc rút lại", en="Reversed the withdrawal")),
)
TEXT = (
    Field(
        "purpose",
        "text",
        Text.of(vi="Để làm gì?", en="For which purpose?"),
        required=True,
        minimum=5,
        maximum=LONGEST_PURPOSE,
    ),
    Field(
        "words",
        "longtext",
        Text.of(vi="Người tham gia đồng ý với lời nào?", en="What do participants agree to?"),
        Text.of(
            vi="Thử gì, rủi ro gì, dữ liệu nào được ghi, rút lại thế nào. Mỗi lần đổi là một phiên bản mới.",
            en="What is tested, at which risk, which data are kept, how to withdraw. Each change is a new version.",
        ),
        required=True,
        minimum=SHORTEST,
        maximum=LONGEST,
    ),
)
ONE = (
    Field("did", "choice", Text.of(vi="Người tham gia đã làm gì?", en="What did the participant do?"), required=True,
          choices=DID),
    Field(
        "code",
        "text",
        Text.of(vi="Mã của người tham gia", en="Code of the participant"),
        Text.of(
            vi="Không phải tên. Để trống khi đồng ý lần đầu thì hệ thống rút một mã mới.",
            en="Not a name. Left empty for a first consent, a new one is drawn.",
        ),
        maximum=40,
    ),
    Field("day", "date", Text.of(vi="Ngày", en="Day"), required=True),
    Field("time", "time", Text.of(vi="Giờ", en="Time"), required=True),
)  # fmt: skip
MANY = (
    Field(
        "table",
        "file",
        Text.of(vi="Tệp CSV", en="A CSV file"),
        Text.of(
            vi="Cột code và given_at: ai đã đồng ý với lời mới nhất, lúc nào.",
            en="Columns code and given_at: who consented to the newest text, and when.",
        ),
        required=True,
        accept=(".csv",),
        max_bytes=2_000_000,
    ),
)
OWN = (
    Field(
        "code",
        "text",
        Text.of(vi="Mã của bạn", en="Your code"),
        Text.of(vi="Đơn vị thử nghiệm đã đưa cho bạn khi bạn đồng ý.", en="You got it when you consented."),
        required=True,
        maximum=60,
    ),
    Field(
        "did",
        "choice",
        Text.of(vi="Bạn muốn làm gì?", en="What do you want to do?"),
        required=True,
        choices=(
            Choice("look", Text.of(vi="Xem tôi đã đồng ý với điều gì", en="See what I agreed to")),
            Choice(WITHDRAW, Text.of(vi="Rút lại đồng ý", en="Withdraw my consent")),
            Choice(RESTORE, Text.of(vi="Huỷ việc rút lại", en="Reverse my withdrawal")),
        ),
    ),
)


def row_of(data: dict[str, Any]) -> Row:
    """The code and the time of a form that was checked; a first consent without a code gets one."""
    day, clock = date.fromisoformat(data["day"]), time.fromisoformat(data["time"])
    at = datetime.combine(day, clock, tzinfo=ZoneInfo(settings.HUB.timezone))
    code = plain(data.get("code", ""))
    return Row(drawn_code() if data["did"] == GIVE and not code else code, at)
