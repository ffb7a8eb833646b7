"""File the report of a period: its figures as the record has them, and what the holder says of it."""

from datetime import datetime
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.kernel.period import Period
from longbien.kernel.refusal import conflict, not_found
from longbien.kernel.text import Text
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit
from longbien.trials import models
from longbien.trials.actions.locked import locked, subject_of
from longbien.trials.events.owed import PeriodicReportFiled
from longbien.trials.queries.owed.figures import period_figures
from longbien.trials.rules.owed.periodic import Answers, Report, check_answers


@act
def file_periodic_report(trial_id: UUID, number: int, answers: Answers, *, by: Actor, at: datetime) -> str:
    """The SHA-256 of the report, which is filed for good: it stands in the record and in every later dossier.

    Refusal 404 for a period that has not ended, 409 for one that was reported on, 422 with every fault.
    """
    trial = locked(trial_id, by=by, action="file-report")
    period = models.ReportPeriod.objects.filter(trial=trial, number=number).first()
    if period is None:
        raise not_found()
    if models.PeriodicReport.objects.filter(pk=period.pk).exists():
        raise conflict("reported", Text.of(vi="Kỳ này đã được báo cáo.", en="This period has been reported on."))
    said = answers.trimmed()
    check_answers(said)
    report = Report(said, period_figures(trial_id, Period(period.start, period.end), now=at))
    content, late = report.canonical().decode(), at > period.due_at
    filed = PeriodicReportFiled(trial.number, number, period.due_at, late, report.sha256, report=content)
    entry = emit(filed, subject=subject_of(trial), by=by, at=at, chain=subject_of(trial))
    models.PeriodicReport.objects.create(
        period=period, content=content, sha256=report.sha256, filed_at=at, filed_by=by.id, entry=entry
    )
    return report.sha256
