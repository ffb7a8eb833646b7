"""Statements: every line to the unit, any past one byte for byte, and to nobody but whose it is."""

import subprocess
import sys
from datetime import date
from hashlib import sha256

import pytest

from longbien.capital.actions.funds.accrue_fee import accrue_fee
from longbien.capital.actions.funds.hold_close import pay_refunds
from longbien.capital.models import Call
from longbien.capital.queries.statements import asked_of, face, of_commitment, of_vehicle
from longbien.capital.rules.statements.document import Figure, Statement
from longbien.kernel.actor import SYSTEM
from longbien.kernel.ids import new_id, to_slug
from longbien.kernel.money import Money
from longbien.kernel.subject import Subject
from longbien.ledger.actions.post import reverse as undo
from longbien.people.events import OrganisationRenamed
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit
from tests.capital.make_funds import Fund, closed, later

pytestmark = pytest.mark.django_db


def lived() -> Fund:
    """A call of 400 paid by three, a late investor of 300 who equalises, refunds, and a fee of half a year."""
    made = closed()
    call = made.calls(400)
    for who in ("city", "first", "second"):
        made.pays(who, call, at=later(9))
    made.commits("late", 300, at=later(150))
    close = made.closes("late", at=later(160))
    made.pays("late", close, at=later(165))
    pay_refunds(close.pk, paid_on=later(170).date(), by=made.two, at=later(170))
    accrue_fee(made.id, until=later(180).date(), by=made.one, at=later(181))
    return made


def asked(as_of: int = 200, known: int = 200, first: date | None = None):
    return asked_of(later(as_of).date(), later(known), now=later(400), first=first)


def cells(statement: Statement, table: str, code: str) -> tuple[int, ...]:
    row = statement.row(table, code)
    assert row, [one.code for one in next(t for t in statement.tables if t.code == table).rows]
    return tuple(cell.minor for cell in row.cells if isinstance(cell, Money))


def test_an_account_tells_how_it_came_about_and_leaves_nothing():
    made = lived()
    late = of_commitment(made.commitments["late"], asked())
    assert cells(late, "account", "equalised-in") == (92, 92)
    assert cells(late, "account", "fee") == (-3, -3)
    assert cells(late, "account", "closing") == (89, 89)
    assert cells(late, "commitment", "committed") == (300, 300)
    assert cells(late, "commitment", "unfunded") == (208, 208)
    [interest] = set(cells(late, "commitment", "interest"))
    assert interest == 3
    assert cells(late, "commitment", "paid-in") == (95, 95)
    first = of_commitment(made.commitments["first"], asked())
    assert cells(first, "account", "contribution-1") == (0, 120)
    assert first.row("account", "contribution-1").name["en"] == "Contribution: Two investments"
    assert cells(first, "account", "opening") == (120, 0)
    assert cells(first, "account", "equalised-out") == (-28, -28)
    assert cells(first, "commitment", "interest")[1] < 0
    assert first.residual == late.residual == 0
    sources = first.row("account", "equalised-out").sources
    assert [(one.kind, one.amount) for one in sources] == [("capital.close", -28)]
    parts = [cells(of_commitment(key, asked()), "account", "closing")[0] for key in made.commitments.values()]
    assert sum(parts) == cells(of_vehicle(made.id, asked()), "balance", "net")[0]
    early = of_commitment(made.commitments["late"], asked(as_of=100))
    assert cells(early, "account", "closing") == (0, 0)


def test_a_fund_adds_up_and_its_fee_is_what_the_clause_says():
    made = lived()
    said = of_vehicle(made.id, asked())
    assert said.residual == 0
    assert cells(said, "cash", "closing") == (400, 400)
    assert cells(said, "balance", "fee-owed")[0] == -cells(said, "balance", "fee")[0] == 12
    assert cells(said, "fees", "accrual-1") == (12, 12, 0)
    assert cells(said, "investors", "sum") == (1301, 400, 400, 901, 388)
    assert cells(said, "investors", to_slug(made.commitments["late"]))[0] == 300
    irr = said.row("performance", "irr").cells[0]
    assert isinstance(irr, Figure)
    assert irr.value < 0
    assert said.row("performance", "pme").cells == (None,)


def test_two_axes_of_time_decide_what_counts():
    made = lived()
    before = of_commitment(made.commitments["first"], asked(as_of=164, known=200))
    assert cells(before, "commitment", "refund") == (29, 29)
    not_known = of_vehicle(made.id, asked(as_of=200, known=175))
    assert not_known.row("balance", "fee") is None
    assert cells(of_vehicle(made.id, asked()), "balance", "fee") == (-12, 0)
    whole = of_commitment(made.commitments["first"], asked(first=date(2026, 1, 1)))
    assert cells(whole, "account", "opening") == (0, 0)


AGAIN = """
import sys
from django import setup
setup()
from django.core.management import call_command
key, fund, folder = sys.argv[1:]
moments = ["--as-of", "2026-09-18", "--known-at", "2026-09-18T02:00:00Z", "--language", "vi"]
for which, kind in ((key, "json"), (key, "pdf"), (fund, "xlsx")):
    call_command("capital", "statement", which, "--format", kind, "--output", f"{folder}/{kind}", *moments)
"""


def test_what_is_booked_later_changes_no_byte_of_a_past_statement(fresh_database, tmp_path):
    """A receipt is undone, capital is called, the investor is renamed: another process answers with the same bytes."""
    made = lived()
    key, name = made.commitments["first"], organisation_named(made.orgs["first"], "Tên cũ", at=later(1))
    past = {kind: face(of_commitment(key, asked()), kind, "vi").content for kind in ("json", "pdf")}
    past["xlsx"] = face(of_vehicle(made.id, asked()), "xlsx", "vi").content
    assert name in past["json"].decode()
    receipt = made.notice("first", Call.objects.get()).receipts.get()
    undo(receipt.entry, key=new_id(), effective_on=later(9).date(), by=made.one, at=later(210))
    made.calls(100, at=later(220))
    accrue_fee(made.id, until=later(230).date(), by=made.one, at=later(230))
    organisation_named(made.orgs["first"], "Tên mới", at=later(240))
    command = [sys.executable, "-c", AGAIN, to_slug(key), to_slug(made.id), str(tmp_path)]
    subprocess.run(command, env=fresh_database.env, check=True, capture_output=True)
    for kind, content in past.items():
        assert sha256((tmp_path / kind).read_bytes()).hexdigest() == sha256(content).hexdigest(), kind
    now = of_commitment(key, asked(known=300))
    assert now.head.investor == "Tên mới"
    assert cells(now, "commitment", "paid-in") == (0, 0)
    assert cells(now, "commitment", "due") == (0, 120)
    assert now.residual == 0
    assert of_vehicle(made.id, asked(known=300)).residual == 0


@act
def organisation_named(key, name, *, at) -> str:
    """What the record says when an organisation of hub.yaml is called otherwise."""
    emit(OrganisationRenamed("company", name=name), subject=Subject("people.organisation", key), by=SYSTEM, at=at)
    return name
