"""Books and accounts: what stands where, now or as of a day and as known at a time."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from longbien.ledger import models, queries
from longbien.ledger.policy import BOOK
from longbien.ledger.queries import browsing
from longbien.ledger.queries.accounts import lines_of
from longbien.ledger.views.moments import asked
from longbien.ledger.views.shown import account_names, called, kind, names, unit_name, within
from longbien.people.policy import can, check
from longbien.ui.requests import Request

PER_PAGE = 50


@login_required
@require_safe
def books(request: Request) -> HttpResponse:
    """The accounts of one unit with their balances; the other units beside them."""
    check(request.actor, "read", None, type=BOOK)
    own = settings.HUB.currency
    every = sorted(browsing.books(), key=lambda one: (":" in one.unit, one.unit != own))  # money first
    unit = request.GET.get("unit", "")
    book = next((one for one in every if one.unit == unit), every[0] if every else None)
    moments = asked(request)
    shown_books = [(one.unit, unit_name(one.unit)) for one in every]
    context: dict[str, Any] = {"books": shown_books, "book": book, "moments": moments, "newest": _newest()}
    if book:
        rows = models.Account.objects.filter(ledger=book.unit).order_by("code")
        page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
        ids = [row.pk for row in page.object_list]
        states = queries.balances(ids, on=moments.on, known_at=moments.known_at)
        owners = names(row.owner for row in page.object_list if row.owner)
        shown = {key: within(one, one.balance) for key, one in states.items()}
        called_so = account_names(row.code for row in page.object_list)
        lines = [
            (states[row.pk], called_so[row.code], owners.get(row.owner), shown[row.pk]) for row in page.object_list
        ]
        context |= {"page": page, "rows": lines, "unit_name": unit_name(book.unit)}
    return render(request, "ledger/books.html", context, status=422 if moments.form.faults else 200)


def _newest() -> browsing.EntryView | None:
    found = models.Entry.objects.order_by("-number").values_list("pk", flat=True).first()
    return browsing.entry_view(found) if found else None


@login_required
@require_safe
def account(request: Request, account_id: UUID) -> HttpResponse:
    """The statement of an account. An owner sees what moved, not on whose account it came or went."""
    row = get_object_or_404(models.Account, pk=account_id)
    check(request.actor, "view", row)
    moments = asked(request)
    on, known_at = moments.on, moments.known_at
    state = queries.balances([account_id], on=on, known_at=known_at)[account_id]
    page = Paginator(lines_of(account_id, on=on, known_at=known_at), PER_PAGE).get_page(request.GET.get("page"))
    start = (page.number - 1) * PER_PAGE
    lines = queries.statement(account_id, start=start, limit=PER_PAGE, on=on, known_at=known_at)
    called_so = account_names((row.code, *(line.other for line in lines)))
    context = {
        "state": state,
        "name": called_so[row.code],
        "unit_name": unit_name(state.unit),
        "owner": called(row.owner),
        "moments": moments,
        "page": page,
        "lines": [_line(line, state) | {"other": called_so[line.other]} for line in lines],
        "balance": within(state, state.balance),
        "held": within(state, state.held) if state.held else "",
        "free": within(state, state.available),
        "opened_at": row.opened_at,
        "reads_all": can(request.actor, "read", None, type=BOOK),
    }
    return render(request, "ledger/account.html", context, status=422 if moments.form.faults else 200)


def _line(line: queries.Line, state: queries.AccountState) -> dict[str, Any]:
    return {
        "line": line,
        "kind": kind(line.kind),
        "amount": within(state, line.amount),
        "balance": within(state, line.balance),
    }
