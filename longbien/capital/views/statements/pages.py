"""Statements to read, to take along and to explain: an investor's own, and a whole fund's for officers and auditors."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from longbien.capital.policy import VEHICLE
from longbien.capital.queries import funds
from longbien.capital.queries import statements as queries
from longbien.capital.views.statements.moments import moments, must_be_asked, query_of
from longbien.capital.views.statements.shown import Of, explained, periods, tables
from longbien.kernel.actor import Actor
from longbien.kernel.refusal import not_found
from longbien.people.policy import check
from longbien.ui.language import reader_language
from longbien.ui.requests import Request


@require_safe
def account(request: Request, commitment_id: UUID) -> HttpResponse:
    """The capital account of an investor: for its own people, for officers and auditors."""
    return _page(request, _investor(request.actor, commitment_id))


@require_safe
def account_file(request: Request, commitment_id: UUID, kind: str) -> HttpResponse:
    return _file(request, _investor(request.actor, commitment_id), kind)


@require_safe
def account_line(request: Request, commitment_id: UUID, table: str, line: str) -> HttpResponse:
    return _line(request, _investor(request.actor, commitment_id), table, line)


@require_safe
def fund(request: Request, vehicle_id: UUID) -> HttpResponse:
    """The whole fund, everybody in it: for officers and auditors."""
    return _page(request, _fund(request.actor, vehicle_id))


@require_safe
def fund_file(request: Request, vehicle_id: UUID, kind: str) -> HttpResponse:
    return _file(request, _fund(request.actor, vehicle_id), kind)


@require_safe
def fund_line(request: Request, vehicle_id: UUID, table: str, line: str) -> HttpResponse:
    return _line(request, _fund(request.actor, vehicle_id), table, line)


def _investor(actor: Actor, commitment_id: UUID) -> Of:
    """Refusal 404 for what is not there, or is another's."""
    card = funds.commitment(actor, commitment_id)
    above = (
        (card.vehicle_id, card.vehicle, "capital:vehicle"),
        (card.id, card.organisation.name, "capital:commitment"),
    )
    since = queries.joined_on(card.id)
    return Of("account", card.id, since, above, lambda asked: queries.of_commitment(card.id, asked))


def _fund(actor: Actor, vehicle_id: UUID) -> Of:
    """Refusal 404 for what is not there, 403 for whoever is not inside."""
    card = funds.vehicle(actor, vehicle_id)
    check(actor, "view-inside", None, type=VEHICLE)
    above = ((card.id, card.name, "capital:vehicle"),)
    since = queries.begun_on(card.id)
    return Of("fund", card.id, since, above, lambda asked: queries.of_vehicle(card.id, asked))


def _page(request: Request, of: Of) -> HttpResponse:
    found = moments(request)
    context = {"of": of, "form": found.form, "periods": periods(of, found.asked)}
    if found.asked is None:
        return render(request, "capital/statements/statement.html", context, status=422)
    statement, query = of.make(found.asked), query_of(found.asked)
    context |= {
        "statement": statement,
        "facts": queries.facts(statement.head, reader_language()),
        "tables": tables(of, statement, query),
        "files": [(kind.upper(), of.file(kind, query)) for kind in queries.formats_here()],
    }
    return render(request, "capital/statements/statement.html", context)


def _file(request: Request, of: Of, kind: str) -> HttpResponse:
    known = next((one for one in queries.FORMATS if one == kind), None)
    if known is None:
        raise not_found()
    made = queries.face(of.make(must_be_asked(request)), known, reader_language())
    headers = {"Content-Disposition": f'attachment; filename="{made.name}"'}
    return HttpResponse(made.content, content_type=made.media_type, headers=headers)


def _line(request: Request, of: Of, table: str, line: str) -> HttpResponse:
    asked = must_be_asked(request)
    statement = of.make(asked)
    row = statement.row(table, line)
    if row is None:
        raise not_found()
    context = {"of": of, "statement": statement, "row": row, "back": of.page(query_of(asked))}
    context |= explained(request.actor, statement, row)
    return render(request, "capital/statements/line.html", context)
