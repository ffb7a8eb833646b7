"""What a trial came to, in lines that can be compared with those of a second run."""

from typing import Any
from uuid import UUID

from longbien.trials import models
from longbien.trials.queries.breaches import breaches
from longbien.trials.queries.comparing import told
from longbien.trials.queries.monitors import MonitorView, monitor_state
from longbien.trials.rules.again import Result


def result_of(trial_id: UUID) -> Result:
    """Every answer, breach, suspension and step of a monitor, in an order that doesn't depend on keys."""
    answers = models.Batch.objects.filter(feed__trial_id=trial_id).order_by("number").values_list("answer", flat=True)
    stops = models.Suspension.objects.filter(trial_id=trial_id).order_by("since_us")
    return Result(
        list(answers),
        [[one.event_id, one.rule, one.at_us, one.stops] for one in breaches(trial_id)],
        [list(row) for row in stops.values_list("since_us", "lifted_us", "rule", "event")],
        [_steps(one) for one in monitor_state(trial_id)],
        told(trial_id),
    )


def _steps(one: MonitorView) -> dict[str, Any]:
    steps = [
        [step.day.isoformat(), step.site, step.count, _number(step.detector), _number(step.evidence)]
        for step in one.steps
    ]
    return {"measure": one.measure, "steps": steps}


def _number(odds: float) -> float | str:
    """JSON has no infinity, which is where a limit of nothing leads."""
    return odds if odds < float("inf") else "infinite"
