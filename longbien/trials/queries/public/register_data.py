"""The public register as plain JSON data, for /register.json and the API."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings

from longbien.kernel.ids import to_slug
from longbien.kernel.plain import encode
from longbien.kernel.text import Text
from longbien.trials.queries.caps import Burn, burn_down
from longbien.trials.queries.comparing import comparison_state
from longbien.trials.queries.cover.insurance import money
from longbien.trials.queries.leaving.exits import PUBLISHED, exit_report
from longbien.trials.queries.public.register import (
    Registered,
    changes,
    register_mark,
    registered,
    registered_rows,
)
from longbien.trials.queries.suspensions import SuspensionView
from longbien.trials.queries.timeline import Moment
from longbien.trials.rules.comparing.answer import answer
from longbien.trials.rules.comparing.told import results
from longbien.trials.rules.cover.claims import Sums


def register_data(today: date) -> dict[str, Any]:
    """Every licence on a local day. `mark` changes when anything in it does."""
    return {
        "hub": {"code": settings.HUB.code, "name": dict(settings.HUB.name)},
        "mark": register_mark(today),
        "trials": [entry_data(one) for one in registered(registered_rows(), today)],
    }


def entry_data(one: Registered) -> dict[str, Any]:
    """One licence. Dates are local; `last_day` is the last one on which it holds; geometry is GeoJSON (WGS 84)."""
    card, plan = one.card, one.policy.plan
    return {
        "id": to_slug(card.id),
        "number": card.number,
        "title": card.title,
        "summary": card.summary,
        "holder": card.holder.name,
        "is_demonstration": card.is_demo,
        "state": one.standing.code,
        "state_name": dict(one.standing.name),
        "first_day": card.term_start.isoformat(),
        "last_day": one.last_day.isoformat(),
        "licensed_at": encode(card.licensed_at),
        "starts_on": encode(card.starts_on),
        "started_at": encode(card.started_at),
        "closed_at": encode(card.closed_at),
        "stopped": one.stop and {"since": encode(one.stop.since), "why": dict(one.stop.why)},
        "regime": {
            "code": one.regime.code,
            "version": one.regime_version,
            "title": dict(one.regime.title),
            "authority": dict(one.regime.authority),
            "as_of": one.regime.as_of,
            "verified_by_counsel": one.regime.verified,
        },
        "areas": [
            {"code": site.code, "name": dict(site.name), "geometry": _plain(site.geometry)} for site in one.sites
        ],
        "hours": [window.to_data() for window in plan.windows],
        "caps": {
            "participants": plan.participants,
            "devices": plan.devices,
            "value": plan.value.to_data(),
            "speed_kmh": plan.speed_kmh,
        },
        "further_limits": plan.limits.to_data(),
        "exemptions": [asked.provision for asked in plan.exemptions],
        **({"comparisons": [asked.to_data() for asked in plan.comparisons]} if plan.comparisons else {}),
        "url": f"/register/{to_slug(card.id)}",
    }


def full_data(one: Registered) -> dict[str, Any]:
    """One licence with everything that happened to it, each line with its entry in the record and its proof."""
    told = changes(one.card.id)
    return {
        **entry_data(one),
        "versions": told.versions,
        "concerns": {
            "received": told.concerns.received,
            "answered": told.concerns.answered,
            "answered_late": told.concerns.late,
            "overdue": told.concerns.overdue,
        },
        "used": [burn_data(burn) for burn in burn_down(one.card.id)],
        "exit_report": _report(one),
        "incident_reports": asdict(told.reports),
        "periodic_reports": asdict(told.periods),
        "compensation": _compensation(told.claims),
        **({"compared": compared} if (compared := _compared(one.card.id)) else {}),
        "suspensions": [_suspension(stop) for stop in told.suspensions],
        "history": [_moment(moment) for moment in told.moments],
    }


def _compared(trial_id: UUID) -> list[dict[str, Any]]:
    """What comparisons show, in plain words and as numbers; not the units, which name vehicles."""
    found = enumerate(comparison_state(trial_id))
    return [{"comparison": number, "said": _words(answer(one)), **results(one)} for number, one in found]


def _compensation(sums: Sums) -> dict[str, Any]:
    amounts = ((name, getattr(sums, f"{name}_minor")) for name in ("claimed", "agreed", "paid"))
    return {"claims": sums.claims, "open": sums.open, **{name: money(minor).to_data() for name, minor in amounts}}


def burn_data(burn: Burn) -> dict[str, Any]:
    """A cap that runs out: `unit` is mm, min(utes of devices), minor (units of money) or incidents."""
    return {
        "rule": burn.rule,
        "unit": burn.unit,
        "used": str(burn.used),
        "cap": str(burn.cap),
        "daily": burn.daily,
        "runs_out": encode(burn.runs_out),
    }


def _report(one: Registered) -> dict[str, Any] | None:
    """A published exit report, whole; of any other only that it was filed, and its fingerprint."""
    filed = exit_report(one.card.id)
    if filed is None:
        return None
    told = {"filed_at": encode(filed.filed_at), "sha256": filed.sha256, "published": filed.standing == PUBLISHED}
    if filed.standing != PUBLISHED:
        return told
    return {**told, "answers": asdict(filed.report.answers), "figures": dict(filed.report.figures)}


def _suspension(stop: SuspensionView) -> dict[str, Any]:
    return {
        "since": encode(stop.since),
        "known_at": encode(stop.decided_at),
        "automatic": stop.automatic,
        "rule": stop.rule,
        "why": dict(stop.why),
        "lifted_at": encode(stop.lifted_at),
    }


def _moment(moment: Moment) -> dict[str, Any]:
    entry = to_slug(moment.entry)
    return {
        "at": encode(moment.at),
        "what": _words(moment.what),
        "detail": moment.detail and _words(moment.detail),
        "record": f"/record/{entry}",
        "proof": f"/log/proof/inclusion/{entry}",
    }


def _words(text: Text) -> dict[str, str]:
    return dict(text)


def _plain(geometry: Mapping[str, Any]) -> dict[str, Any]:
    return dict(geometry)
