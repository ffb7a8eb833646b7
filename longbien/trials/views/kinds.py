"""The kinds of trial: what each counts and how, what the hub proposes, what a plan of it needs. Open to everyone."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from longbien.kernel.refusal import not_found
from longbien.kernel.text import Text
from longbien.trials import queries
from longbien.trials.rules import words
from longbien.trials.rules.kinds.kind import Kind, Measure, Proposal, Suggestion, Terms
from longbien.trials.rules.prose.comparisons import DESIGNS
from longbien.trials.views import shown
from longbien.ui.language import say
from longbien.ui.requests import Request


@dataclass(frozen=True)
class Counted:
    """A measure in words: its unit of analysis, and how it is watched."""

    name: Text
    code: str
    unit: str
    how: str


@dataclass(frozen=True)
class Limit:
    """A guardrail that the hub proposes, in words."""

    name: Text
    limit: str
    why: Text


@dataclass(frozen=True)
class Suggested:
    """A comparison that the hub suggests, in words."""

    name: str
    design: Text
    block_hours: int
    washout_minutes: int
    why: Text


@require_safe
def kinds(request: Request) -> HttpResponse:
    return render(request, "trials/kinds.html", {"kinds": queries.kinds()})


@require_safe
def kind(request: Request, code: str) -> HttpResponse:
    found = queries.kind_named(code)
    if found is None:
        raise not_found()
    context = {
        "kind": found,
        "terms": found.terms,
        "counted": [_counted(one, found.terms) for one in found.terms.measures],
        "limits": [_proposed(found, one) for one in found.proposals],
        "compared": [_suggested(found, one) for one in found.suggestions],
        "caps": [words.rule_name(cap) for cap in found.caps],
        "readings": [(one.key, one.column or one.measure, one.times) for one in found.terms.telemetry],
    }
    return render(request, "trials/kind.html", context)


def _counted(one: Measure, terms: Terms) -> Counted:
    units = {"site-day": _("a day of a site"), "vehicle-day": _("a day of a vehicle or device")}
    amount = terms.amount(one.against)
    what = say(amount.name).lower() if amount else ""
    ways = {
        "betting": _("by betting on the count of each day, at once"),
        "rate": _("as a rate of: %(what)s") % {"what": what},
        "failure": _("as a share of: %(what)s") % {"what": what},
    }
    return Counted(one.name, one.code, units[one.unit], ways[one.statistic])


def _suggested(kind: Kind, one: Suggestion) -> Suggested:
    measures = {**{m.code: m.name for m in kind.terms.measures}, **{a.code: a.name for a in kind.terms.amounts}}
    against = say(measures[one.against]).lower() if one.against else ""
    name = f"{say(measures[one.measure])} / {against}" if against else say(measures[one.measure])
    return Suggested(name, DESIGNS[one.design], one.block_hours, one.washout_minutes, one.why)


def _proposed(kind: Kind, proposal: Proposal) -> Limit:
    rail = proposal.guardrail
    measure = {one.code: one for one in kind.terms.measures}[rail.measure]
    amount = kind.terms.amount(measure.against)
    against = amount.name if amount else None
    return Limit(measure.name, shown.limit(rail.limit, rail.per or 1, measure.unit, against), proposal.why)
