"""The pages of statements: each investor reads their own, officers a whole fund; every figure can be followed."""

import json
import re
import sys
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from longbien.capital.actions.funds.hold_close import confirm_close, prepare_close
from longbien.capital.rules.funds.plans import Days
from longbien.kernel.ids import new_id, to_slug
from longbien.people.queries import today
from tests.capital.make_funds import NOW, TODAY, Fund, closed, fund
from tests.capital.test_fund_pages import words
from tests.capital.test_statements import lived
from tests.people.make import actor, client_of

pytestmark = pytest.mark.django_db


def of(made: Fund, who: str, name: str = "account", *more: str) -> str:
    return reverse(f"statements:{name}", args=[made.commitments[who], *more])


def test_an_investor_reads_their_own_and_nobody_elses():
    made = lived()
    own = client_of(actor(lead_of=made.orgs["first"]))
    assert "Báo cáo theo từng quý" in words(own.get(reverse("capital:mine")))
    for name, more in (("account", ()), ("account-file", ("json",)), ("account-line", ("account", "closing"))):
        assert own.get(of(made, "first", name, *more)).status_code == 200
        assert own.get(of(made, "second", name, *more)).status_code == 404
        assert client_of(actor()).get(of(made, "first", name, *more)).status_code in (302, 404)
    for name, more in (("fund", ()), ("fund-file", ("pdf",)), ("fund-line", ("balance", "net"))):
        assert own.get(reverse(f"statements:{name}", args=[made.id, *more])).status_code == 403
    said = words(own.get(of(made, "first"), {"as_of": "2026-09-18"}))
    assert "Phần dư: 0 đơn vị nhỏ nhất" in said
    assert "Góp vốn: Two investments" in said
    assert "Mẫu báo cáo chính thức của ILPA không có sẵn ở đây" in said
    assert "Tổ chức second" not in said
    said = words(own.get("/en" + of(made, "first"), {"as_of": "2026-09-18"}))
    assert "Contribution: Two investments" in said


def test_a_figure_leads_to_the_entries_it_is_made_of():
    made = lived()
    own, auditor = client_of(actor(lead_of=made.orgs["late"])), client_of(actor("auditor"))
    page = own.get(of(made, "late"), {"as_of": "2026-09-18", "known_at": "2026-09-18T02:00:00Z"}).content.decode()
    [url] = re.findall(r'href="([^"]+account/fee[?][^"]+)"', page)
    line = own.get(url.replace("&amp;", "&"))
    assert "phần của nhà đầu tư theo tỷ lệ cam kết" in words(line)
    assert "/ledger/entries/" not in line.content.decode()
    assert "/ledger/entries/" in auditor.get(url.replace("&amp;", "&")).content.decode()
    assert own.get(of(made, "late", "account-line", "account", "nothing")).status_code == 404
    told = json.loads(own.get(of(made, "late", "account-file", "json"), {"as_of": "2026-09-18"}).content)
    rows = {row["code"]: row for table in told["tables"] for row in table["rows"]}
    assert sum(int(one["minor"]) for one in rows["equalised-in"]["entries"]) == 92
    assert [part["minor"] for part in rows["fee"]["share"]] == ["300", "1301"]


def test_an_officer_takes_the_fund_along_as_it_was_known(monkeypatch):
    made = lived()
    one = client_of(made.one)
    fund = reverse("statements:fund", args=[made.id])
    assert "Tổ chức late" in words(one.get(fund, {"as_of": "2026-09-18"}))
    assert fund in one.get(reverse("capital:vehicle", args=[made.id])).content.decode()
    moments = {"as_of": "2026-09-18", "known_at": "2026-09-18"}
    files = {kind: one.get(f"{fund}.{kind}", moments) for kind in ("json", "pdf", "xlsx")}
    assert files["pdf"].content.startswith(b"%PDF")
    assert files["xlsx"].content.startswith(b"PK")
    assert files["json"]["Content-Disposition"] == 'attachment; filename="fund-2026-09-18.json"'
    assert json.loads(files["json"].content)["known_at"] == "2026-09-18T16:59:59.999999Z"
    assert one.get(f"{fund}.doc").status_code == 404
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    assert "XLSX" not in words(one.get(fund))
    assert one.get(f"{fund}.xlsx").status_code == 501


