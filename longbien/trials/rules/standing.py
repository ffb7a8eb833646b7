"""How a licence stands for someone who passes by: one word, one sentence, nothing that only insiders know."""

from dataclasses import dataclass
from datetime import date, timedelta

from longbien.kernel.period import Period
from longbien.kernel.text import Text
from longbien.trials.rules.lifecycle import CLOSING, EXITED, EXPIRED, GRANTED, REVOKED, RUNNING, SUSPENDED

HAPPENING = frozenset({GRANTED, RUNNING, SUSPENDED})


@dataclass(frozen=True)
class Standing:
    """`code` for programs, `name` short, `means` a sentence; `is_on`: it may still be met outside."""

    code: str
    name: Text
    means: Text
    tone: str

    @property
    def is_on(self) -> bool:
        return self.code in HAPPENING


def standing(state: str, term: Period, today: date) -> Standing:
    """Where a licence stands on a local day. A term that has run out is over before the clock has said so."""
    if state in HAPPENING and today >= term.end:
        return STANDINGS[EXPIRED]
    return STANDINGS[state]


def last_day(term: Period) -> date:
    """The last day on which the licence holds."""
    return term.end - timedelta(days=1)


STANDINGS = {
    one.code: one
    for one in (
        Standing(
            GRANTED,
            Text.of(vi="Đã cấp phép, chưa bắt đầu", en="Licensed, not started"),
            Text.of(vi="Chưa có thiết bị nào hoạt động.", en="No device operates yet."),
            "info",
        ),
        Standing(
            RUNNING,
            Text.of(vi="Đang thử nghiệm", en="Being tested"),
            Text.of(
                vi="Thiết bị hoạt động trong khu vực, khung giờ và ngưỡng của giấy phép.",
                en="Devices operate within the areas, hours and caps of the licence.",
            ),
            "ok",
        ),
        Standing(
            SUSPENDED,
            Text.of(vi="Đang tạm dừng", en="Stopped"),
            Text.of(
                vi="Không thiết bị nào được hoạt động cho đến khi cơ quan cấp phép cho tiếp tục.",
                en="No device may operate until the licensing authority lets it go on.",
            ),
            "bad",
        ),
        Standing(
            REVOKED,
            Text.of(vi="Đã thu hồi giấy phép", en="Licence revoked"),
            Text.of(vi="Không thiết bị nào được hoạt động nữa.", en="No device may operate any more."),
            "bad",
        ),
        Standing(
            CLOSING,
            Text.of(vi="Đã ngừng thử nghiệm", en="Stopped for good"),
            Text.of(
                vi="Không thiết bị nào được hoạt động nữa; đơn vị thử nghiệm còn nợ báo cáo kết thúc.",
                en="No device may operate any more; the holder still owes the exit report.",
            ),
            "off",
        ),
        Standing(
            EXITED,
            Text.of(vi="Đã kết thúc", en="Ended"),
            Text.of(vi="Đơn vị thử nghiệm đã kết thúc và báo cáo.", en="The holder ended it and reported."),
            "off",
        ),
        Standing(
            EXPIRED,
            Text.of(vi="Đã hết thời hạn", en="Term is over"),
            Text.of(vi="Giấy phép không còn hiệu lực.", en="The licence holds no more."),
            "off",
        ),
    )
}
