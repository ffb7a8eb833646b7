"""Report an incident in full: in words of its own, or by a case that holds them."""

from datetime import datetime
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import conflict, not_found
from longbien.kernel.text import Text
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit
from longbien.trials import models
from longbien.trials.actions.locked import locked, subject_of
from longbien.trials.events.owed import IncidentReportFiled
from longbien.trials.rules.owed.accounts import Account, check_account


@act
def file_incident_report(trial_id: UUID, incident_id: UUID, account: Account, *, by: Actor, at: datetime) -> UUID:
    """The id of its entry in the record; the words are sealed there, their SHA-256 is open.

    Refusal 404 for an incident of another trial, 409 for one that is reported in full, 422 with every fault.
    """
    trial = locked(trial_id, by=by, action="file-report")
    said = account.trimmed()
    check_account(said)
    return _file(trial, _unreported(trial, incident_id), said, None, by=by, at=at)


@act
def report_by_case(trial_id: UUID, incident_id: UUID, case_id: UUID, *, by: Actor, at: datetime) -> UUID:
    """The same where a case is the full report: its words stay there."""
    trial = locked(trial_id, by=by, action="file-report")
    return _file(trial, _unreported(trial, incident_id), None, case_id, by=by, at=at)


def _unreported(trial: models.Trial, incident_id: UUID) -> models.Incident:
    incident = models.Incident.objects.filter(pk=incident_id, trial=trial).first()
    if incident is None:
        raise not_found()
    if models.IncidentReport.objects.filter(pk=incident_id).exists():
        what = Text.of(vi="Sự cố này đã được báo cáo đầy đủ.", en="This incident has been reported in full.")
        raise conflict("reported", what)
    return incident


def _file(
    trial: models.Trial, incident: models.Incident, account: Account | None, case_id: UUID | None, *, by: Actor,
    at: datetime,
) -> UUID:  # fmt: skip
    content = account.canonical().decode() if account else ""
    filed = IncidentReportFiled(
        number=trial.number,
        incident=incident.pk,
        due_by=incident.due_at,
        late=incident.due_at is not None and at > incident.due_at,
        case=case_id,
        sha256=account.sha256 if account else None,
        report=content or None,
    )
    entry = emit(filed, subject=subject_of(trial), by=by, at=at, chain=subject_of(trial))
    models.IncidentReport.objects.create(
        incident=incident, content=content, sha256=filed.sha256 or "", case_id=case_id, filed_at=at, filed_by=by.id,
        entry=entry,
    )  # fmt: skip
    return entry
