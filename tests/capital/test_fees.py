"""The management fee: accrued by itself when a quarter is over, paid by two officers out of what was paid in."""

from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse

from longbien.capital.actions.fees.pay_fee import Paying, confirm_fee_payment, prepare_fee_payment
from longbien.capital.actions.funds.accrue_fee import accrue_fee
from longbien.capital.actions.investing.undo import ask_reversal, confirm_reversal
from longbien.capital.models import Accrual, FeePayment
from longbien.capital.queries.fees import fee_book, payable_on
from longbien.capital.queries.statements.asked import asked_of
from longbien.capital.queries.statements.made import of_vehicle
from longbien.capital.rules.fees.paying import Payable, paying_against
from longbien.capital.rules.funds.charges import FeeStep, fee_ends, next_quarter
from longbien.kernel.money import Money
from longbien.kernel.refusal import Refusal
from longbien.ledger.queries import audit
from longbien.record.actions.deliver import deliver
from longbien.record.models import Delivery
from tests.capital.make_funds import Fund, closed, dong, later
from tests.capital.make_investing import paper
from tests.people.make import actor, client_of


def test_quarters_and_the_end_of_the_fee():
    assert next_quarter(date(2026, 1, 1)) == date(2026, 4, 1)
    assert next_quarter(date(2026, 12, 31)) == date(2027, 1, 1)
    assert fee_ends(date(2024, 2, 29), (FeeStep(5, Fraction(2, 100)), FeeStep(10, Fraction(1, 100)))) == date(
        2034, 2, 28
    )
    assert fee_ends(date(2026, 1, 1), ()) == date(2026, 1, 1)


@pytest.mark.parametrize(
    ("amount", "owed", "cash", "against"),
    [(5, 5, 9, []), (6, 5, 9, ["above-owed"]), (5, 9, 4, ["above-cash"]), (10, 5, 4, ["above-owed", "above-cash"]),
     (0, 5, 9, ["bad-amount"])],
)  # fmt: skip
def test_what_stands_against_a_payment(amount: int, owed: int, cash: int, against: list[str]):
    payable = Payable(dong(owed), dong(cash))
    assert [one.code for one in paying_against(dong(amount), payable).against] == against
    assert payable.most == dong(min(owed, cash))
    assert [one.code for one in paying_against(Money(1, "USD"), payable).against] == ["bad-amount"]


@pytest.fixture
def paid_in(db: None) -> Fund:
    made = closed()
    call = made.calls(500)
    for who in ("city", "first", "second"):
        made.pays(who, call)
    return made


def refused(code: str) -> Any:
    return pytest.raises(Refusal, match=rf"^{code}")


def worker(now: datetime) -> None:
    """Everything that is due but the letters."""
    Delivery.objects.exclude(reaction__endswith="quarter_over").update(done_at=now)
    while deliver(clock=lambda: now):
        pass


def prepared(made: Fund, amount: int, days: int = 200) -> Any:
    asked = Paying(dong(amount), later(days).date())
    return prepare_fee_payment(made.id, asked, paper=paper(), by=made.one, at=later(days))


def test_each_quarter_is_accrued_by_itself_to_the_end_of_the_last_step(paid_in: Fund) -> None:
    """2 % of 1,001 committed from 2 March 2026 on: 1 by April, 6 by July, 11 by October; what was accrued by hand is
    not accrued again."""
    worker(datetime(2026, 7, 1, 0, 0, tzinfo=UTC))
    told = list(Accrual.objects.filter(vehicle=paid_in.id).values_list("until", "amount"))
    assert told == [(date(2026, 4, 1), 1), (date(2026, 7, 1), 5)]
    accrue_fee(paid_in.id, until=date(2026, 8, 15), by=paid_in.one, at=later(200))
    worker(datetime(2026, 10, 1, 0, 0, tzinfo=UTC))
    assert sum(Accrual.objects.filter(vehicle=paid_in.id).values_list("amount", flat=True)) == 11
    for year in range(2026, 2040):
        for month in (1, 4, 7, 10):
            worker(datetime(year, month, 2, tzinfo=UTC))
    book = fee_book(paid_in.id, "VND")
    # five years at 2 %, five at 1 %: 150.15 of 1,001, and no unit more however long the worker runs
    assert (book.accrued.minor, book.owed.minor) == (150, 150)


