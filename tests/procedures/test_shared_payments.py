"""One bank reference, two fees: said with the other case and the sum, and done only when that is confirmed."""

import pytest
from django.test import Client

from longbien.kernel.refusal import Refusal
from longbien.ledger.models import Entry
from longbien.procedures.actions.fees.settle_fee import SHARED, record_payment
from longbien.procedures.models import Case, Fee
from tests.people.make import client_of
from tests.procedures import make

pytestmark = pytest.mark.django_db
DAY = make.MONDAY.date()


@pytest.fixture
def fees():
    """The fees of two applicants, 100,000 ₫ each; the first one is paid."""
    make.published(make.changed(make.sample(), {"set": {"actions.submit.fee": {"minor": "100000", "currency": "VND"}}}))
    officer = make.person("officer", "programme-officer")
    found = []
    for name in ("one", "two"):
        lead = make.person(name)
        found.append(Fee.objects.get(case_id=make.submitted(make.team(lead), lead)))
    pay(found[0], officer, "FT 123")
    return officer, *found


def pay(fee, officer, evidence, **more):
    record_payment(fee_id=fee.pk, paid_on=DAY, evidence=evidence, by=make.actor(officer), at=make.MONDAY, **more)


def test_the_other_case_and_the_sum_are_named(fees):
    officer, first, second = fees
    with pytest.raises(Refusal) as refused:
        pay(second, officer, " ft123 ")
    assert (refused.value.code, refused.value.status) == (SHARED, 409)
    said = refused.value.what["en"]
    assert f"case {first.case.number} already" in said
    assert "200,000" in said
    assert "200.000" in refused.value.what["vi"]
    assert Fee.objects.get(pk=second.pk).state == "due"


@pytest.mark.parametrize("typed", ["FT-123", "ft\u200b123", "FT\u2013123\ufeff", "\uff26\uff34123"])
def test_neither_dashes_nor_what_cannot_be_seen_make_it_another(fees, typed):
    officer, _, second = fees
    with pytest.raises(Refusal, match=SHARED):
        pay(second, officer, typed)


def test_a_payment_from_before_is_found_as_it_was_typed_then(fees):
    """The ledger knew such a payment to the letter, and no more was kept of it."""
    officer, first, second = fees
    first.refresh_from_db()
    kept = Entry.objects.get(pk=first.settled_id).evidence
    Fee.objects.filter(pk=first.pk).update(paid_with=kept)
    with pytest.raises(Refusal, match=SHARED):
        pay(second, officer, " FT 123 ")


def test_another_reference_or_a_confirmation_settles_it(fees):
    officer, _, second = fees
    pay(second, officer, "FT123", is_shared=True)
    assert Fee.objects.get(pk=second.pk).state == "paid"
    lead = make.person("three")
    third = Fee.objects.get(case_id=make.submitted(make.team(lead), lead))
    pay(third, officer, "FT124")
    assert Fee.objects.get(pk=third.pk).state == "paid"


def test_the_page_asks_and_keeps_what_was_typed(fees):
    officer, first, second = fees
    client, page = client_of(officer), f"/en/fees/{make.slug(second.pk)}"
    form = {"paid_on": DAY.isoformat(), "evidence": "FT123", "pay": "1"}
    asked = client.post(page, form)
    told = asked.content.decode()
    assert asked.status_code == 409
    assert first.case.number in told
    assert 'value="FT123"' in told
    assert "One transfer covers all these fees" in told
    assert client.post(page, form | {"asked": "1", "is_shared": "no"}).status_code == 409
    assert client.post(page, form | {"asked": "1", "is_shared": "yes"}).status_code == 302
    assert Fee.objects.get(pk=second.pk).state == "paid"


def test_the_api_answers_409_until_it_is_confirmed(fees):
    officer, _, second = fees
    client, page = Client(), f"/api/fees/{make.slug(second.pk)}/payment"
    client.force_login(officer)

    def post(**more):
        given = {"paid_on": DAY.isoformat(), "evidence": "FT123"} | more
        return client.post(page, given, content_type="application/json")

    assert post().status_code == 409
    assert post(evidence=" ").status_code == 422
    assert post(is_shared=True).json() == {"state": "paid"}
    stranger = Client()
    stranger.force_login(make.person("stranger"))
    assert stranger.post(
        page, {"paid_on": "2026-11-23", "evidence": "X"}, content_type="application/json"
    ).status_code in (403, 404)
    assert Case.objects.count() == 2
