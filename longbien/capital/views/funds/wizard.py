"""Two buttons under one form: “preview” shows what would be posted, “prepare” makes the draft for a second officer."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from longbien.capital.queries.funds.runs import Line
from longbien.capital.queries.funds.vehicles import VehicleCard
from longbien.capital.views.funds.asked import faults_of
from longbien.kernel.money import Money
from longbien.kernel.refusal import Fault, Refusal
from longbien.ui.fields import Field
from longbien.ui.forms import Form, check, read
from longbien.ui.requests import Request


@dataclass(frozen=True)
class Sums:
    """The foot of a preview."""

    pays: Money
    gets: Money
    interest: Money


@dataclass(frozen=True)
class Wizard:
    """The page of a close or a call (`name`) in preparation. Nothing is stored before the draft."""

    card: VehicleCard
    fields: tuple[Field, ...]
    begun: dict[str, Any]
    preview: Callable[[dict[str, Any]], tuple[Line, ...]]
    prepare: Callable[[dict[str, Any]], UUID]
    name: str
    more: dict[str, Any] = field(default_factory=dict)

    def answer(self, request: Request) -> HttpResponse:
        if request.method != "POST":
            return self._page(request, self.begun)
        data = read(self.fields, request.POST, request.FILES)
        if faults := check(self.fields, data):
            return self._page(request, data, faults=faults, status=422)
        try:
            shown = self.preview(data)
            if request.POST.get("do") != "prepare":
                return self._page(request, data, shown)
            run_id = self.prepare(data)
        except Refusal as refusal:
            return self._page(request, data, faults=faults_of(refusal, self.fields), status=refusal.status)
        messages.success(request, _("The draft is ready. Another officer must confirm it before anything is posted."))
        return redirect(f"capital:{self.name}", run_id)

    def _page(
        self,
        request: Request,
        data: dict[str, Any],
        shown: tuple[Line, ...] = (),
        *,
        faults: tuple[Fault, ...] = (),
        status: int = 200,
    ) -> HttpResponse:
        context = {
            "card": self.card,
            "form": Form(self.fields, data, faults),
            "lines": shown,
            "sums": sums_of(shown, self.card.currency),
            "gives": any(one.given for one in shown),
            **self.more,
        }
        return render(request, f"capital/funds/new_{self.name}.html", context, status=status)


def sums_of(shown: tuple[Line, ...], currency: str) -> Sums:
    """What comes in, what goes out, and the interest in it."""
    nets = [one.net.minor for one in shown]
    interest = sum(one.interest.minor for one in shown if one.interest.minor > 0)
    pays, gets = sum(one for one in nets if one > 0), -sum(one for one in nets if one < 0)
    return Sums(Money(pays, currency), Money(gets, currency), Money(interest, currency))
