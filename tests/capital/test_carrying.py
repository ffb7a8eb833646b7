"""A closed deal is carried out once, by an investment that two officers post, and each leads to the other."""

from fractions import Fraction
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from longbien.capital.actions.investing.deciding import drop
from longbien.capital.actions.investing.invest import Investing, confirm_investment, prepare_investment
from longbien.capital.actions.investing.rating import Rated
from longbien.capital.models import Investment
from longbien.capital.queries.deals.carried import agreed_of, deal_of, investment_of
from longbien.kernel.ids import new_id
from longbien.kernel.refusal import Refusal
from tests.capital.make_deals import AT, World, world
from tests.capital.make_funds import dong
from tests.capital.make_investing import later, paper
from tests.people.make import client_of, organisation

pytestmark = pytest.mark.django_db
LATER = later(400)


@pytest.fixture
def deals() -> World:
    return world()


def prepared(deals: World, **more: Any) -> Any:
    told = {"organisation_id": deals.company_id, "instrument": "safe", "rated": Rated(dong(4_000_000)),
            "on": AT.date(), "share": Fraction(0), "about": "Mở rộng đội xe", "deal_id": deals.deal_id}  # fmt: skip
    return prepare_investment(
        deals.vehicle_id, Investing(**{**told, **more}), paper=paper(), by=deals.officer, at=LATER
    )


def refused(code: str) -> Any:
    return pytest.raises(Refusal, match=rf"^{code}")


def test_a_deal_is_carried_out_once_as_its_terms_say(deals: World) -> None:
    with refused("not-closed"):
        prepared(deals)
    deal = deals.closed()
    other = organisation("Khác", "company").pk
    for wrong in (
        {"instrument": "equity", "share": Fraction(1, 5)}, {"rated": Rated(dong(4_000_001))},
        {"organisation_id": other},
    ):  # fmt: skip
        with refused("against-the-rules"), transaction.atomic():
            prepared(deals, **wrong)
    with refused("not-found"), transaction.atomic():
        prepared(deals, deal_id=new_id())
    dropped = prepared(deals)
    with refused("carried-out"), transaction.atomic():
        prepared(deals)
    drop("investment", dropped, reason="Nhập nhầm ngày", by=deals.officer, at=LATER)
    assert investment_of(deal) is None
    made = prepared(deals)
    with refused("not-allowed"), transaction.atomic():
        confirm_investment(made, by=deals.officer, at=LATER)
    confirm_investment(made, by=deals.other, at=LATER)
    assert investment_of(deal).pk == made
    assert deal_of(deals.officer, made) == deal
    assert deal_of(deals.founder, made) is None
    assert agreed_of(deal).instrument == "safe"
    with pytest.raises(IntegrityError), transaction.atomic():
        Investment.objects.filter(pk=dropped).update(state="posted")


def test_the_form_takes_over_what_the_deal_says_and_both_pages_lead_to_each_other(deals: World) -> None:
    deal = deals.closed()
    officer, page = client_of(deals.officer), reverse("deals:deal", args=[deal.pk])
    form = reverse("investing:invest-deal", args=[deal.pk])
    assert form in officer.get(page).content.decode()
    shown = officer.get(form).content.decode()
    for said in ("Robot Sông Hồng", "4.000.000", "SAFE", "bản điều khoản số 1"):
        assert said in shown
    assert "Tổ chức first" not in shown
    data = {"company": deals.company_id, "instrument": "safe", "amount": "4000000", "on": "2026-11-24",
            "about": "Mở rộng đội xe"}  # fmt: skip
    assert officer.post(form, data).status_code == 422  # the document is missing
    sent = officer.post(form, {**data, "evidence": SimpleUploadedFile("hop-dong.txt", b"Contract")})
    made = investment_of(deal)
    assert sent["Location"] == reverse("investing:investment", args=[made.pk])
    assert sent["Location"] in officer.get(page).content.decode()
    assert form not in officer.get(page).content.decode()
    assert page in officer.get(sent["Location"]).content.decode()
    assert officer.get(form)["Location"] == sent["Location"]
    assert client_of(deals.founder).get(form).status_code in (403, 404)
