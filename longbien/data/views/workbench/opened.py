"""The workbench of an open set: everyone may ask, signed in or not."""

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from longbien.data.actions.workbench.ask_open import NOT_OPEN, ask_open
from longbien.data.queries.sets import SetCard, card
from longbien.data.rules.agreement.compiled import view_name
from longbien.data.rules.workbench.sample import sample
from longbien.data.views.workbench.bench import Bench, answered, begun
from longbien.kernel.refusal import Refusal, not_found
from longbien.ui.requests import Request


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def workbench(request: Request, code: str) -> HttpResponse:
    found = card(code)
    if found is None:
        raise not_found()
    if found.contract.access != "open":
        raise Refusal("not-open", NOT_OPEN, status=403)
    bench = bench_of(found)
    if request.method == "POST":
        return answered(request, bench, request.POST.dict(), {})
    return begun(request, bench, request.GET.get("statement", sample(found.contract)))


def bench_of(found: SetCard) -> Bench:
    return Bench(
        code=found.code,
        title=found.contract.title,
        data_set_id=found.id,
        agreement_id=None,
        name=view_name(found.code),
        columns=tuple((one.name, one.title) for one in found.contract.columns),
        address=reverse("data:ask-open", args=[found.code]),
        ask=lambda statement: ask_open(found.code, statement),
    )
