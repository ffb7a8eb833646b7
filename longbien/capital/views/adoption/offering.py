"""Offer a solution to the catalogue: for the lead of an organisation whose trial has ended with a dossier."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from longbien.capital.actions.adoption.offer_solution import Offered, offer_solution
from longbien.capital.queries.orders.evidence import Proven, proven_by
from longbien.capital.rules.adoption.solutions import LONGEST_TERM, PricedPart
from longbien.capital.rules.orders.parts import LARGEST, MOST_PARTS
from longbien.capital.views.orders.questions import PART_TITLE, TITLE, about_field, kpi_field
from longbien.kernel.actor import Actor
from longbien.kernel.money import Money
from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.text import Text
from longbien.problems.queries import Filters, ProblemView, cards, catalogue, problem
from longbien.ui.fields import Choice, Field
from longbien.ui.forms import Form, check, read, rearranged
from longbien.ui.requests import Request

MOST = 200


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request) -> HttpResponse:
    """Which problem it answers."""
    choices = tuple(Choice(str(card.id), card.title) for card in cards(catalogue(request.actor, Filters())[:MOST]))
    fields = (Field("problem", "choice", Text.of(vi="Bài toán", en="Problem"), required=True, choices=choices),)
    data = read(fields, request.POST, request.FILES) if request.method == "POST" else {}
    faults = check(fields, data) if request.method == "POST" else ()
    if request.method == "POST" and not faults:
        chosen = UUID(data["problem"])
        if problem(request.actor, chosen).kpis:
            return redirect("adoption:offer-solution", chosen)
        faults = (Fault("problem", NO_KPI),)
    context = {"form": Form(fields, data, faults), "proven": _proven(request.actor)}
    return render(request, "capital/adoption/new.html", context, status=422 if faults else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: Request, problem_id: UUID) -> HttpResponse:
    """What it is, on which terms, for how much, proven by which exit dossier."""
    stated, proven = problem(request.actor, problem_id), _proven(request.actor)
    fields = _fields(stated, proven)
    data = read(fields, request.POST, request.FILES) if request.method == "POST" else {}
    faults: tuple[Fault, ...] = ()
    if request.method == "POST":
        if (changed := rearranged(fields, request.POST, data)) is not None:
            return _page(request, stated, Form(fields, changed))
        faults = check(fields, data)
        if not faults:
            try:
                made = offer_solution(_offered(stated, proven, data), by=request.actor, at=timezone.now())
                messages.success(request, _("Offered. An officer looks at it before it is listed."))
                return redirect("adoption:solution", made)
            except Refusal as refusal:
                if not refusal.faults:
                    raise
                faults = refusal.faults
    return _page(request, stated, Form(fields, data, faults))


def _page(request: Request, stated: ProblemView, form: Form) -> HttpResponse:
    context = {"problem": stated, "form": form}
    return render(request, "capital/adoption/offer.html", context, status=422 if form.faults else 200)


def _proven(actor: Actor) -> dict[str, Proven]:
    """The exit dossiers of the organisations that the reader leads, by trial."""
    leads = [key for key, roles in actor.organisations.items() if "lead" in roles]
    return {str(one.trial.id): one for key in leads for one in proven_by(key)}


def _fields(stated: ProblemView, proven: dict[str, Proven]) -> tuple[Field, ...]:
    trials = tuple(Choice(key, one.name) for key, one in proven.items())
    rows = (
        PART_TITLE,
        kpi_field(stated.kpis),
        Field("minor", "money", Text.of(vi="Số tiền", en="Amount"), required=True, minimum=1, maximum=LARGEST,
              currency=settings.HUB.currency),
        Field("days", "number", Text.of(vi="Giao trong", en="Delivered within"), required=True, minimum=1,
              maximum=LONGEST_TERM, unit=Text.of(vi="ngày", en="days")),
    )  # fmt: skip
    return (
        Field("trial", "choice", Text.of(vi="Hồ sơ kết thúc", en="Exit dossier"), required=True, choices=trials),
        TITLE,
        about_field(Text.of(vi="Giải pháp", en="The solution")),
        Field(
            "terms", "longtext", Text.of(vi="Điều khoản mở", en="Open terms"),
            Text.of(vi="Dữ liệu thuộc về ai, giao thức, bảo hành, giá giữ đến khi nào.",
                    en="Whose the data are, protocols, guarantee, until when the price holds."),
            required=True, minimum=20, maximum=4_000,
        ),
        Field("parts", "group", Text.of(vi="Phần", en="Part"), required=True, fields=rows, min_rows=1,
              max_rows=MOST_PARTS),
    )  # fmt: skip


def _offered(stated: ProblemView, proven: dict[str, Proven], data: dict[str, Any]) -> Offered:
    trial = proven[data["trial"]].trial
    parts = tuple(
        PricedPart(row["title"], int(row["kpi"]), Money.from_data(row["minor"]).minor, row["days"])
        for row in data["parts"]
    )
    return Offered(trial.holder.id, trial.id, stated.id, data["title"], data["about"], data["terms"], parts)


NO_KPI = Text.of(
    vi="Bài toán này chưa công bố KPI nào.", en="This problem has published no KPI yet."
)  # fmt: skip
