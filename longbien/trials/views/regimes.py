"""The legal regimes of controlled testing: what each allows, what is open, and which of them a plan would fit."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from longbien.kernel.outcome import Outcome
from longbien.kernel.refusal import not_found
from longbien.trials import queries
from longbien.trials.queries.regimes import RegimeView, weigh
from longbien.ui.requests import Request


def headings() -> dict[str, str]:
    """What the sections of a pack are called."""
    return {
        "eligibility": _("Who may test"), "territory": _("Where"), "waivable": _("What can be waived"),
        "decision": _("The decision"), "reports": _("Reports"), "incidents": _("When something goes wrong"),
        "register": _("What is published"), "liability": _("Liability"),
    }  # fmt: skip


@require_safe
def regimes(request: Request) -> HttpResponse:
    """All of them; `?trial=` weighs the plan of a licensed trial against each."""
    found, number = queries.regimes(), request.GET.get("trial", "").strip()
    card = next((one for one in queries.public_trials() if one.number == number), None) if number else None
    plan = queries.trial(card.id).plan if card else None
    rows: list[tuple[RegimeView, Outcome | None]] = [(one, weigh(plan, one) if plan else None) for one in found]
    context = {"rows": rows, "card": card, "asked": number, "trials": queries.public_trials()}
    return render(request, "trials/regimes.html", context)


@require_safe
def regime(request: Request, code: str) -> HttpResponse:
    found = next((one for one in queries.regimes() if one.code == code), None)
    if found is None:
        raise not_found()
    told = headings()
    sections = [(told[name], provisions) for name, provisions in found.rules.provisions.items()]
    return render(request, "trials/regime.html", {"regime": found, "rules": found.rules, "sections": sections})
