"""All that a dossier is made of, read from the tables: plain JSON data, part by part."""

import json
from base64 import b64encode
from collections.abc import Iterable, Iterator
from datetime import datetime
from math import isnan
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import F, Min
from django.utils import translation

from longbien.kernel.plain import utc_micros
from longbien.kernel.subject import Subject
from longbien.people.queries import organisation
from longbien.record.queries import Proofs, Stamp, chain, consistency, openings_of, stamps_over
from longbien.record.rules.leaf import read_leaf
from longbien.trials import models
from longbien.trials.queries.caps.witness import accounts, witnesses
from longbien.trials.queries.comparing import told
from longbien.trials.queries.judged import events_of_devices, events_of_term
from longbien.trials.queries.monitors import seen
from longbien.trials.queries.policies import policy_of
from longbien.trials.rules.dossier.figures import inputs, results, totals
from longbien.trials.rules.monitors.rails import rails_of
from longbien.trials.rules.policy import Policy
from longbien.trials.rules.telemetry import MINUTE_US, altitude_in

# What may be read of sealed fields by whoever may have the dossier. Residents' words and people's injuries stay sealed.
SHOWN = {
    "trials.suspended": {"reason"},
    "trials.resumed": {"officer", "reason"},
    "trials.revoked": {"officer", "reason"},
    "trials.exited": {"report"},
    "trials.exit-released": {"officer", "reason"},
    "trials.periodic-report-filed": {"report"},
    "trials.ended": {"report"},
}
# What is told of a breach, and where it stands.
BREACH = {
    "batch": "batch__number",
    "rule": "rule",
    "stops": "stops",
    "event": "event__event_id",
    "stored_in": "event__batch__number",
    "device": "event__device",
    "at_us": "event__at_us",
    "lon": "event__lon",
    "lat": "event__lat",
    "speed_kmh": "event__speed_kmh",
    "participants": "event__participants",
    "value_minor": "event__value_minor",
    "rest": "event__rest",
}
ROUTINE = "trials.batch-stored/"
COUNTS = ("received", "stored", "duplicates", "conflicts", "skewed", "violations", "late", "disordered")


def evidence(trial: models.Trial) -> dict[str, Any]:
    """The parts before the timeline. Call inside the transaction that records the dossier, with the trial locked."""
    policy = policy_of(trial.pk)
    batches, breaches = list(_batches(trial)), list(_breaches(trial, policy))
    return {
        "plan": {"versions": [_version(row) for row in trial.versions.order_by("number")]},
        "regime": _regime(trial.regime),
        "licence": _licence(trial),
        "waivers": [{"provision": one.provision, "why": one.why} for one in policy.plan.exemptions],
        "batches": batches,
        "breaches": breaches,
        "suspensions": [_suspension(row) for row in trial.suspensions.order_by("since_us")],
        "incidents": [_incident(row) for row in trial.incidents.order_by("reported_at", "id")],
        "statistics": {
            "totals": totals(batches, breaches),
            "monitors": list(_monitors(trial, policy)),
            **accounts(models.Feed.objects.get(trial=trial), policy),
            **({"comparisons": told(trial.pk)} if policy.plan.comparisons else {}),
        },
    }


def timeline(trial: models.Trial) -> Iterator[dict[str, Any]]:
    """Every leaf of the trial's own sequence, with the openings that may be shown."""
    entries = chain(Subject("trials.trial", trial.pk))
    every = openings_of(entry.id for entry in entries if entry.kind in SHOWN)
    for entry in entries:
        shown, opened = SHOWN.get(entry.kind, set()), every.get(entry.id, {})
        yield {
            "leaf": entry.leaf,
            "openings": {
                name: {"salt": one.salt.hex(), "value": one.value} for name, one in opened.items() if name in shown
            },
        }


def log(proven: Proofs) -> dict[str, Any]:
    """The signed head of the log, the way of each leaf to it, and the time stamps on heads before it, if there are any.

    The leaves are in the log in their own order. Of stamps come those that first bore a leaf, batches apart, and the
    newest.
    """
    size = proven.checkpoint.size
    deciding = [one.index for one in proven.entries if not read_leaf(one.leaf.encode()).type.startswith(ROUTINE)]
    stamps = [_stamp(one, size) for one in stamps_over(deciding, size)]
    return {
        "checkpoint": proven.note,
        "proofs": [{"index": one.index, "path": _written(one.path)} for one in proven.entries],
        **({"stamps": stamps} if stamps else {}),
    }


def _stamp(stamp: Stamp, size: int) -> dict[str, Any]:
    answer = b64encode(stamp.answer).decode()
    return {"checkpoint": stamp.note, "answer": answer, "path": _written(consistency(stamp.size, size))}


def _written(path: Iterable[bytes]) -> list[str]:
    return [b64encode(hashed).decode() for hashed in path]


def _version(row: models.PlanVersion) -> dict[str, Any]:
    return {
        "number": row.number,
        "granted_at": utc_micros(row.granted_at),
        "plan": json.loads(row.plan),
        "plan_sha256": row.plan_sha256,
        "policy": json.loads(row.policy),
        "policy_sha256": row.policy_sha256,
    }


