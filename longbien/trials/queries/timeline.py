"""The compliance timeline: a trial's own sequence in the record, in plain words, batches of a day taken together."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from uuid import UUID

from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.record.queries import Entry, chain, entry_url
from longbien.trials.queries.kinds import measure_names
from longbien.trials.queries.trials import TYPE
from longbien.trials.rules import words

BATCH = "trials.batch-stored"


@dataclass(frozen=True)
class Moment:
    """A line of the timeline: `entry` is in the record, `url` shows it. `count` of entries that it stands for."""

    at: datetime
    kind: str
    what: Text
    detail: Text | None
    tone: str
    entry: UUID
    seq: int
    count: int

    @property
    def url(self) -> str:
        return entry_url(self.entry)


def compliance_timeline(trial_id: UUID) -> tuple[Moment, ...]:
    """From the licence to now, oldest first. Neighbouring batches become one line."""
    moments = []
    for is_batch, group in groupby(chain(Subject(TYPE, trial_id)), key=lambda entry: entry.kind == BATCH):
        found = list(group)
        moments += [_batches(found)] if is_batch else [moment_of(entry) for entry in found]
    return tuple(moments)


def moment_of(entry: Entry) -> Moment:
    """A line of its own for an entry."""
    what, tone = WHAT.get(entry.kind, (Text.of(vi=entry.kind, en=entry.kind), "off"))
    return Moment(entry.at, entry.kind, what, _detail(entry), tone, entry.id, entry.seq or 0, 1)


def _of(count: str, one: str, many: str) -> str:
    return f"{count} {one if count == '1' else many}"


def _batches(found: list[Entry]) -> Moment:
    stored = sum(entry.open["counts"]["stored"] for entry in found)
    broken = sum(sum(entry.open["breaches_by_rule"].values()) for entry in found)
    en = [f"{count:,}" for count in (len(found), stored, broken)]
    vi = [count.replace(",", ".") for count in en]
    detail = Text.of(
        vi=f"{vi[0]} gói dữ liệu, {vi[1]} sự kiện, {vi[2]} vi phạm (kể cả hoạt động khi bị dừng)",
        en=f"{_of(en[0], 'batch', 'batches')}, {_of(en[1], 'event', 'events')}, {_of(en[2], 'breach', 'breaches')} "
        "(operation while stopped included)",
    )
    last = found[-1]
    return Moment(
        last.at, BATCH, WHAT[BATCH][0], detail, "warn" if broken else "ok", last.id, last.seq or 0, len(found)
    )


def _detail(entry: Entry) -> Text | None:
    if entry.kind == "trials.suspended":
        return words.stopped_because(entry.open["rule"], measure_names())
    if entry.kind in LICENSED:
        return _licensed(entry)
    if entry.kind == "trials.start-announced":
        return _starts(date.fromisoformat(entry.open["starts_on"]))
    if entry.kind == "trials.incident-reported":
        return words.measure_name(entry.open["measure"], measure_names())
    return _owed(entry)


def _owed(entry: Entry) -> Text | None:
    if entry.kind == "trials.consent-noted":
        vi, en = CONSENTS[entry.open["verb"]]
        return Text.of(vi=f"{entry.open['count']} {vi}", en=f"{entry.open['count']} {en}")
    return LATE if entry.open.get("late") is True else None


def _licensed(entry: Entry) -> Text:
    said = entry.open
    last = date.fromisoformat(said["end"]) - timedelta(days=1)
    return Text.of(
        vi=f"Phiên bản {said['plan_version']}, đến hết ngày {last:%d/%m/%Y}",
        en=f"Version {said['plan_version']}, up to and including {last.day} {last:%B %Y}",
    )


def _starts(day: date) -> Text:
    return Text.of(vi=f"Bắt đầu ngày {day:%d/%m/%Y}", en=f"Starts on {day.day} {day:%B %Y}")


CONSENTS = {
    "give": ("người đồng ý", "gave it"),
    "withdraw": ("người rút lại", "withdrew it"),
    "restore": ("người huỷ việc rút lại", "reversed a withdrawal"),
}
LATE = Text.of(vi="Sau thời hạn", en="After the time it was due")
LICENSED = frozenset({"trials.licence-issued", "trials.licence-extended"})
WHAT: dict[str, tuple[Text, str]] = {
    "trials.licence-issued": (Text.of(vi="Cấp giấy phép", en="Licence issued"), "ok"),
    "trials.licence-extended": (Text.of(vi="Gia hạn giấy phép", en="Licence extended"), "ok"),
    "trials.start-announced": (Text.of(vi="Báo trước ngày bắt đầu", en="Start announced"), "ok"),
    "trials.started": (Text.of(vi="Bắt đầu thử nghiệm", en="Trial started"), "ok"),
    BATCH: (Text.of(vi="Nhận dữ liệu từ thiết bị", en="Telemetry received"), "ok"),
    "trials.suspended": (Text.of(vi="Tạm dừng", en="Suspended"), "bad"),
    "trials.suspension-backdated": (
        Text.of(vi="Tạm dừng được tính từ thời điểm sớm hơn", en="Suspension found to begin earlier"),
        "bad",
    ),
    "trials.resumed": (Text.of(vi="Cho phép tiếp tục", en="Resumed"), "ok"),
    "trials.revoked": (Text.of(vi="Thu hồi giấy phép", en="Licence revoked"), "bad"),
    "trials.closing": (Text.of(vi="Ngừng thử nghiệm hẳn", en="Stopped for good"), "off"),
    "trials.expired": (Text.of(vi="Hết thời hạn", en="Term ran out"), "off"),
    "trials.exited": (Text.of(vi="Nộp báo cáo kết thúc", en="Exit report filed"), "off"),
    "trials.exit-released": (
        Text.of(vi="Quyết định công bố báo cáo kết thúc", en="Publishing the exit report decided"),
        "off",
    ),
    "trials.ended": (Text.of(vi="Kết thúc", en="Ended"), "off"),
    "trials.key-issued": (Text.of(vi="Cấp khoá gửi dữ liệu", en="Key issued"), "off"),
    "trials.key-revoked": (Text.of(vi="Thu hồi khoá gửi dữ liệu", en="Key revoked"), "off"),
    "trials.fleet-declared": (Text.of(vi="Đội thiết bị khai báo", en="Declared by a fleet"), "off"),
    "trials.dossier-built": (Text.of(vi="Lập hồ sơ bằng chứng", en="Evidence dossier drawn up"), "ok"),
    "trials.concern-raised": (Text.of(vi="Phản ánh của người dân", en="Concern of a resident"), "warn"),
    "trials.lesson-drawn": (Text.of(vi="Rút ra bài học cho pháp luật", en="Lesson for law drawn"), "off"),
    "trials.lesson-followed": (Text.of(vi="Theo dõi bài học cho pháp luật", en="Lesson for law followed"), "off"),
    "trials.concern-answered": (Text.of(vi="Trả lời phản ánh", en="Concern answered"), "ok"),
    "trials.answer-missed": (Text.of(vi="Quá hạn trả lời phản ánh", en="Answer to a concern overdue"), "bad"),
    "trials.incident-reported": (Text.of(vi="Báo cáo sự cố", en="Incident reported"), "warn"),
    "trials.incident-report-filed": (Text.of(vi="Nộp báo cáo sự cố đầy đủ", en="Incident reported in full"), "ok"),
    "trials.incident-report-missed": (
        Text.of(vi="Quá hạn báo cáo sự cố đầy đủ", en="Full report of an incident overdue"),
        "bad",
    ),
    "trials.consent-text-published": (Text.of(vi="Công bố lời xin đồng ý", en="Text of consent published"), "off"),
    "trials.consent-noted": (
        Text.of(vi="Ghi nhận đồng ý của người tham gia", en="Participants' consent noted"),
        "off",
    ),
    "trials.insurance-recorded": (Text.of(vi="Ghi nhận bảo hiểm", en="Insurance recorded"), "off"),
    "trials.claim-made": (Text.of(vi="Yêu cầu bồi thường", en="Compensation claimed"), "warn"),
    "trials.claim-moved": (Text.of(vi="Giải quyết bồi thường", en="Claim dealt with"), "off"),
    "trials.disengagements-told": (Text.of(vi="Kể các lần tiếp quản lái", en="Disengagements told"), "off"),
    "trials.period-ended": (Text.of(vi="Hết một kỳ báo cáo", en="Period ended, its report is owed"), "off"),
    "trials.periodic-report-filed": (Text.of(vi="Nộp báo cáo định kỳ", en="Report of a period filed"), "ok"),
    "trials.periodic-report-missed": (Text.of(vi="Quá hạn báo cáo định kỳ", en="Report of a period overdue"), "bad"),
    "trials.holder-reminded": (Text.of(vi="Nhắc nộp báo cáo", en="Reminded of a report"), "off"),
}
