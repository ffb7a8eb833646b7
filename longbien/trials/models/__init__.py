"""Tables of the trials room. What was licensed, reported and judged is append-only (`triggers.py`)."""

from longbien.trials.models.conduct import Exposure, Incident, Suspension, Tally
from longbien.trials.models.consent import ConsentStep, ConsentText
from longbien.trials.models.cover import Claim, ClaimStep, Insurance
from longbien.trials.models.fleets import Declaration, VehicleStatus
from longbien.trials.models.leaving import ExitDraft, ExitRelease, ExitReport, Lesson, LessonStep
from longbien.trials.models.licences import Key, PlanVersion, Regime, Trial
from longbien.trials.models.owed import Disengagement, IncidentReport, PeriodicReport, ReportPeriod
from longbien.trials.models.residents import Concern, WardWatch
from longbien.trials.models.telemetry import (
    LARGEST,
    Batch,
    Breach,
    Compared,
    Conflict,
    Device,
    Feed,
    TelemetryEvent,
    Usage,
)

__all__ = [
    "LARGEST",
    "Batch",
    "Breach",
    "Claim",
    "ClaimStep",
    "Compared",
    "Concern",
    "Conflict",
    "ConsentStep",
    "ConsentText",
    "Declaration",
    "Device",
    "Disengagement",
    "ExitDraft",
    "ExitRelease",
    "ExitReport",
    "Exposure",
    "Feed",
    "Incident",
    "IncidentReport",
    "Insurance",
    "Key",
    "Lesson",
    "LessonStep",
    "PeriodicReport",
    "PlanVersion",
    "Regime",
    "ReportPeriod",
    "Suspension",
    "Tally",
    "TelemetryEvent",
    "Trial",
    "Usage",
    "VehicleStatus",
    "WardWatch",
]
