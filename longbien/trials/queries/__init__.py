"""Reads of the trials room for other rooms: frozen dataclasses, never rows."""

from longbien.trials.queries.batches import BatchView, batches, raw_path
from longbien.trials.queries.breaches import (
    BreachView,
    ConflictView,
    IncidentView,
    RuleCount,
    breach_counts,
    breaches,
    conflicts,
    incidents,
    latest_breaches,
)
from longbien.trials.queries.caps import Burn, burn_down
from longbien.trials.queries.keys import KeyView, key_behind, keys
from longbien.trials.queries.kinds import kind, kind_named, kinds, measure_names
from longbien.trials.queries.live import DeviceView, LiveView, live, mark
from longbien.trials.queries.monitors import MonitorView, monitor_state
from longbien.trials.queries.permits import permit, permits
from longbien.trials.queries.policies import policy_of
from longbien.trials.queries.regimes import RegimeView, regime, regime_in_force, regimes
from longbien.trials.queries.sites import areas_too_short, designated_sites
from longbien.trials.queries.suspensions import SuspensionView, after_notice, suspensions
from longbien.trials.queries.timeline import Moment, compliance_timeline
from longbien.trials.queries.trials import (
    TYPE,
    Figures,
    TrialCard,
    TrialView,
    VersionView,
    card,
    cards,
    figures,
    may,
    public_trials,
    running_trials,
    trial,
    trial_named,
    trial_of_case,
    trials_about,
    trials_in_area,
    trials_of,
    versions,
    visible_trials,
)

__all__ = [
    "TYPE", "BatchView", "BreachView", "Burn", "ConflictView", "DeviceView", "Figures", "IncidentView", "KeyView",
    "LiveView", "Moment", "MonitorView", "RegimeView", "RuleCount", "SuspensionView", "TrialCard", "TrialView",
    "VersionView", "after_notice", "areas_too_short", "batches", "breach_counts", "breaches", "burn_down", "card",
    "cards", "compliance_timeline", "conflicts", "designated_sites", "figures", "incidents", "key_behind", "keys",
    "kind", "kind_named", "kinds", "latest_breaches", "live", "mark", "may", "measure_names", "monitor_state",
    "permit", "permits", "policy_of", "public_trials", "raw_path", "regime", "regime_in_force", "regimes",
    "running_trials", "suspensions", "trial", "trial_named", "trial_of_case", "trials_about", "trials_in_area",
    "trials_of", "versions", "visible_trials",
]  # fmt: skip
