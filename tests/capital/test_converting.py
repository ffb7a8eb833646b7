"""A SAFE or a note that a fund bought by a deal becomes shares at a priced round of others, in the cap table too."""

from datetime import date
from fractions import Fraction
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse

from longbien.capital.actions.deals.keep_table import keep_table
from longbien.capital.actions.investing.convert import Converting, confirm_conversion, prepare_conversion
from longbien.capital.actions.investing.invest import Investing, confirm_investment, prepare_investment
from longbien.capital.actions.investing.rating import Rated
from longbien.capital.actions.investing.undo import ask_reversal
from longbien.capital.models import CapTable, Conversion
from longbien.capital.queries.deals.tables import package_in, table_of
from longbien.capital.queries.investing.converting import conversion_of, may_convert
from longbien.capital.rules.captable.ocf.issuing import Issue, issued
from longbien.capital.rules.captable.ocf.making import Company, Holding, ShareClass, package_of
from longbien.capital.rules.captable.ocf.package import Package
from longbien.capital.rules.captable.table import Table
from longbien.capital.rules.deals.converting import Held, convert
from longbien.capital.rules.deals.sheets import Sheet
from longbien.kernel.refusal import Refusal
from tests.capital.make_deals import AT, World, world
from tests.capital.make_funds import dong
from tests.capital.make_investing import later, paper
from tests.people.make import client_of

DAY = date(2026, 11, 24)
LATER = later(400)
SAFE = Sheet("safe", dong(5_000_000), cap=dong(60_000_000))


def refused(code: str) -> Any:
    return pytest.raises(Refusal, match=rf"^{code}")


def company_table(shares: int = 1_000_000) -> Package:
    about = Company(UUID(int=1), "Robot", "VN", date(2025, 1, 1))
    held = Holding("CS-1", "Nhà sáng lập", "CS", shares, dong(10), date(2025, 1, 1))
    return package_of(about, [ShareClass("CS", "Common", shares)], [held], DAY)


def test_a_safe_at_its_cap_and_a_note_with_its_interest_at_a_discount():
    """A SAFE of 6 at a cap of 60 is 10 % of the company before the money: 100 of 1,000; then a fifth is sold."""
    table = Table({"founder": 900})
    safe = Held("fund", 6, DAY, Sheet("safe", dong(6), cap=dong(60)))
    found = convert(table, safe, investor="other", money=25, pre_money=100, on=DAY)
    assert (found.shares, found.bought, found.share, found.price) == (100, 250, Fraction(100, 1250), Fraction(1, 10))
    note = Sheet("note", dong(100), discount_bp=2000, rate_bp=1000)
    lent = Held("fund", 100, date(2025, 11, 24), note)
    found = convert(Table({"founder": 900}), lent, investor="fund", money=1000, pre_money=1000, on=DAY)
    # 110 owed at four fifths of the price: 137.5 of a valuation of 1,000 belong to the note
    assert found.shares == int(900 * Fraction(1375, 8625))
    with refused("no-share"):
        convert(table, lent, investor="other", money=10**9, pre_money=10**9, on=DAY)
    for wrong, code in ((Sheet("priced", dong(1), pre_money=dong(9)), "not-convertible"), (note, "bad-amount")):
        with refused(code):
            convert(table, Held("fund", 1, DAY, wrong), investor="other", money=0, pre_money=9, on=DAY)


def test_a_package_grows_and_nothing_of_it_is_lost():
    package = company_table()
    issue = Issue("LB-1-1", "Quỹ", 250, Fraction(1234, 100), "VND", DAY)
    grown = issued(package, [issue, Issue("LB-1-2", "Quỹ", 1, Fraction(1, 3), "USD", DAY)], UUID(int=2))
    assert list(package.objects("STAKEHOLDER")) == list(grown.objects("STAKEHOLDER"))[:1]
    assert len(list(grown.objects("STAKEHOLDER"))) == 2
    prices = [one["share_price"]["amount"] for one in grown.objects("TX_STOCK_ISSUANCE")]
    assert prices == ["10", "12.34", "0.0033333333"]
    bare = Package(package.manifest, tuple(one for one in package.files if "Class" not in one.path))
    with refused("bad-cap-table"):
        issued(bare, [issue], UUID(int=2))


