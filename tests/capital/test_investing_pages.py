"""The pages of investments and distributions: four eyes for officers, one's own for investors, sums for everyone."""

import json
import re
from io import StringIO

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from longbien.capital.actions.investing.rating import Rated
from longbien.capital.models import Distribution, Investment, Payout, Proceeds, Valuation
from longbien.kernel.ids import to_slug
from longbien.kernel.money import Money
from longbien.people.queries import today
from longbien.record.actions.deliver import deliver
from tests.capital.make_investing import later, portfolio
from tests.capital.test_fund_pages import words
from tests.people.make import actor, client_of, organisation

pytestmark = pytest.mark.django_db


def paper() -> SimpleUploadedFile:
    return SimpleUploadedFile("hop-dong.txt", b"Minh hoa", "text/plain")


def page(client: Client, name: str, key: object) -> str:
    reply = client.get(reverse(f"investing:{name}", args=[key]))
    assert reply.status_code == 200, (name, reply.status_code)
    return words(reply)


def test_two_officers_walk_from_an_investment_to_a_payout():
    made = portfolio(None)
    one, two = client_of(made.fund.one), client_of(made.fund.two)
    day = today().isoformat()
    terms = {"scope": "fund", "carry": "20", "hurdle": "8", "compounding": "simple", "day_count": "act/365",
             "catch_up": "100", "target": "profit", "escrow": "30", "public": "first-loss", "public_rate": "50",
             "recycling": "20", "concentration": "60"}  # fmt: skip
    assert "chưa nói cách phân chia" in page(one, "portfolio", made.id)
    address = reverse("investing:terms", args=[made.id])
    assert one.post(address, {**terms, "carry": "tám"}).status_code == 422
    blank = one.post(address, {**terms, "public_rate": ""})
    assert (blank.status_code, "cần một mức" in words(blank)) == (422, True)
    assert one.post(address, terms).status_code == 302
    assert 'value="20"' in one.get(address).content.decode()

    asked = {"company": str(made.company), "instrument": "equity", "amount": "400", "on": day, "share": "20",
             "about": "Vòng hạt giống"}  # fmt: skip
    address = reverse("investing:new-investment", args=[made.id])
    assert one.post(address, asked).status_code == 422  # no document
    refused = one.post(address, {**asked, "amount": "499", "share": "20", "evidence": paper()})
    assert refused.status_code == 302  # 499 of 1001 stays within the terms
    Investment.objects.get()
    assert one.post(f"{refused['Location']}/drop", {"reason": "Nhập nhầm"}).status_code == 302
    draft = one.post(address, {**asked, "evidence": paper()})["Location"]
    assert one.post(f"{draft}/confirm").status_code == 403
    assert "Bạn là cán bộ thứ hai" in words(two.get(draft))
    assert two.post(f"{draft}/confirm").status_code == 302
    key = Investment.objects.get(state="posted").pk
    assert b"Minh hoa" in one.get(f"{draft}/evidence").getvalue()

    value = {"technique": "recent-price", "amount": "600", "as_of": day, "calibration": "Khớp giá đã trả.",
             "inputs": "giá vòng gần nhất = 12 | hợp đồng", "evidence": paper()}  # fmt: skip
    address = reverse("investing:new-valuation", args=[key])
    assert one.post(address, {**value, "inputs": "không có dấu bằng", "evidence": paper()}).status_code == 422
    draft = one.post(address, {**value, "evidence": paper()})["Location"]
    two.post(f"{draft}/confirm")
    assert "3.10" in words(one.get(draft))
    assert "600" in page(one, "investment", key)

    address = reverse("investing:new-proceeds", args=[key])
    back = {"kind": "exit", "amount": "1000", "on": day, "evidence": paper()}
    draft = one.post(address, back)["Location"]
    two.post(f"{draft}/confirm")
    sold = Proceeds.objects.get()
    assert "1.000" in words(one.get(draft))

    address = reverse("investing:new-distribution", args=[made.id])
    assert "Chưa có khoản thu nào" not in words(one.get(address))
    wanted = {"proceeds": [str(sold.pk)], "on": day}
    shown = one.post(address, {**wanted, "do": "preview"})
    assert shown.status_code == 200
    assert "Hoàn vốn" in words(shown)
    assert not Distribution.objects.exists()
    assert one.post(address, {**wanted, "keep": "5000", "do": "prepare"}).status_code == 422
    draft = one.post(address, {**wanted, "do": "prepare"})["Location"]
    assert one.post(f"{draft}/confirm").status_code == 403
    two.post(f"{draft}/confirm")
    said = words(one.get(f"{draft}?unit=1000"))
    assert "min(tiền đem chia, vốn chưa hoàn)" in said
    assert "không đường đi nào giải thích: 0" in said
    assert "Khoản thu 1" in said
    assert re.search(r"[0-9]+ trong [0-9]+ đơn vị của dòng này", said)
    assert one.get(f"{draft}/paths.csv").status_code == 200
    told = one.get(f"{draft}/paths.json").json()
    assert told["residual"] == "0"
    assert sum(int(path["units"]) for path in told["paths"]) == 1000
    assert one.post(f"{draft}/pay").status_code == 302
    assert one.post(f"{draft}/ask-reversal", {"reason": "Sai"}).status_code == 409
    for verb in ("unknown", "confirm"):
        assert two.post(f"{draft}/{verb}").status_code in (404, 409)
    assert "Chưa có khoản thu nào để phân chia" in words(one.get(address))
    made.fund.commits("late", 99)
    close = reverse("capital:new-close", args=[made.id])
    assert "không có phần trong số đã chia" in words(one.get(close))
    late = {"commitments": [str(made.fund.commitments["late"])], "on": day, "due_on": day, "do": "prepare"}
    assert "không có phần trong số đã chia" in words(two.get(one.post(close, late)["Location"]))
    assert "DPI" in words(Client().get(reverse("capital:vehicle", args=[made.id])))
    [fund] = Client().get(reverse("capital:programme-json")).json()["funds"]
    assert fund["invested"] == {"minor": "400", "currency": "VND"}
    assert "400" in words(Client().get(reverse("capital:programme")))


