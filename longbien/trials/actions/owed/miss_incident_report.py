"""The time of a full report has passed: the record says so, and nobody can make it unsaid."""

from datetime import datetime
from uuid import UUID

from longbien.kernel.actor import SYSTEM
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit
from longbien.trials import models
from longbien.trials.actions.locked import subject_of
from longbien.trials.events.owed import HolderReminded, IncidentReportMissed

INCIDENT = "incident"


@act
def miss_incident_report(incident_id: UUID, *, at: datetime) -> None:
    """Nothing when it was filed in the meantime."""
    incident = _still_owed(incident_id)
    if incident is not None and incident.due_at is not None and at >= incident.due_at:
        missed = IncidentReportMissed(incident.trial.number, incident.pk, incident.due_at)
        trial = subject_of(incident.trial)
        emit(missed, subject=trial, by=SYSTEM, at=at, chain=trial)


@act
def remind_of_incident(incident_id: UUID, *, at: datetime) -> None:
    """Have the holder reminded of a full report that will be due; nothing once it is filed, or overdue already."""
    incident = _still_owed(incident_id)
    if incident is not None and incident.due_at is not None and at < incident.due_at:
        reminded = HolderReminded(incident.trial.number, INCIDENT, str(incident.pk), incident.due_at)
        trial = subject_of(incident.trial)
        emit(reminded, subject=trial, by=SYSTEM, at=at, chain=trial)


def _still_owed(incident_id: UUID) -> models.Incident | None:
    models.Trial.objects.select_for_update(of=("self",)).get(incidents=incident_id)
    rows = models.Incident.objects.select_related("trial").filter(pk=incident_id, report=None)
    return rows.first()
