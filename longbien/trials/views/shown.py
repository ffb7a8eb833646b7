"""How a trial is shown: tones, the plan in prose, caps with what is used up, guardrails as charts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from longbien.credentials.queries import CredentialCard
from longbien.kernel.text import Text
from longbien.places.rules.geometry import distance_m
from longbien.trials import queries
from longbien.trials.queries import LiveView, MonitorView, SuspensionView, TrialView
from longbien.trials.queries.live import DeviceView
from longbien.trials.queries.residents.headroom import Headroom, headroom
from longbien.trials.rules import words
from longbien.trials.rules.kinds.kind import Unit
from longbien.trials.rules.lifecycle import OVER, REVOKED, RUNNING
from longbien.trials.rules.overview import nearness
from longbien.trials.rules.plan import Plan, Window
from longbien.trials.rules.prose import hours as prose
from longbien.trials.rules.prose.rails import allowed
from longbien.trials.views import limits
from longbien.ui import formats
from longbien.ui.charts import Chart, Point, Threshold
from longbien.ui.language import say

TONES = {
    "granted": "info", "running": "ok", "suspended": "bad", "closing": "warn", "expired": "warn", "exited": "off",
    "revoked": "bad",
}  # fmt: skip
FORBIDDEN = (SUSPENDED, ENDED) = ("suspended", "ended")  # operation that no plan allows
HIGHEST = 1e12  # an alarm of a limit of nothing is infinite; a chart needs a number


@dataclass(frozen=True)
class Cap:
    """A cap and how much of it is used; `used` is "" where only breaches are counted. `percent` at most 100; `runs_out`
    when it would be used up at the present pace."""

    name: str
    limit: str
    used: str = ""
    percent: int | None = None
    runs_out: datetime | None = None


@dataclass(frozen=True)
class Guardrail:
    """A guardrail with its chart and its state in plain words; `room` says how near it is to a stop while it runs."""

    view: MonitorView
    name: str
    chart: Chart
    allowed: str
    words: str
    tone: str
    room: Headroom | None


OUTLIVED = Text.of(vi="Đã hết hiệu lực – thử nghiệm đã kết thúc", en="No longer in force – the trial has ended")


@dataclass(frozen=True)
class Permit:
    """The permit of a trial and how it stands."""

    card: CredentialCard
    state: Text
    tone: str


def permit(trial_id: UUID) -> Permit | None:
    """The newest one."""
    card, trial = queries.permit(trial_id), queries.card(trial_id)
    if card is None or trial is None:
        return None
    # It was taken back with the end of the trial, not from the holder.
    if trial.state in OVER - {REVOKED} and trial.closed_at and card.revoked_at and card.revoked_at >= trial.closed_at:
        return Permit(card, OUTLIVED, "off")
    return Permit(card, *card.shown(timezone.now()))


def hours(windows: tuple[Window, ...]) -> list[str]:
    """`Monday to Friday, 08:30–12:00`, a line a window."""
    return [say(prose.hours(window)) for window in windows]


def caps(trial: TrialView, now: LiveView) -> list[Cap]:
    """The caps of the licence, burned down where something is used up."""
    plan, figures = trial.plan, now.figures
    return [
        Cap(
            _("Participants"),
            formats.number(plan.participants),
            formats.number(figures.participants),
            _percent(figures.participants, plan.participants),
        ),
        Cap(
            _("Devices at work at once"), formats.number(plan.devices), _("%(n)s seen in all") % {"n": figures.devices}
        ),
        Cap(_("Speed"), f"{formats.number(plan.speed_kmh)} km/h"),
        *used_up(trial.id, plan),
    ]


def used_up(trial_id: UUID, plan: Plan) -> list[Cap]:
    """What of the licence is used up as the trial goes on."""
    return [_burned(burn, plan.value.currency) for burn in queries.burn_down(trial_id)]


def _burned(burn: queries.Burn, currency: str) -> Cap:
    used, limit = (limits.amount(burn, minor, currency) for minor in (burn.used, burn.cap))
    return Cap(say(burn.name), limit, used, burn.percent, burn.runs_out)


def _percent(used: int, limit: int) -> int:
    if limit == 0:
        return 100 if used else 0
    return min(100, used * 100 // limit)


def guardrails(trial: TrialView) -> list[Guardrail]:
    """Those of the licence, in its order."""
    running = trial.card.state == RUNNING
    rooms = headroom(trial.id, now=timezone.now()) if running else ()
    named = sites(trial)
    return [guardrail(view, named, room) for view, room in zip_longest(queries.monitor_state(trial.id), rooms)]


def guardrail(view: MonitorView, sites: Mapping[str, str], room: Headroom | None = None) -> Guardrail:
    """A guardrail as shown: how strong the evidence against “safe” is, of what is needed to stop; `sites` by code."""
    name = say(view.name or words.measure_name(view.measure))
    alarmed = view.now >= view.odds
    most = limit(view.rail.limit, view.rail.per, view.rail.unit, view.against)
    spoken = _("%(n)s%% of the way to a stop: evidence against “safe” %(now)s, it stops at %(odds)s.") % {
        "n": round(nearness(view.now, view.odds) * 100),
        "now": formats.number(round(min(view.now, HIGHEST), 1)),
        "odds": formats.number(view.odds),
    }
    points = tuple(
        Point(index, f"{date_format(step.day, 'd/m')} {sites.get(step.site, step.site)}", min(step.detector, HIGHEST))
        for index, step in enumerate(view.steps)
    )
    chart = Chart(
        title=f"{name}: {most}",
        points=points,
        kind="step" if len(points) > 1 else "bar",
        thresholds=(Threshold(float(view.odds), _("stops here")),),
        x_title=_("Day and site") if view.rail.unit == "site-day" else _("Day and vehicle"),
        unit=_("Odds against “safe”"),
        log=True,
    )
    return Guardrail(view, name, chart, most, spoken, "bad" if alarmed else "ok", room)


def limit(most: int, per: int, unit: Unit, against: Text | None) -> str:
    """`on average at most 2 a site and day of operation`; of nothing, that nothing is allowed."""
    return say(allowed(most, per, unit, against)) if most else _("not once, the first stops it")


def sites(trial: TrialView) -> dict[str, str]:
    """What the areas of the licence are called, by code."""
    return {site.code: say(Text(tuple(site.name.items()))) for site in trial.policy.sites}


def reasons(suspensions: Iterable[SuspensionView]) -> dict[datetime, str]:
    """What people gave as a reason to stop and to go on, and who let it go on, by the moment of their deed."""
    said = {}
    for one in suspensions:
        if not one.automatic and one.reason:
            said[one.decided_at] = f"“{one.reason}”"
        if one.lifted_at:
            said[one.lifted_at] = f"{one.lifted_by_name}: “{one.lift_reason}”"
    return said


def shapes(trial: TrialView, now: LiveView) -> dict[str, Any]:
    """Areas of the licence and the devices last heard of, as GeoJSON for the map."""
    areas = [
        _feature(site.geometry, {"title": say(Text(tuple(site.name.items()))), "kind": "area", "code": site.code})
        for site in trial.policy.sites
    ]
    devices = [_device(one, trial) for one in now.devices]
    return {"type": "FeatureCollection", "features": [*areas, *limits.zones(trial.plan), *devices]}


def _device(seen: DeviceView, trial: TrialView) -> dict[str, Any]:
    """Where it was last heard of, and whether it may be there."""

    def inside(outlines: Iterable[Any]) -> bool:
        return any(distance_m(one, seen.lon, seen.lat) == 0 for one in outlines)

    note = formats.moment(seen.last)
    if not inside(site.geometry for site in trial.policy.sites):
        wrong = words.RULES["area"]
    elif inside(zone.area for zone in trial.plan.limits.no_go):
        wrong = words.RULES["no_go"]
    else:
        wrong = None
    told = {"title": seen.name, "note": f"{say(wrong)} · {note}" if wrong else note, "tone": "bad" if wrong else "ok"}
    return _feature({"type": "Point", "coordinates": [seen.lon, seen.lat]}, told)


def _feature(geometry: Any, properties: dict[str, str]) -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry, "properties": properties}
