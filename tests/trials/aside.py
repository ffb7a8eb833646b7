"""What the kill test does in a process of its own."""

import json
from pathlib import Path
from typing import Any
from uuid import UUID

from longbien.kernel.ids import from_slug, to_slug
from longbien.record.queries import chain
from longbien.trials import models, queries
from longbien.trials.actions.issue_key import issue_key
from longbien.trials.actions.issue_licence import Application, issue_licence
from longbien.trials.actions.start_trial import start_trial
from tests.trials import million
from tests.trials.make import NOW, broken, licensed, plan_data, spans
from tests.trials.vectorised import digest_of

PLAN = {
    "cap_devices": 24,
    "stop_on": ["area"],
    "areas": ["campus"],
    "guardrails": [{"measure": "emergency_stop", "limit_per_site_day": 2}],
}


def stage() -> None:
    """Two trials of one licence, running, each with a key."""
    first = licensed(**PLAN)
    asked = Application(first.organisation_id, plan_data(**PLAN))
    second = issue_licence(asked, by=first.officer, at=NOW)
    made = []
    for trial_id in (first.id, second):
        start_trial(trial_id, by=first.holder, at=NOW)
        made.append([to_slug(trial_id), issue_key(trial_id, fleet="Đội", by=first.holder, at=NOW)])
    print(json.dumps(made))


def outcomes(*slugs: str) -> None:
    """What must not depend on who was killed when, for each trial."""
    print(json.dumps([outcome(from_slug(slug)) for slug in slugs]))


def outcome(trial_id: UUID) -> dict[str, Any]:
    rows = models.TelemetryEvent.objects.filter(feed__trial_id=trial_id)
    batches = list(queries.batches(trial_id))
    stored = [entry for entry in chain(queries.card(trial_id).subject) if entry.kind == "trials.batch-stored"]
    return {
        "events": sorted(rows.values_list("event_id", flat=True)),
        "breaches": sorted(broken(trial_id)),
        "suspensions": spans(trial_id),
        "state": models.Trial.objects.get(pk=trial_id).state,
        "monitors": [[one.now, one.evidence, one.counted] for one in queries.monitor_state(trial_id)],
        "figures": [queries.figures(trial_id).events, queries.figures(trial_id).breaches],
        "digests": sorted([one.sha256, one.events_sha256, one.breaches_sha256] for one in batches),
        "recorded": sorted([entry.open["sha256"], entry.open["breaches"]] for entry in stored),
        "files": all(Path(one.path).stat().st_size == one.size for one in batches),
    }


def stage_million() -> None:
    """One trial under every limit: its id, its key, and the holidays that it minds."""
    trial = licensed(**million.PLAN)
    start_trial(trial.id, by=trial.holder, at=NOW)
    key = issue_key(trial.id, fleet="Đội", by=trial.holder, at=NOW)
    print(json.dumps([to_slug(trial.id), key, *(day.isoformat() for day in queries.policy_of(trial.id).holidays)]))


def judged(slug: str) -> None:
    """How many events were stored, the breaches by rule, and one hash of them all."""
    rows = models.Breach.objects.filter(feed__trial_id=from_slug(slug)).values_list("event__event_id", "rule")
    counts = {one.rule: one.count for one in queries.breach_counts(from_slug(slug))}
    digest = digest_of(rows.iterator(chunk_size=10_000))
    print(json.dumps([queries.figures(from_slug(slug)).events, dict(sorted(counts.items())), digest]))