UNANSWERED = (
    {"as_of": "2999-01-01"}, {"as_of": "0001-01-01"}, {"as_of": "x"}, {"known_at": "x"}, {"known_at": "0001-01-01"},
    {"known_at": "2999-01-01T00:00:00Z"}, {"known_at": "2026-03-02T25:00"}, {"first": "2999-01-01"},
    {"as_of": "2026-03-02", "first": "2026-03-03"}, {"first": "1066-01-01"},
    {"known_at": "9" * 400}, {"known_at": "2026-03-02T00:00:00+99:99"}, {"as_of": "\0"}, {"known_at": "٢٠٢٦-٠٣-٠٢"},
)  # fmt: skip


def test_what_can_not_be_answered_is_said_beside_its_question():
    made = closed()
    one = client_of(made.one)
    for moments in UNANSWERED:
        page = one.get(of(made, "first"), moments)
        assert page.status_code == 422, moments
        assert 'aria-invalid="true"' in page.content.decode()
        assert one.get(of(made, "first", "account-file", "json"), moments).status_code == 422


def test_the_command_answers_for_funds_and_investors_and_refuses_plainly(capsys, tmp_path):
    made = lived()
    call_command("capital", "statement", to_slug(made.commitments["first"]), as_of="2026-09-18", known_at="2026-09-18")
    assert json.loads(capsys.readouterr().out)["investor"]["name"] == "Tổ chức first"
    index = tmp_path / "index.csv"
    index.write_text("day,level\n2026-01-01,100\n2026-09-01,110.5\n")
    call_command("capital", "statement", to_slug(made.id), "--as-of", "2026-09-18", "--index", str(index))
    rows = {row["code"]: row for table in json.loads(capsys.readouterr().out)["tables"] for row in table["rows"]}
    assert float(rows["pme"]["cells"][0]) < 1
    assert float(rows["direct-alpha"]["cells"][0]) < 0
    assert rows["index"]["cells"] == ["index"]
    index.write_text("2026-01-01,0")
    for which, said in ((to_slug(new_id()), "no fund"), ("nothing", "no fund"), (to_slug(made.id), "a level above")):
        beside = ["--index", str(index)] if "level" in said else []
        with pytest.raises(CommandError, match=said):
            call_command("capital", "statement", which, *beside)
    with pytest.raises(CommandError, match="can't be read"):
        call_command("capital", "statement", to_slug(made.id), "--as-of", "soon")
    with pytest.raises(CommandError, match="still to come"):
        call_command("capital", "statement", to_slug(made.id), "--as-of", str(today() + timedelta(days=9)))


def test_the_way_to_the_goal_is_told_to_everyone_in_sums():
    lived()
    page = words(Client().get("/en" + reverse("statements:goal")))
    assert "US$500" in page or "$500 million" in page
    assert "no exchange rate with a source" in page
    told = Client().get(reverse("statements:goal-json")).json()
    [one] = told["tracks"]
    assert (told["goal"]["by"], told["goal"]["reached"]) == (2030, None)
    assert one["years"][0]["private_per_public"] == {"exact": "701/600", "decimal": "1.1683"}
    assert "VND,0,2026,600,701,1301,0,0,1.1683" in Client().get(reverse("statements:goal-csv")).content.decode()


def test_the_quarters_begin_with_the_first_close_when_it_counts_from_before_the_fund_was_opened():
    made = fund()
    made.commits("city", 600, "public")
    made.commits("first", 400)
    days = Days(TODAY - timedelta(days=200), TODAY)
    key = prepare_close(made.id, list(made.commitments.values()), days, by=made.one, at=NOW)
    confirm_close(key, by=made.two, at=NOW)
    officer = client_of(made.one)
    for url in (reverse("statements:fund", args=[made.id]), of(made, "first")):
        assert "01/07/2025" in words(officer.get(url))
