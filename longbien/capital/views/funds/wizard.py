"""Two buttons under one form: “preview” shows what would be posted, “prepare” makes the draft for a second officer."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from longbien.capital.queries.funds.vehicles import VehicleCard
from longbien.capital.views.funds.asked import faults_of
from longbien.kernel.refusal import Fault, Refusal
from longbien.ui.fields import Field
from longbien.ui.forms import Form, check, read
from longbien.ui.requests import Request


@dataclass(frozen=True)
class Wizard:
    """The page of a draft in preparation; nothing is stored before the draft, whose `page` is a route.

    `preview` answers what the template shows of it; it runs before `prepare`, too, and what it refuses is not prepared.
    """

    template: str
    page: str
    card: VehicleCard
    fields: tuple[Field, ...]
    begun: dict[str, Any]
    preview: Callable[[dict[str, Any]], dict[str, Any]]
    prepare: Callable[[dict[str, Any]], UUID]
    more: dict[str, Any] = field(default_factory=dict)

    def answer(self, request: Request) -> HttpResponse:
        if request.method != "POST":
            return self._page(request, self.begun)
        data = read(self.fields, request.POST, request.FILES)
        if faults := check(self.fields, data):
            return self._page(request, data, faults, status=422)
        try:
            shown = self.preview(data)
            if request.POST.get("do") != "prepare":
                return self._page(request, data, **shown)
            key = self.prepare(data)
        except Refusal as refusal:
            return self._page(request, data, faults_of(refusal, self.fields), status=refusal.status)
        return prepared(request, self.page, key)

    def _page(
        self, request: Request, data: dict[str, Any], faults: tuple[Fault, ...] = (), *, status: int = 200, **shown: Any
    ) -> HttpResponse:
        context = {"card": self.card, "form": Form(self.fields, data, faults), **self.more, **shown}
        return render(request, self.template, context, status=status)


def prepared(request: Request, page: str, key: UUID) -> HttpResponse:
    """To the page of a draft that was just made."""
    messages.success(request, _("The draft is ready. Another officer must confirm it before anything is posted."))
    return redirect(page, key)
