"""What the database keeps from being changed."""

from longbien.record.triggers import append_only

append_only(
    "trials.Regime", "trials.PlanVersion", "trials.Batch", "trials.TelemetryEvent", "trials.Breach", "trials.Conflict",
    "trials.Incident", "trials.Tally", "trials.Declaration", "trials.ExitReport", "trials.ExitRelease",
    "trials.LessonStep", "trials.IncidentReport", "trials.ReportPeriod", "trials.PeriodicReport",
    "trials.Disengagement", "trials.ConsentText", "trials.ConsentStep", "trials.Insurance", "trials.ClaimStep",
)  # fmt: skip
