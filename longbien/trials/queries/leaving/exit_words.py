"""The figures of an exit report in words: as lines beside the form, and as the draft that its holder begins with."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from longbien.kernel.money import Money
from longbien.kernel.text import Text
from longbien.trials.queries.kinds import measure_names
from longbien.trials.rules import words
from longbien.trials.rules.comparing.answer import name_of
from longbien.trials.rules.policy import Policy
from longbien.trials.rules.prose.comparisons import called
from longbien.ui import formats
from longbien.ui.language import say

Figures = Mapping[str, Any]


def lines(figures: Figures, policy: Policy) -> list[tuple[str, str]]:
    """Label and value of everything that the record knows, in the reader's language."""
    names = measure_names()

    def measured(code: str) -> Text:
        return words.measure_name(code, names)

    return [
        (_("Days of operation"), _span(figures)),
        (_("Where"), site_names(figures, policy) or _("nowhere")),
        (_("Devices seen"), formats.number(figures["devices"])),
        (_("Events received"), formats.number(figures["events"])),
        (_("Participants at most"), formats.number(figures["participants"])),
        (_("Value of transactions"), formats.money(Money(figures["value_minor"], policy.plan.value.currency))),
        (_("Breaches of the plan"), counted(figures["breaches"], words.rule_name) or _("none")),
        (
            _("Reported incidents"),
            counted(figures["incidents"], measured) or _("none"),
        ),
        (_("Times it was stopped"), stops(figures, names) or _("never")),
        *_compared(figures, policy),
        (_("Exempt from"), "; ".join(figures["waivers"]) or _("nothing")),
    ]


def drafted(figures: Figures, policy: Policy) -> str:
    """The same as sentences, to begin the report with."""
    return "\n".join(f"{label}: {value.removesuffix('.')}." for label, value in lines(figures, policy))


def _compared(figures: Figures, policy: Policy) -> Iterator[tuple[str, str]]:
    """What was compared, and what it showed when the report was filed."""
    for one in figures.get("comparisons", ()):
        name = {"what": say(called(one["measure"], policy))}
        said = say(name_of(one["verdict"], over=True))
        yield _("Compared: %(what)s") % name, f"{said}. {say(Text(tuple(one['answer'].items())))}"


def _span(figures: Figures) -> str:
    if not figures["site_days"]:
        return _("none")
    days = ngettext("%(n)s day of a site", "%(n)s days of a site", figures["site_days"]) % {"n": figures["site_days"]}
    first, last = (formats.day(date.fromisoformat(figures[name])) for name in ("first_day", "last_day"))
    return f"{days}, {first}" if first == last else f"{days}, {first} – {last}"


def site_names(figures: Figures, policy: Policy) -> str:
    names = {site.code: say(Text(tuple(site.name.items()))) for site in policy.sites}
    return ", ".join(names.get(code, code) for code in figures["sites"])


def counted(counts: Mapping[str, int], name: Any) -> str:
    return ", ".join(f"{say(name(code))} {formats.number(count)}" for code, count in counts.items())


def stops(figures: Figures, names: Mapping[str, Text]) -> str:
    """How often the trial was stopped, and why; `names` of what kinds count."""
    told = figures["suspensions"]
    causes = ", ".join(dict.fromkeys(say(words.rule_name(one["rule"], names)) for one in told))
    return f"{len(told)} ({causes})" if told else ""
