"""The further limits of a plan as they are shown: in prose, on the map, and burning down."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from longbien.kernel.money import Money
from longbien.kernel.text import Text
from longbien.trials.rules import words
from longbien.trials.rules.limits.burndown import Burn
from longbien.trials.rules.limits.zones import SlowZone, Zone
from longbien.trials.rules.monitors.rails import rails_of
from longbien.trials.rules.plan import Plan, Window
from longbien.trials.rules.policy import Policy
from longbien.trials.rules.prose.rails import at_most, measure_called
from longbien.ui import formats

MM_A_KM, MINUTES_AN_HOUR = 1_000_000, 60


def stops(plan: Plan) -> list[Text]:
    """The rules whose breach stops the trial at once, apart from those that nothing can break."""
    return [words.rule_name(rule) for rule in sorted(plan.stops.difference(plan.idle_stops))]


def in_prose(plan: Plan) -> list[str]:
    """Each further limit of a plan in a line."""
    limits = plan.limits
    said = [_no_go(zone) for zone in limits.no_go] + [_slow(zone) for zone in limits.slow]
    if limits.altitude_m is not None:
        said.append(_("at most %(n)s m above the ground") % {"n": formats.number(limits.altitude_m)})
    if limits.fleet:
        said.append(_("only these devices: %(names)s") % {"names": ", ".join(limits.fleet)})
    if limits.value_day is not None:
        said.append(_("%(value)s of transactions a day") % {"value": formats.money(limits.value_day)})
    if limits.distance_km is not None:
        said.append(_("%(n)s km of all devices over the term") % {"n": formats.number(limits.distance_km)})
    if limits.device_hours is not None:
        said.append(_("%(n)s hours of work of all devices over the term") % {"n": formats.number(limits.device_hours)})
    if limits.incidents is not None:
        said.append(
            ngettext("it stops at the first incident", "it stops at incident number %(n)s", limits.incidents)
            % {"n": formats.number(limits.incidents)}
        )
    return said


def guardrails(policy: Policy) -> list[tuple[Text, Text]]:
    """Each guardrail and how often its measure may happen, in the words of the printed licence."""
    return [(measure_called(rail, policy), at_most(rail, policy)) for rail in rails_of(policy)]


def on_holidays(window: Window) -> str:
    """What a line about a window adds about public holidays."""
    told = {"also": "", "never": _("not on public holidays"), "only": _("only on public holidays")}
    return told[window.holidays]


def zones(plan: Plan) -> list[dict[str, Any]]:
    """The zones with their margins, as GeoJSON features for the map."""
    told = [(zone, _no_go(zone), "bad") for zone in plan.limits.no_go]
    told += [(zone, _slow(zone), "warn") for zone in plan.limits.slow]
    return [
        {"type": "Feature", "geometry": zone.area, "properties": {"title": zone.name, "note": note, "tone": tone}}
        for zone, note, tone in told
    ]


def amount(burn: Burn, minor: int, currency: str) -> str:
    """An amount of a cap in the units that people count in."""
    if burn.unit == "minor":
        return formats.money(Money(minor, currency))
    if burn.unit == "mm":
        return f"{formats.number(minor / MM_A_KM, places=1)} km"
    if burn.unit == "min":
        return _("%(n)s hours") % {"n": formats.number(minor / MINUTES_AN_HOUR, places=1)}
    return formats.number(minor)


def _no_go(zone: Zone) -> str:
    if not zone.margin_m:
        return _("not into “%(zone)s”") % {"zone": zone.name}
    return _("not within %(n)s m of “%(zone)s”") % {"zone": zone.name, "n": formats.number(zone.margin_m)}


def _slow(zone: SlowZone) -> str:
    return _("at most %(n)s km/h in “%(zone)s”") % {"zone": zone.name, "n": formats.number(zone.speed_kmh)}
