"""Propose a cube: the steward declares what is counted, sees how exact it would be and what the bound leaves out."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from longbien.data.actions.agreements.agreeing import FAULTY, propose
from longbien.data.models import Agreement, DataSet
from longbien.data.queries.budgets import over_set
from longbien.data.queries.cubes import previewed
from longbien.data.queries.sets import SetCard, card
from longbien.data.rules.agreement.judging import judge
from longbien.data.rules.agreement.terms import Terms
from longbien.data.views.cubes.questions import NOISE, fields_of, terms_of
from longbien.data.views.told import Exactness, exactness, said_cell
from longbien.kernel.refusal import Refusal, not_found
from longbien.people.policy import check as check_policy
from longbien.people.queries import organisation_named, today
from longbien.ui.forms import Form, check, read, rearranged
from longbien.ui.requests import Request

SAFE, WORST = 10, 12
FRESH = {"protection": NOISE, "epsilon": "1", "most": 3, "dimensions": [{"mask": "as-is"}], "measures": [], "rows": []}


@dataclass(frozen=True)
class Lost:
    """Of a cell of at least `SAFE` people: how many rows it has, and how many of a hundred the bound leaves out."""

    cell: str
    rows: int
    percent: float


@dataclass(frozen=True)
class Effect:
    """What a cube with noise would do to the newest edition; `bounds` is what each bound would leave out."""

    rows: int
    people: int
    cut: int
    percent: float
    bounds: tuple[tuple[int, float], ...]
    lost: tuple[Lost, ...]
    hidden: int
    exact: tuple[Exactness, ...]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def propose_cube(request: Request, code: str) -> HttpResponse:
    found = card(code)
    if found is None:
        raise not_found()
    check_policy(request.actor, "propose", Agreement(data_set=DataSet(pk=found.id, owner_id=found.owner_id)))
    fields = fields_of(found.contract)
    if request.method != "POST":
        return _page(request, found, Form(fields, FRESH))
    data = read(fields, request.POST, request.FILES)
    if (changed := rearranged(fields, request.POST, data)) is not None:
        return _page(request, found, Form(fields, changed))
    faults = check(fields, data)
    if not faults:
        try:
            terms = _terms(found, data)
            if "_effect" in request.POST:
                return _page(request, found, Form(fields, data), _effect(found, terms))
            return _made(request, data, terms)
        except Refusal as refusal:
            if not refusal.faults:
                raise
            faults = refusal.faults
    return _page(request, found, Form(fields, data, faults))


def _terms(found: SetCard, data: dict[str, Any]) -> Terms:
    terms, faults = terms_of(data, found.contract)
    faults = faults or judge(terms, found.contract, today=today())
    if faults:
        raise Refusal("terms", FAULTY, faults=faults)
    return terms


def _made(request: Request, data: dict[str, Any], terms: Terms) -> HttpResponse:
    made = propose(organisation_named(data["organisation"]), terms, by=request.actor, at=timezone.now())
    messages.success(request, _("The agreement is proposed. Nothing is given out before both sides have signed."))
    return redirect("data:agreement", made)


def _effect(found: SetCard, terms: Terms) -> Effect | None:
    made = previewed(terms, terms.cube, found.contract) if terms.cube and terms.is_noisy else None
    if made is None or terms.cube is None:
        return None
    safe = [one for one in made.left if one.people >= SAFE]
    lost = [Lost(said_cell(one.values, terms.cube), one.rows, _percent(one.rows, one.kept)) for one in safe]
    kept = sum(one.rows for one in made.counted.cells)
    return Effect(
        made.rows, made.counted.people, made.counted.cut, _percent(made.rows, kept),
        tuple((bound, _percent(made.rows, left)) for bound, left in made.kept),
        tuple(sorted(lost, key=lambda one: -one.percent)[:WORST]), len(made.left) - len(safe), 
        exactness(terms.cube, found.contract),
    )  # fmt: skip


def _percent(rows: int, kept: int) -> float:
    return 100 * (rows - kept) / rows if rows else 0.0


def _page(request: Request, found: SetCard, form: Form, effect: Effect | None = None) -> HttpResponse:
    context = {"card": found, "form": form, "effect": effect, "safe": SAFE, "tried": "_effect" in request.POST,
               "over": over_set(found.id)}  # fmt: skip
    return render(request, "data/cubes/propose.html", context, status=422 if form.faults else 200)