def test_what_is_accrued_is_paid_by_two_officers_out_of_what_was_paid_in(paid_in: Fund) -> None:
    with refused("against-the-rules"):
        prepared(paid_in, 1)
    accrue_fee(paid_in.id, until=later(200).date(), by=paid_in.one, at=later(200))
    owed = fee_book(paid_in.id, "VND").owed.minor
    assert owed == 10
    assert payable_on(paid_in.id, "VND", later(100).date()).owed.minor == 0
    with refused("against-the-rules"):
        prepared(paid_in, owed, days=100)  # a day before it was accrued
    with refused("no-evidence"), transaction.atomic():
        prepare_fee_payment(paid_in.id, Paying(dong(1), later(200).date()), paper=None, by=paid_in.one, at=later(200))
    with refused("not-allowed"), transaction.atomic():
        prepare_fee_payment(
            paid_in.id, Paying(dong(1), later(200).date()), paper=paper(), by=actor("programme-officer"), at=later(200)
        )
    key = prepared(paid_in, 7)
    with refused("one-at-a-time"), transaction.atomic():
        prepared(paid_in, 1)
    with refused("not-allowed"), transaction.atomic():
        confirm_fee_payment(key, by=paid_in.one, at=later(200))
    assert confirm_fee_payment(key, by=paid_in.two, at=later(200)) == 1
    book = fee_book(paid_in.id, "VND")
    assert (book.accrued.minor, book.paid.minor, book.owed.minor) == (10, 7, 3)
    with refused("against-the-rules"), transaction.atomic():
        prepared(paid_in, 4)
    statement = of_vehicle(paid_in.id, asked_of(later(200).date(), later(201), now=later(201)))
    assert statement.residual == 0
    assert "Management fee paid" in str(statement)
    ask_reversal("feepayment", key, reason="Trả nhầm quý", by=paid_in.one, at=later(202))
    confirm_reversal("feepayment", key, by=paid_in.two, at=later(202))
    assert fee_book(paid_in.id, "VND").owed.minor == 10
    assert audit()[1] == []


def test_the_pages_of_the_fee(paid_in: Fund) -> None:
    accrue_fee(paid_in.id, until=later(200).date(), by=paid_in.one, at=later(200))
    officer, second = client_of(paid_in.one), client_of(paid_in.two)
    page, form = (reverse(f"investing:{name}", args=[paid_in.id]) for name in ("fees", "new-feepayment"))
    assert page in officer.get(reverse("capital:vehicle", args=[paid_in.id])).content.decode()
    assert form in officer.get(page).content.decode()
    data = {"amount": "10", "on": "2026-10-01"}
    assert officer.post(form, {**data, "amount": "11"}).status_code == 422
    sent = officer.post(form, {**data, "evidence": SimpleUploadedFile("de-nghi.txt", b"Invoice")})
    payment = FeePayment.objects.get()
    assert sent["Location"] == reverse("investing:feepayment", args=[payment.pk])
    assert "10" in second.get(sent["Location"]).content.decode()
    assert form not in officer.get(page).content.decode()
    do = reverse("investing:do-feepayment", args=[payment.pk, "confirm"])
    assert officer.post(do).status_code == 403
    assert second.post(do).status_code == 302
    paper_ = officer.get(reverse("investing:feepayment-evidence", args=[payment.pk]))
    assert b"".join(paper_.streaming_content) == b"Invoice"
    for address in (page, form, sent["Location"]):
        assert client_of(actor()).get(address).status_code in (403, 404)
