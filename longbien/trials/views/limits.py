"""The further limits of a plan as they are shown: in prose, on the map, and burning down."""

from typing import Any

from django.utils.translation import ngettext

from longbien.kernel.money import Money
from longbien.kernel.text import Text
from longbien.trials.rules import words
from longbien.trials.rules.limits.burndown import Burn
from longbien.trials.rules.monitors.rails import rails_of
from longbien.trials.rules.plan import Plan
from longbien.trials.rules.policy import Policy
from longbien.trials.rules.prose.limits import further, zone_said
from longbien.trials.rules.prose.rails import at_most, measure_called
from longbien.ui import formats
from longbien.ui.language import say

MM_A_KM, MINUTES_AN_HOUR = 1_000_000, 60


def stops(plan: Plan) -> list[Text]:
    """The rules whose breach stops the trial at once, apart from those that nothing can break."""
    return [words.rule_name(rule) for rule in sorted(plan.stops.difference(plan.idle_stops))]


def in_prose(plan: Plan) -> list[str]:
    """Each further limit of a plan in a line, in the words of the printed licence."""
    zones = map(zone_said, (*plan.limits.no_go, *plan.limits.slow))
    return [say(one) for one in (*zones, *further(plan.limits))]


def guardrails(policy: Policy) -> list[tuple[Text, Text]]:
    """Each guardrail and how often its measure may happen, in the words of the printed licence."""
    return [(measure_called(rail, policy), at_most(rail, policy)) for rail in rails_of(policy)]


def zones(plan: Plan) -> list[dict[str, Any]]:
    """The zones with their margins, as GeoJSON features for the map."""
    told = [(zone, "bad") for zone in plan.limits.no_go] + [(zone, "warn") for zone in plan.limits.slow]
    return [
        {
            "type": "Feature",
            "geometry": zone.area,
            "properties": {"title": zone.name, "note": say(zone_said(zone)), "tone": tone},
        }
        for zone, tone in told
    ]


def amount(burn: Burn, minor: int, currency: str) -> str:
    """An amount of a cap in the units that people count in."""
    if burn.unit == "minor":
        return formats.money(Money(minor, currency))
    if burn.unit == "mm":
        return f"{formats.number(minor / MM_A_KM, places=1)} km"
    if burn.unit == "min":
        hours = formats.number(minor / MINUTES_AN_HOUR, places=1)
        return ngettext("%(n)s hour", "%(n)s hours", 1 if hours == "1" else 2) % {"n": hours}
    return formats.number(minor)
