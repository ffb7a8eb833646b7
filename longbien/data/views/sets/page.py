"""A data set's page: what it is, its columns, its first rows, its quality, who uses it, how to take and to cite it."""

from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from longbien.data.models import Agreement, DataSet
from longbien.data.queries.access import asking_services, held_on
from longbien.data.queries.catalogue.lineage import steps
from longbien.data.queries.catalogue.previews import first_rows
from longbien.data.queries.duties.meter import weighing_of_set
from longbien.data.queries.duties.receipts import gone_editions
from longbien.data.queries.keys import key_until
from longbien.data.queries.sets import Apart, EditionCard, SetCard, card, editions, set_apart
from longbien.data.queries.strategy import needing_set
from longbien.data.queries.workbench import usage_of
from longbien.data.registry import BY_STEWARDS
from longbien.data.rules import reserved
from longbien.data.rules.access.asked import QUESTION
from longbien.data.rules.catalogue.citing import Cited, bibtex
from longbien.data.rules.catalogue.kept import last_check
from longbien.data.rules.contract.themes import THEMES
from longbien.data.rules.contract.vocabulary import ACCESS, CLASS, FREQUENCIES, KIND, LICENCES
from longbien.data.rules.descriptors.lineage import Step
from longbien.data.rules.workbench.sample import sample
from longbien.data.views.sets.downloads import FORMATS
from longbien.data.views.sets.machines import for_machines
from longbien.data.views.sets.places import rows_of
from longbien.data.views.shown import short
from longbien.kernel.actor import Actor
from longbien.kernel.ids import from_slug
from longbien.kernel.refusal import not_found
from longbien.people.policy import can, visible
from longbien.ui import formats
from longbien.ui.language import say
from longbien.ui.requests import Request

APART, STEPS, LONG = 5, 8, 48


@require_safe
def page(request: Request, code: str) -> HttpResponse:
    found = card(code)
    if found is None and code in reserved.SETS:
        return redirect(f"{request.path}/")  # a list, without the slash at its end
    if found is None:
        raise not_found()
    contract, apart = found.contract, set_apart(found.id)
    cited = _cited(found, request.build_absolute_uri(reverse("data:set", args=[code])))
    itself = DataSet(pk=found.id, owner_id=found.owner_id)
    asks = urlencode({"given": f"{QUESTION}:{code}"})
    context = {
        "card": found,
        "contract": contract,
        "theme": THEMES[contract.theme],
        "access": ACCESS[contract.access][0],
        "every": FREQUENCIES.get(contract.every),
        "licence": LICENCES.get(contract.licence, contract.licence),
        "columns": [(one, KIND[one.kind], CLASS[one.classified], one.is_personal) for one in contract.columns],
        "preview": [[short(row.get(one.name), LONG) for one in contract.columns] for row in first_rows(found)],
        "formats": [(name, reverse("data:download", args=[code, name])) for name in FORMATS],
        "editions": editions(found.id),
        "apart": apart[:APART],
        "aparts": len(apart),
        "check": _checked(found, apart),
        "usage": usage_of(found.id),
        "sample": sample(contract),
        "map": rows_of(found),
        "machines": for_machines(found),
        "cited": cited,
        "bibtex": bibtex(cited),
        "services": [(one, f"{reverse('procedures:service', args=[one.code])}?{asks}") for one in asking_services()],
        "needed_by": needing_set(code),
        "gone": gone_editions(found.id),
        "weight": weighing_of_set(found.id),
        "lineage": _agreed(found, request.actor),
        "held": held_on(request.actor, found.id),
        "may_deliver": contract.source == BY_STEWARDS and can(request.actor, "deliver", itself),
        "key_until": key_until(found.id, at=timezone.now()),
        "may_agree": can(request.actor, "propose", Agreement(data_set=itself)),
    }
    return render(request, "data/set.html", context)


def _agreed(found: SetCard, actor: Actor) -> list[tuple[Step, str]]:
    """The newest agreements, each with where it leads its reader: to its own page, or to the register."""
    newest = [one for one in reversed(steps(found)) if one.kind == "agreed"][:STEPS]
    ids = [from_slug(one.name) for one in newest]
    mine = set(visible(actor, Agreement.objects.filter(pk__in=ids)).values_list("pk", flat=True))
    register = reverse("data:agreements")
    return [
        (one, reverse("data:agreement", args=[pk]) if pk in mine else register)
        for one, pk in zip(newest, ids, strict=True)
    ]


def _checked(found: SetCard, apart: tuple[Apart, ...]) -> dict[str, Any] | None:
    """The last delivery, kept or set apart, held against each promise."""
    newest, last = found.newest, apart[0] if apart else None
    if last and (newest is None or last.at > newest.at):
        is_whole = len(last.report.get("rows", ())) == last.broken
        return _check(found, last, last.report, is_whole=is_whole)
    return _check(found, newest, None) if newest else None


def _check(
    found: SetCard, delivery: Apart | EditionCard, report: dict[str, Any] | None, *, is_whole: bool = True
) -> dict[str, Any]:
    promises = last_check(found.contract, report, is_whole=is_whole)
    titles = {one.name: one.title for one in found.contract.columns}
    rows = [(titles.get(one.column), one.what, one.broken) for one in promises]
    return {"at": delivery.at, "rows": delivery.rows, "is_kept": report is None, "promises": rows}


def _cited(found: SetCard, address: str) -> Cited:
    newest, contract = found.newest, found.contract
    title, publisher, hub = say(contract.title), say(contract.publisher), say(settings.HUB.name)
    if newest is None:
        return Cited(found.code, title, publisher, hub, address)
    on: date = formats.local(newest.at).date()
    return Cited(found.code, title, publisher, hub, address, newest.number, on, newest.sha256)