def _regime(row: models.Regime) -> dict[str, Any]:
    return {"code": row.code, "number": row.number, "sha256": row.sha256, "content": json.loads(row.content)}


def _licence(trial: models.Trial) -> dict[str, Any]:
    with translation.override(settings.HUB.languages[0]):
        holder = organisation(trial.organisation_id)
    return {
        "number": trial.number,
        "title": trial.title,
        "holder": {"id": str(trial.organisation_id), "name": holder.name if holder else ""},
        "case": _text(trial.case_id),
        "about": trial.about,
        "state": trial.state,
        "term_start": trial.term_start.isoformat(),
        "term_end": trial.term_end.isoformat(),
        "licensed_at": utc_micros(trial.licensed_at),
        "started_at": _instant(trial.started_at),
        "closed_at": _instant(trial.closed_at),
        "is_demo": trial.is_demo,
    }


def _batches(trial: models.Trial) -> Iterator[dict[str, Any]]:
    for row in models.Batch.objects.filter(feed__trial=trial).order_by("number"):
        yield {
            "number": row.number,
            "sha256": row.sha256,
            "size": row.size,
            "key_id": _text(row.key_id),
            "received_at": utc_micros(row.received_at),
            "counts": {name: row.answer[name] for name in COUNTS if name in row.answer},
            "breaches_by_rule": row.answer["breaches"],
            "later_by_rule": row.answer["later"],
            "breaches": row.breaches_sha256,
            "events": row.events_sha256,
        }


def _breaches(trial: models.Trial, policy: Policy) -> Iterator[dict[str, Any]]:
    feed = models.Feed.objects.get(trial=trial)
    found = models.Breach.objects.filter(feed=feed)
    broken = set(found.order_by().values_list("rule", flat=True).distinct())
    at_work = _at_work(feed, policy) if "devices" in broken else {}
    spent = _spent(feed, policy) if "value" in broken else {}
    passed = witnesses(feed, policy)
    rows = found.order_by("batch__number", "at_us", "event__event_id", "rule").values_list(*BREACH.values())
    for row in rows.iterator(chunk_size=2000):
        told = dict(zip(BREACH, row, strict=True))
        rest = told.pop("rest")
        if policy.plan.limits.altitude_m is not None:
            height = altitude_in(rest)
            told["altitude_m"] = None if isnan(height) else height
        if told["rule"] == "devices":
            told["witness"] = at_work[told["at_us"] // MINUTE_US]
        elif told["rule"] == "value":
            told["witness"] = spent[told["at_us"]]
        elif told["rule"] in passed:
            told["witness"] = passed[told["rule"]][told["at_us"]]
        yield told


def _at_work(feed: models.Feed, policy: Policy) -> dict[int, list[list[Any]]]:
    """By minute, the first devices to begin in it: so many that the cap is passed."""
    rows = events_of_devices(feed, policy).annotate(minute=F("at_us") / MINUTE_US)
    began: dict[int, list[list[Any]]] = {}
    for row in rows.values("minute", "device").annotate(first=Min("at_us")).order_by("minute", "first", "device"):
        devices = began.setdefault(row["minute"], [])
        if len(devices) <= policy.plan.devices:
            devices.append([row["device"], row["first"]])
    return began


def _spent(feed: models.Feed, policy: Policy) -> dict[int, int]:
    """The running total of transactions at each instant that had one."""
    rows = events_of_term(feed, policy).filter(value_minor__gt=0)
    total, by_then = 0, {}
    # Summed here, for a database fails or wraps around above 2^63; canonical JSON ends at 2^53, beyond every cap.
    for at_us, minor in rows.order_by("at_us").values_list("at_us", "value_minor"):
        total = min(total + minor, 2**53 - 1)
        by_then[at_us] = total
    return by_then


def _suspension(row: models.Suspension) -> dict[str, Any]:
    return {
        "since_us": row.since_us,
        "lifted_us": row.lifted_us,
        "rule": row.rule,
        "event": row.event or None,
        "automatic": row.automatic,
        "decided_at": utc_micros(row.decided_at),
        "decided_by": _text(row.decided_by),
        "reason": row.reason,
        "lifted_at": _instant(row.lifted_at),
        "lifted_by": _text(row.lifted_by),
        "lifted_by_name": row.lifted_by_name,
        "lift_reason": row.lift_reason,
    }


def _incident(row: models.Incident) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "measure": row.measure,
        "site": row.site,
        "happened_at": utc_micros(row.happened_at),
        "severity": row.severity,
        "reported_at": utc_micros(row.reported_at),
        "due_by": _instant(row.due_at),
    }


def _monitors(trial: models.Trial, policy: Policy) -> Iterator[dict[str, Any]]:
    feed = models.Feed.objects.get(trial=trial)
    for rail in rails_of(policy):
        given = inputs(rail, seen(feed, rail))
        yield given | results(given, rail)


def _instant(moment: datetime | None) -> str | None:
    return utc_micros(moment) if moment else None


def _text(number: UUID | None) -> str | None:
    return str(number) if number else None