@pytest.fixture
def deals(db: None) -> World:
    return world()


def invested(deals: World) -> Any:
    deals.closed()
    told = Investing(deals.company_id, "safe", Rated(dong(4_000_000)), AT.date(), Fraction(0), "Mở rộng đội xe",
                     deal_id=deals.deal_id)  # fmt: skip
    key = prepare_investment(deals.vehicle_id, told, paper=paper(), by=deals.officer, at=LATER)
    confirm_investment(key, by=deals.other, at=LATER)
    return key


def prepared(deals: World, key: Any, **more: Any) -> Any:
    told = {"investor": "Quỹ Khác", "money": dong(30_000_000), "pre_money": dong(120_000_000), "on": DAY, **more}
    return prepare_conversion(key, Converting(**told), paper=paper(), by=deals.officer, at=LATER)


def test_two_officers_convert_it_and_the_cap_table_says_so(deals: World) -> None:
    key = invested(deals)
    with refused("no-table"), transaction.atomic():
        prepared(deals, key)
    keep_table(deals.company_id, company_table(), source="written", by=deals.founder, at=LATER)
    made = prepared(deals, key)
    with refused("converted"), transaction.atomic():
        prepared(deals, key)
    with refused("not-allowed"), transaction.atomic():
        confirm_conversion(made, by=deals.officer, at=LATER)
    assert confirm_conversion(made, by=deals.other, at=LATER) == 2
    card, table = conversion_of(key), table_of(deals.company_id, DAY)
    assert table.shares[deals.deal.vehicle.name] == card.shares == 71_428  # 4 of a cap of 60 is a fifteenth
    assert table.part(deals.deal.vehicle.name) == card.share
    assert table.part("Quỹ Khác") == pytest.approx(Fraction(1, 5), abs=1e-5)
    assert card.table == 2
    assert not may_convert(Conversion.objects.get().investment)
    with refused("not-last"), transaction.atomic():
        ask_reversal("conversion", made, reason="Nhầm giá", by=deals.officer, at=LATER)


def test_a_table_that_changed_in_between_and_what_no_deal_bought(deals: World) -> None:
    key = invested(deals)
    keep_table(deals.company_id, company_table(), source="written", by=deals.founder, at=LATER)
    made = prepared(deals, key)
    keep_table(deals.company_id, company_table(2_000_000), source="written", by=deals.founder, at=LATER)
    with refused("plan-changed"), transaction.atomic():
        confirm_conversion(made, by=deals.other, at=LATER)
    told = Investing(deals.company_id, "safe", Rated(dong(1_000)), AT.date(), Fraction(0), "Thêm một khoản")
    bare = prepare_investment(deals.vehicle_id, told, paper=paper(), by=deals.officer, at=LATER)
    with refused("converted"), transaction.atomic():
        prepared(deals, bare)  # not posted yet
    confirm_investment(bare, by=deals.other, at=LATER)
    with refused("no-deal"), transaction.atomic():
        prepared(deals, bare)


def test_the_pages_of_a_conversion(deals: World) -> None:
    key = invested(deals)
    keep_table(deals.company_id, company_table(), source="written", by=deals.founder, at=LATER)
    officer, second = client_of(deals.officer), client_of(deals.other)
    page, form = (reverse(f"investing:{name}", args=[key]) for name in ("investment", "new-conversion"))
    assert form in officer.get(page).content.decode()
    data = {"investor": "Quỹ Khác", "amount": "30000000", "pre_money": "120000000", "on": "2026-11-24"}
    assert officer.post(form, data).status_code == 422
    sent = officer.post(form, {**data, "evidence": SimpleUploadedFile("vong.txt", b"Round")})["Location"]
    assert "71.428" in second.get(sent).content.decode()
    row = Conversion.objects.get()
    assert second.post(reverse("investing:do-conversion", args=[row.pk, "confirm"])).status_code == 302
    assert CapTable.objects.filter(company=deals.company_id).count() == 2
    assert sent in officer.get(page).content.decode()
    kept = officer.get(reverse("investing:conversion-evidence", args=[row.pk]))
    assert b"".join(kept.streaming_content) == b"Round"
    assert len(list(package_in(CapTable.objects.order_by("number").last().files).objects("TX_STOCK_ISSUANCE"))) == 3
