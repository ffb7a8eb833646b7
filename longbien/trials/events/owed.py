"""What a trial owes while it runs, as the record writes it down."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from longbien.kernel.event import Event, sealed
from longbien.kernel.text import Text


@dataclass(frozen=True)
class IncidentReportFiled(
    Event,
    type="trials.incident-report-filed",
    words=Text.of(vi="Nộp báo cáo sự cố đầy đủ", en="The full report of an incident was filed"),
):
    """The holder reported an incident in full: in a `case`, or in words of this `sha256`; `late`: after `due_by`."""

    number: str
    incident: UUID
    due_by: datetime | None
    late: bool
    case: UUID | None
    sha256: str | None
    report: str | None = sealed()


@dataclass(frozen=True)
class IncidentReportMissed(
    Event,
    type="trials.incident-report-missed",
    words=Text.of(vi="Quá hạn báo cáo sự cố đầy đủ", en="The full report of an incident is overdue"),
):
    """The time came by which an incident should have been reported in full, and it was not."""

    number: str
    incident: UUID
    due_by: datetime


@dataclass(frozen=True)
class HolderReminded(
    Event,
    type="trials.holder-reminded",
    words=Text.of(vi="Nhắc đơn vị thử nghiệm về báo cáo sắp đến hạn", en="The holder was reminded of a report"),
):
    """A report of this `kind` will be due: of an incident, or of a period."""

    number: str
    kind: str
    which: str
    due_by: datetime


@dataclass(frozen=True)
class PeriodEnded(
    Event,
    type="trials.period-ended",
    words=Text.of(vi="Hết một kỳ, phải nộp báo cáo định kỳ", en="A period ended, and its report is owed"),
):
    """The report of the days [`start`, `end`) is owed from now on, until `due_by`."""

    number: str
    period: int
    start: date
    end: date
    due_by: datetime


@dataclass(frozen=True)
class PeriodicReportFiled(
    Event,
    type="trials.periodic-report-filed",
    words=Text.of(vi="Nộp báo cáo định kỳ", en="The report of a period was filed"),
):
    """The holder reported on a period: its SHA-256, and its canonical JSON for whoever may read it."""

    number: str
    period: int
    due_by: datetime
    late: bool
    sha256: str
    report: str = sealed()


@dataclass(frozen=True)
class PeriodicReportMissed(
    Event,
    type="trials.periodic-report-missed",
    words=Text.of(vi="Quá hạn báo cáo định kỳ", en="The report of a period is overdue"),
):
    """The time came by which a period should have been reported on, and it was not."""

    number: str
    period: int
    due_by: datetime


@dataclass(frozen=True)
class DisengagementsTold(
    Event,
    type="trials.disengagements-told",
    words=Text.of(vi="Kể các lần người phải tiếp quản lái", en="Disengagements were told one by one"),
):
    """So many between two days, in rows of this SHA-256 (`rules.owed.disengagements.digest`)."""

    number: str
    count: int
    first: date
    last: date
    sha256: str
