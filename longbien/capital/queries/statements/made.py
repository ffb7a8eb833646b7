"""A statement made of what stood in the ledger and in the record by a moment.

Rows that change are not read: of a fund its name, currency and first terms, of a call its purpose, all of them fixed
when they are written; what an investor was called comes from the record.
"""

import json
from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from longbien.capital import models
from longbien.capital.queries.statements.asked import Asked
from longbien.capital.queries.statements.naming import names_at
from longbien.capital.rules.funds.terms import read_terms
from longbien.capital.rules.statements.account import Purposes
from longbien.capital.rules.statements.document import Head, Statement
from longbien.capital.rules.statements.fund import Clause
from longbien.capital.rules.statements.lines import CALL
from longbien.capital.rules.statements.moves import Moved, spot_of
from longbien.capital.rules.statements.of_account import account_statement
from longbien.capital.rules.statements.of_fund import fund_statement
from longbien.capital.rules.statements.performance import Index
from longbien.kernel.ids import to_slug
from longbien.kernel.subject import Subject
from longbien.ledger.queries import Transferred, transfers_of
from longbien.ui.formats import local


def of_commitment(commitment_id: UUID, asked: Asked, index: Index | None = None) -> Statement:
    """The capital account of an investor. The caller has asked the policy."""
    row = models.Commitment.objects.select_related("vehicle").get(pk=commitment_id)
    known = _known(row.vehicle, asked.known_at)
    name = names_at([row.organisation_id], asked.known_at)[row.organisation_id]
    head = _head(row.vehicle, asked, known, (row.pk, name))
    return account_statement(_moves(known), head, _purposes(known), index)


def of_vehicle(vehicle_id: UUID, asked: Asked, index: Index | None = None) -> Statement:
    """The statement of a whole fund, every investor in it. The caller has asked the policy."""
    vehicle = models.Vehicle.objects.get(pk=vehicle_id)
    known = _known(vehicle, asked.known_at)
    head = _head(vehicle, asked, known)
    return fund_statement(_moves(known), head, _clauses(vehicle, asked.known_at), _names(vehicle, asked), index)


def begun_on(vehicle_id: UUID) -> date:
    """The first day that a fund can have a statement of: it was opened, or its first close counts from before."""
    row = models.Vehicle.objects.only("opened_at", "first_close_on").get(pk=vehicle_id)
    opened = local(row.opened_at).date()
    return min(opened, row.first_close_on or opened)


def joined_on(commitment_id: UUID) -> date:
    """The same of an investor: they signed, or the close that admitted them counts from before."""
    row = models.Commitment.objects.select_related("close").get(pk=commitment_id)
    return min(row.signed_on, row.close.on) if row.close else row.signed_on


def _known(vehicle: models.Vehicle, known_at: datetime) -> tuple[Transferred, ...]:
    return transfers_of(Subject("capital.vehicle", vehicle.pk), vehicle.currency, known_at=known_at)


def _moves(known: Sequence[Transferred]) -> tuple[Moved, ...]:
    return tuple(
        Moved(
            one.entry_id, one.number, one.effective_on, one.recorded_at, one.kind, spot_of(one.debit),
            spot_of(one.credit), one.amount, one.reverses,
        )
        for one in known
    )  # fmt: skip


def _head(
    vehicle: models.Vehicle, asked: Asked, known: Sequence[Transferred], investor: tuple[UUID | None, str] = (None, "")
) -> Head:
    counted = [one for one in known if one.effective_on <= asked.span.last]
    return Head(
        fund_id=vehicle.pk,
        fund=vehicle.name,
        currency=vehicle.currency,
        span=asked.span,
        known_at=asked.known_at,
        commitment_id=investor[0],
        investor=investor[1],
        entries=len({one.entry_id for one in counted}),
        number=counted[-1].number if counted else 0,
        sha256=counted[-1].digest.hex() if counted else "",
        is_demo=vehicle.is_demo,
    )


def _purposes(known: Sequence[Transferred]) -> Purposes:
    calls = {one.entry_id for one in known if one.kind == CALL}
    rows = models.Call.objects.filter(entry__in=calls)
    return {row.entry: row.purpose for row in rows if row.entry}


def _clauses(vehicle: models.Vehicle, known_at: datetime) -> list[Clause]:
    rows = vehicle.terms.filter(agreed_at__lte=known_at).order_by("number")
    return [(row.agreed_at, read_terms(json.loads(row.content)).fee) for row in rows]


def _names(vehicle: models.Vehicle, asked: Asked) -> dict[str, str]:
    """Investors by their commitments, companies by the investments, as they were called by then."""
    owners = dict(vehicle.commitments.values_list("id", "organisation"))
    owners |= dict(models.Investment.objects.filter(vehicle=vehicle).values_list("id", "organisation"))
    names = names_at(set(owners.values()), asked.known_at)
    return {to_slug(key): names[owner] for key, owner in owners.items()}
