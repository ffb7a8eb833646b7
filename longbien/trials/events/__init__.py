"""What happens in the trials room, as the record writes it down. All of it stands in the trial's own sequence."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from longbien.kernel.event import Event, sealed
from longbien.kernel.text import Text
from longbien.trials.events import consent, cover, owed

ELSEWHERE = (consent, cover, owed)  # imported so that the record can read their events, too


@dataclass(frozen=True)
class RegimeAdopted(
    Event,
    type="trials.regime-adopted",
    words=Text.of(vi="Ban hành phiên bản chế độ pháp lý", en="A legal regime was adopted"),
):
    """A version of a regime came into the hub; `sha256` of its canonical content."""

    code: str
    number: int
    sha256: str


@dataclass(frozen=True)
class LicenceIssued(
    Event, type="trials.licence-issued", words=Text.of(vi="Cấp giấy phép thử nghiệm", en="A trial was licensed")
):
    """A trial was licensed: plan and policy by their SHA-256, the regime by code and version."""

    number: str
    organisation: UUID
    case: UUID | None
    regime: str
    regime_version: int
    plan_version: int
    plan_sha256: str
    policy_sha256: str
    start: date
    end: date


@dataclass(frozen=True)
class LicenceExtended(
    Event, type="trials.licence-extended", words=Text.of(vi="Gia hạn giấy phép", en="The licence was extended")
):
    """The next version of a licence: the same plan, `months` longer; `case` decided it."""

    number: str
    organisation: UUID
    case: UUID
    months: int
    plan_version: int
    plan_sha256: str
    policy_sha256: str
    start: date
    end: date


@dataclass(frozen=True)
class StartAnnounced(
    Event,
    type="trials.start-announced",
    words=Text.of(vi="Báo trước ngày bắt đầu thử nghiệm", en="The start of the trial was announced"),
):
    """Residents are told on which day the trial starts at the earliest."""

    number: str
    starts_on: date


@dataclass(frozen=True)
class TrialStarted(Event, type="trials.started", words=Text.of(vi="Bắt đầu thử nghiệm", en="The trial started")):
    number: str


@dataclass(frozen=True)
class BatchStored(
    Event, type="trials.batch-stored", words=Text.of(vi="Nhận dữ liệu từ thiết bị", en="Telemetry was received")
):
    """A batch of telemetry was stored and judged.

    `sha256` of its bytes; `counts` of events by fate; breaches of new events by rule, and those that it showed in
    older ones; `breaches` and `events` are digests (`rules.sorting.digest`) of the breaches and of the new ids.
    """

    batch: int
    sha256: str
    size: int
    key_id: UUID | None
    counts: dict[str, int]
    breaches_by_rule: dict[str, int]
    later_by_rule: dict[str, int]
    breaches: str
    events: str


@dataclass(frozen=True)
class TrialSuspended(
    Event, type="trials.suspended", words=Text.of(vi="Thử nghiệm bị tạm dừng", en="The trial was suspended")
):
    """The trial was stopped. `since` is the time of the stopping event; `rule` the broken one, or `officer`."""

    number: str
    organisation: UUID
    rule: str
    since: datetime
    automatic: bool
    event: str | None
    reason: str | None = sealed()


@dataclass(frozen=True)
class SuspensionBackdated(
    Event,
    type="trials.suspension-backdated",
    words=Text.of(vi="Tạm dừng được tính từ thời điểm sớm hơn", en="The suspension was found to begin earlier"),
):
    """A late event showed that a suspension began earlier than known."""

    rule: str
    before: datetime
    since: datetime
    event: str | None


@dataclass(frozen=True)
class TrialResumed(
    Event, type="trials.resumed", words=Text.of(vi="Thử nghiệm được tiếp tục", en="The trial was resumed")
):
    """A named officer let the trial go on."""

    number: str
    organisation: UUID
    officer: str = sealed()
    reason: str = sealed()


@dataclass(frozen=True)
class TrialRevoked(
    Event, type="trials.revoked", words=Text.of(vi="Giấy phép bị thu hồi", en="The licence was revoked")
):
    """A named officer withdrew the licence."""

    number: str
    organisation: UUID
    officer: str = sealed()
    reason: str = sealed()


@dataclass(frozen=True)
class TrialClosing(
    Event, type="trials.closing", words=Text.of(vi="Ngừng thử nghiệm hẳn", en="The trial stopped for good")
):
    """The holder stopped operating for good, and owes the exit report."""

    number: str
    organisation: UUID


@dataclass(frozen=True)
class TrialExpired(
    Event, type="trials.expired", words=Text.of(vi="Giấy phép hết thời hạn", en="The term of the licence ran out")
):
    """Nobody ended the trial before its term did; `ended` is the first instant that no longer counted."""

    number: str
    organisation: UUID
    ended: datetime


@dataclass(frozen=True)
class TrialExited(
    Event, type="trials.exited", words=Text.of(vi="Nộp báo cáo kết thúc", en="The exit report was filed")
):
    """The holder filed the exit report: its SHA-256, and its canonical JSON for whoever may read it."""

    number: str
    organisation: UUID
    report_sha256: str
    report: str = sealed()


@dataclass(frozen=True)
class ExitReleased(
    Event,
    type="trials.exit-released",
    words=Text.of(vi="Quyết định công bố báo cáo kết thúc", en="Publishing the exit report was decided on"),
):
    """Whether the authority, too, lets everyone read the report of a SHA-256; `reason` when it does not."""

    number: str
    report_sha256: str
    publish: bool
    officer: str = sealed()
    reason: str = sealed()


@dataclass(frozen=True)
class TrialEnded(Event, type="trials.ended", words=Text.of(vi="Thử nghiệm kết thúc", en="The trial ended")):
    """The holder stopped and reported in one: how trials ended before these were two steps. Read, no longer written."""

    number: str
    organisation: UUID
    report: str = sealed()


@dataclass(frozen=True)
class KeyIssued(
    Event, type="trials.key-issued", words=Text.of(vi="Cấp khoá gửi dữ liệu", en="A key for telemetry was issued")
):
    """A fleet got a key to report with; the key itself is known to its holder alone."""

    key_id: UUID
    fleet: str = sealed()


@dataclass(frozen=True)
class KeyRevoked(
    Event, type="trials.key-revoked", words=Text.of(vi="Thu hồi khoá gửi dữ liệu", en="A key for telemetry was revoked")
):
    key_id: UUID


@dataclass(frozen=True)
class IncidentReported(
    Event, type="trials.incident-reported", words=Text.of(vi="Có báo cáo sự cố", en="An incident was reported")
):
    """Something happened that a guardrail counts, told by a person; to which `device`, where that is known.

    `due_by`: when its full report is owed, where regime or hub sets a time.
    """

    incident: UUID
    measure: str
    site: str
    happened_at: datetime
    severity: str
    description: str = sealed()
    device: str | None = None
    due_by: datetime | None = None


@dataclass(frozen=True)
class DossierBuilt(
    Event,
    type="trials.dossier-built",
    words=Text.of(vi="Đã lập hồ sơ bằng chứng", en="The evidence dossier was drawn up"),
):
    """An evidence dossier was drawn up of so many leaves, batches and breaches; `parts` is the digest of its parts."""

    number: str
    leaves: int
    batches: int
    breaches: int
    parts: str


@dataclass(frozen=True)
class ConcernRaised(
    Event,
    type="trials.concern-raised",
    words=Text.of(vi="Người dân phản ánh về thử nghiệm", en="A resident raised a concern"),
):
    """A resident told of a concern or complained. What they said, and how to reach them, only the opening tells."""

    number: str
    about: str
    happened_on: date | None
    told: str = sealed()
    reach: str | None = sealed()
    level: str | None = None


@dataclass(frozen=True)
class FleetDeclared(
    Event,
    type="trials.fleet-declared",
    words=Text.of(vi="Đội thiết bị khai báo", en="A fleet declared what it has"),
):
    """A fleet declared vehicles, stops or events off the street over MDS, or what its fixed sensors are.

    `sha256` is the digest (`rules.sorting.digest`) of a line `id number sha256` for each.
    """

    kind: str
    count: int
    key_id: UUID | None
    sha256: str


@dataclass(frozen=True)
class ConcernAnswered(
    Event,
    type="trials.concern-answered",
    words=Text.of(vi="Trả lời phản ánh của người dân", en="A resident's concern was answered"),
):
    """A named officer answered a concern, which its entry in the record names; `late`: after the day it was due."""

    number: str
    concern: UUID
    late: bool
    officer: str = sealed()
    answer: str = sealed()


@dataclass(frozen=True)
class AnswerMissed(
    Event,
    type="trials.answer-missed",
    words=Text.of(vi="Quá hạn trả lời phản ánh", en="The answer to a concern is overdue"),
):
    """The day came by which a concern should have been answered, and it was not."""

    number: str
    concern: UUID
    due_by: datetime


@dataclass(frozen=True)
class LessonDrawn(
    Event,
    type="trials.lesson-drawn",
    words=Text.of(vi="Rút ra bài học cho pháp luật", en="A lesson for law was drawn"),
):
    """An exit yields a lesson: the provision that was waived ("" for the regime itself), by the report of a SHA-256."""

    number: str
    lesson: UUID
    provision: str
    report_sha256: str
    recommendation: str = sealed()


@dataclass(frozen=True)
class LessonFollowed(
    Event,
    type="trials.lesson-followed",
    words=Text.of(vi="Theo dõi bài học cho pháp luật", en="A lesson for law was followed"),
):
    """A named officer recorded what became of a lesson, with its source."""

    number: str
    lesson: UUID
    kind: str
    state: str
    source: str
    happened_on: date
    officer: str = sealed()
    text: str = sealed()