def test_an_investor_is_written_to_and_gets_the_notice_on_paper() -> None:
    made = portfolio()
    row = made.distributes(made.takes(made.invests(400), 1000, later(200)), at=later(200))
    own = actor(lead_of=made.fund.orgs["first"], name="Người đọc")
    mine = Payout.objects.get(distribution=row, commitment=made.fund.commitments["first"])
    while deliver(clock=lambda: later(200)):
        pass
    address = reverse("investing:payout", args=[mine.pk])
    [letter] = [one for one in mail.outbox if address in one.body]
    assert letter.subject == "Thông báo phân chia 1: Quỹ Thử"
    assert own.name in letter.body
    assert str(mine.amount) not in letter.body.replace(address, "")
    paper_ = client_of(own).get(reverse("investing:payout-pdf", args=[mine.pk]))
    assert b"".join(paper_.streaming_content).startswith(b"%PDF")


def test_an_investor_sees_their_own_part_and_nobody_elses(capsys):
    made = portfolio()
    key = made.invests(400)
    row = made.distributes(made.takes(key, 1000, later(200)), at=later(200))
    first = actor(member_of=made.fund.orgs["first"])
    mine = Payout.objects.get(commitment=made.fund.commitments["first"])
    theirs = Payout.objects.get(commitment=made.fund.commitments["city"])
    client = client_of(first)
    assert "Hoàn vốn" in page(client, "payout", mine.pk)
    assert client.get(reverse("investing:payout", args=[theirs.pk])).status_code == 404
    assert client.get(reverse("investing:payout-pdf", args=[mine.pk])).status_code == 404  # not printed yet
    for name, thing in (("distribution", row), ("investment", key), ("portfolio", made.id)):
        assert client.get(reverse(f"investing:{name}", args=[getattr(thing, "pk", thing)])).status_code in (403, 404)
    assert "Lần phân chia 1" in words(client.get(reverse("capital:commitment", args=[mine.commitment_id])))
    call_command("capital", "explain", to_slug(row.pk))
    assert capsys.readouterr().out.splitlines()[-1] == "còn dư 0 trên 1000 | residual 0 of 1000"
    out = StringIO()
    call_command("capital", "explain", to_slug(row.pk), "--unit", "1", stdout=out)
    assert (
        "Hoàn vốn | Return of capital: Điều khoản phân chia | Terms of distribution (/distribution/waterfall)"
        in out.getvalue()
    )
    assert "vốn chưa hoàn | unreturned capital = 500" in out.getvalue()
    out = StringIO()
    call_command("capital", "explain", to_slug(row.pk), "--json", stdout=out)
    assert json.loads(out.getvalue())["residual"] == "0"
    with pytest.raises(CommandError):
        call_command("capital", "explain", "nothing")


def test_another_currency_comes_with_its_rate_and_source():
    made = portfolio()
    one = client_of(made.fund.one)
    address = reverse("investing:new-investment", args=[made.id]) + "?currency=USD"
    day = today().isoformat()
    asked = {"company": str(made.company), "instrument": "safe", "amount": "0,01", "on": day, "about": "SAFE",
             "rate": "26100", "rate_source": "Vietcombank, giá bán", "rate_on": day, "evidence": paper()}  # fmt: skip
    for wrong in ({"rate_source": ""}, {"rate": "26.100"}, {"rate": "x"}):
        assert one.post(address, {**asked, **wrong, "evidence": paper()}).status_code == 422
    draft = one.post(address, {**asked, "evidence": paper()})["Location"]
    assert "Vietcombank" in words(one.get(draft))
    assert Investment.objects.get().cost == 261
    assert Valuation.objects.count() == 0


def test_auditors_read_the_accounts_by_their_names():
    made = portfolio()
    made.takes(made.invests(Rated(Money(10, "USD"), "3000", "Vietcombank")), 500, later(10))
    said = words(client_of(actor("auditor")).get(reverse("ledger:books")))
    for name in ("Giá gốc khoản đầu tư · Robot Hồ Tây", "Tiền thu về · Quỹ Thử"):
        assert name in said
    assert "Tiền ngoại tệ · USD" in words(client_of(actor("auditor")).get(reverse("ledger:books") + "?unit=USD"))


@pytest.mark.parametrize("rows", [1, 3])
def test_a_portfolio_asks_as_often_for_three_as_for_one(rows, django_assert_max_num_queries):
    made = portfolio()
    key = made.invests(100)
    for n in range(rows):
        made.invests(10, company=organisation(f"Cảm biến {n}", "company").pk)
        made.takes(key, 10, later(20 + n), kind="dividend")
    client = client_of(made.fund.one)
    with django_assert_max_num_queries(40):
        assert client.get(reverse("investing:portfolio", args=[made.id])).status_code == 200
