"""What a trial owes while it runs: by its regime where that says so, else by the hub's own rule; never by a guess."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from longbien.kernel.citation import Citation
from longbien.kernel.law import HUB_RULE
from longbien.kernel.text import Text
from longbien.trials.rules.owed.levels import HOUSE, Level, Scale, read_scale, timed
from longbien.trials.rules.owed.schedule import Schedule, read_schedule
from longbien.trials.rules.owed.within import Within
from longbien.trials.rules.regime import Regime
from longbien.trials.rules.residents.promises import promises

RULE = Citation(HUB_RULE)
ORDINARY: Scale = (Level("ordinary", Text.of(vi="Thường", en="Ordinary")),)


@dataclass(frozen=True)
class Duties:
    """`incidents`: how grave they are, and by when each asks for a full report; `schedule` of reports on periods."""

    incidents: Scale
    schedule: Schedule | None = None


def duties(regime: Regime, hub: Mapping[str, Any], languages: tuple[str, ...]) -> Duties:
    """Those of a licence under a regime at a hub (the data of hub.yaml)."""
    own = _scale(hub, "incident_levels", languages)
    schedule = regime.schedule or read_schedule(_said(hub).get("report_schedule"), lambda _: RULE)
    return Duties(timed(regime.severities or own or HOUSE, own), schedule)


def concern_scale(hub: Mapping[str, Any], languages: tuple[str, ...]) -> Scale:
    """How urgent residents' concerns are, by the hub's rule; a step that sets no time has the days that it promises."""
    days, found = promises(hub).answer_days, _scale(hub, "concern_levels", languages) or ORDINARY
    if not days:
        return found
    within = Within(days, "wd")
    return tuple(one if one.within else replace(one, within=within, citation=RULE) for one in found)


def _scale(hub: Mapping[str, Any], name: str, languages: tuple[str, ...]) -> Scale:
    return read_scale(_said(hub).get(name, ()), languages, lambda _: RULE)


def _said(hub: Mapping[str, Any]) -> Mapping[str, Any]:
    found: Mapping[str, Any] = hub.get("trials", {})
    return found
