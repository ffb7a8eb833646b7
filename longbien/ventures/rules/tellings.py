"""What each kind of event is called on the crossing page, and who may read it there.

A telling is the outside of what happened: that a case was decided and how, never what it says. Events that are not
listed are not told.
"""

from dataclasses import dataclass
from typing import Literal

from longbien.kernel.text import Text

Kind = Literal["problem", "case", "decision", "venture", "trial", "document"]
Tone = Literal["", "ok", "warn", "bad", "off"]


@dataclass(frozen=True)
class Telling:
    """`inside`: only for members of the venture and for the officers of the case."""

    kind: Kind
    words: Text
    tone: Tone = ""
    inside: bool = False


TELLINGS: dict[str, Telling] = {
    "problems.published": Telling("problem", Text.of(vi="Bài toán được công bố", en="Problem published")),
    "procedures.case-opened": Telling("case", Text.of(vi="Mở hồ sơ", en="Case opened"), inside=True),
    "procedures.case-late": Telling("case", Text.of(vi="Quá hạn trả lời", en="Deadline passed"), "warn", inside=True),
    "procedures.task-assigned": Telling("case", Text.of(vi="Mời thẩm định", en="Reviewer asked"), inside=True),
    "procedures.task-submitted": Telling("case", Text.of(vi="Có bản thẩm định", en="Review handed in"), inside=True),
    "procedures.conflict-declared": Telling(
        "case", Text.of(vi="Khai báo xung đột lợi ích", en="Conflict of interest declared"), inside=True
    ),
    "ventures.founded": Telling("venture", Text.of(vi="Thành lập dự án", en="Venture founded"), "ok"),
    "ventures.stage-passed": Telling("venture", Text.of(vi="Qua cổng giai đoạn", en="Gate passed"), "ok"),
    "trials.licence-issued": Telling("trial", Text.of(vi="Cấp giấy phép thử nghiệm", en="Trial licence issued"), "ok"),
    "trials.started": Telling("trial", Text.of(vi="Bắt đầu thử nghiệm", en="Trial started"), "ok"),
    "trials.suspended": Telling("trial", Text.of(vi="Thử nghiệm bị tạm dừng", en="Trial suspended"), "bad"),
    "trials.resumed": Telling("trial", Text.of(vi="Thử nghiệm được tiếp tục", en="Trial resumed"), "ok"),
    "trials.revoked": Telling("trial", Text.of(vi="Thu hồi giấy phép", en="Licence revoked"), "bad"),
    "trials.ended": Telling("trial", Text.of(vi="Kết thúc thử nghiệm", en="Trial ended"), "off"),
    "trials.incident-reported": Telling("trial", Text.of(vi="Báo cáo sự cố", en="Incident reported"), "warn"),
    "trials.key-issued": Telling(
        "trial", Text.of(vi="Cấp khoá gửi dữ liệu", en="Key for telemetry issued"), inside=True
    ),
    "trials.batch-stored": Telling("trial", Text.of(vi="Nhận dữ liệu từ thiết bị", en="Telemetry received")),
    "record.document-stored": Telling("document", Text.of(vi="Lưu tài liệu", en="Document kept"), inside=True),
}

# Told once, for the first of them: a running trial reports every few seconds.
ONCE = frozenset({"trials.batch-stored"})
