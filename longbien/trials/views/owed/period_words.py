"""The figures of a period in words: as lines beside the form, and as the draft that its holder begins with."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from longbien.kernel.money import Money
from longbien.trials.queries.kinds import measure_names
from longbien.trials.queries.leaving.exit_words import counted, site_names, stops
from longbien.trials.rules import words
from longbien.trials.rules.owed.disengagements import INITIATORS
from longbien.trials.rules.owed.levels import Scale, level_of
from longbien.trials.rules.policy import Policy
from longbien.ui import formats
from longbien.ui.language import say

Figures = Mapping[str, Any]


def lines(figures: Figures, policy: Policy, scale: Scale) -> list[tuple[str, str]]:
    """Label and value of everything that the record knows of the period, in the reader's language."""
    none, names = _("none"), measure_names()

    def measured(code: str) -> Any:
        return words.measure_name(code, names)

    return [
        (_("Days of work"), _("%(devices)s of devices, %(sites)s of sites") % _days(figures)),
        (_("Where"), site_names(figures, policy) or _("nowhere")),
        (_("Devices seen"), formats.number(figures["devices"])),
        (_("Events received"), formats.number(figures["events"])),
        *_usage(figures),
        (_("Participants at most"), formats.number(figures["participants"])),
        (_("Value of transactions"), formats.money(Money(figures["value_minor"], policy.plan.value.currency))),
        (_("Breaches of the plan"), counted(figures["breaches"], words.rule_name) or none),
        (_("Counted for guardrails"), counted(figures["counted"], measured) or none),
        (_("Reported incidents"), counted(figures["incidents"], measured) or none),
        (_("How grave they were"), counted(figures["severities"], lambda code: level_of(scale, code).name) or none),
        (_("Guardrails, on the way to a stop"), _guardrails(figures, measured) or none),
        (_("Times it was stopped"), stops(figures, names) or _("never")),
        (_("Concerns of residents"), _("%(received)s received, %(answered)s answered") % figures["concerns"]),
        *_consent(figures),
        *_disengagements(figures),
    ]


def drafted(figures: Figures, policy: Policy, scale: Scale) -> str:
    """The same as sentences, to begin the report with."""
    return "\n".join(f"{label}: {value}." for label, value in lines(figures, policy, scale))


def _days(figures: Figures) -> dict[str, str]:
    return {"devices": formats.number(figures["device_days"]), "sites": formats.number(figures["site_days"])}


def _usage(figures: Figures) -> list[tuple[str, str]]:
    """Where the plan has caps for which these are added up."""
    if figures["distance_m"] is None:
        return []
    return [
        (_("Distance of all devices"), f"{formats.number(figures['distance_m'] / 1000)} km"),
        (_("Hours of work of all devices"), f"{formats.number(figures['device_minutes'] // 60)}"),
    ]


def _consent(figures: Figures) -> list[tuple[str, str]]:
    """Where participants agree to something."""
    if "consent" not in figures:
        return []
    words = _("%(consented)s consent, %(withdrawn)s withdrew, %(breaches)s breaches of consent")
    return [(_("Participants"), words % figures["consent"])]


def _disengagements(figures: Figures) -> list[tuple[str, str]]:
    """Where the kind of the trial tells of them."""
    told = figures.get("disengagements")
    if told is None:
        return []
    by = counted(told["initiated_by"], INITIATORS.__getitem__)
    words = f"{formats.number(told['count'])} ({by})" if by else _("none")
    return [(_("Disengagements told one by one"), words)]


def _guardrails(figures: Figures, measured: Any) -> str:
    return ", ".join(f"{say(measured(one['measure']))} {one['percent']} %" for one in figures["guardrails"])
