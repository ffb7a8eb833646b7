"""A day masked to its month is read as a month on pages; the rows stay the same on every way out, and say so."""

import json
from datetime import date, timedelta
from html import unescape

import pytest
from django.utils.translation import override

from longbien.data.actions.agreements.agreeing import propose, sign
from longbien.data.actions.agreements.make_profile import make_profile
from longbien.data.actions.sets.deliver import deliver
from longbien.data.actions.sets.list_data_set import list_data_set
from longbien.data.models import Agreement
from longbien.data.queries.iceberg import table
from longbien.data.queries.shares import snapshot
from longbien.data.rules.agreement.terms import Mask, Shown, Terms
from longbien.data.rules.contract.contract import read_contract
from longbien.data.views.shown import said
from longbien.kernel.actor import SYSTEM
from longbien.kernel.ids import to_slug
from longbien.people.queries import today
from longbien.procedures.rules.signing import Proof
from tests.data.make import column, contract
from tests.people.make import NOW, actor, client_of, organisation

pytestmark = pytest.mark.django_db
DATA = contract(column("code"), column("day", "date"), column("born", "date"), column("seen", "date"),
                column("size", "integer"), access="shared")  # fmt: skip
CONTRACT = read_contract(DATA, ("vi", "en"))
COLUMNS = (Shown("code"), Shown("day", Mask("month")), Shown("born", Mask("year")), Shown("seen"), Shown("size"))


@pytest.fixture
def agreed():
    """An agreement in force on five rows, and its recipient's lead."""
    list_data_set(DATA, CONTRACT, at=NOW)
    rows = [
        {"code": f"C{n}", "day": date(2026, 10 + n % 2, 7 + n), "born": date(1990, 5, n + 1), "size": n,
         "seen": date(2026, 11, 1)}
        for n in range(5)
    ]  # fmt: skip
    deliver("trial-set", rows, by=SYSTEM, at=NOW)
    team = organisation()
    first, second, lead = actor("department-officer"), actor("department-officer"), actor(lead_of=team.pk)
    found = propose(team.pk, Terms("trial-set", COLUMNS, (), "To see", today() + timedelta(9)), by=first, at=NOW)
    digest = Agreement.objects.get().digest
    for side, who in (("recipient", lead), ("publisher", second)):
        sign(found, side=side, text=digest, proof=Proof("demo", second_factor=True, at=NOW), by=who, at=NOW)
    return found, lead, first


def cells(page: str) -> set[str]:
    return {one.partition("</td>")[0] for one in unescape(page).split("<td>")[1:]}


def test_the_page_of_the_agreement_shows_months_and_years(agreed):
    found, lead, _ = agreed
    address = f"/data/agreements/{to_slug(found)}"
    shown = cells(client_of(lead).get(f"/en{address}").content.decode())
    assert {"October 2026", "November 2026", "1990", "1 November 2026"} <= shown, "what isn't masked is a day"
    assert "1 October 2026" not in shown
    assert {"tháng 10/2026", "tháng 11/2026", "1990"} <= cells(client_of(lead).get(address).content.decode())


def test_the_workbench_shows_them_in_table_and_chart_and_says_so(agreed):
    found, lead, _ = agreed
    hers, bench = client_of(lead), f"/en/data/agreements/{to_slug(found)}/ask"
    asked = {"statement": "SELECT day, count(*) AS n, min(seen) AS seen FROM trial_set GROUP BY day ORDER BY day"}
    page = hers.post(bench, asked).content.decode()
    assert {"October 2026", "November 2026", "1 November 2026"} <= cells(page)
    assert page.count("October 2026") >= 2, "in the chart too"
    assert "1 October 2026" not in page
    assert "the 1st stands for the whole month" in page
    assert "1 January stands for the whole year" in page
    rows = hers.post(bench, {**asked, "as": "csv"}).content.decode("utf-8-sig").split()
    assert rows[1:] == ["2026-10-01,3,2026-11-01", "2026-11-01,2,2026-11-01"], "a file holds the rows as they are"
    reckoned = hers.post(bench, {"statement": "SELECT day + 14 AS day FROM trial_set ORDER BY 1 LIMIT 1"})
    assert "15 October 2026" in reckoned.content.decode()
    assert hers.post(bench, {"statement": "SELECT day FROM trial_set WHERE size > 99"}).status_code == 200


def test_programs_are_told_in_the_description_of_the_column(agreed):
    found, lead, _ = agreed
    row = Agreement.objects.select_related("data_set").get()
    told = {"day": "ngày 1 thay cho cả tháng | the 1st stands for the whole month",
            "born": "ngày 1/1 thay cho cả năm | 1 January stands for the whole year"}  # fmt: skip
    assert snapshot(row, 1).notes == told
    _, metadata = table(row)
    (schema,) = metadata["schemas"]
    assert {one["name"]: one["doc"] for one in schema["fields"] if "doc" in one} == told
    token = make_profile(found, by=lead, at=NOW).token
    share = "/delta-sharing/shares"
    headers = {"HTTP_AUTHORIZATION": f"Bearer {token}"}
    hers = client_of(lead)
    (name,) = [one["name"] for one in json.loads(hers.get(share, **headers).content)["items"]]
    (one,) = json.loads(hers.get(f"{share}/{name}/all-tables", **headers).content)["items"]
    lines = hers.get(f"{share}/{name}/schemas/{one['schema']}/tables/{one['name']}/metadata", **headers)
    fields = json.loads(json.loads(lines.content.decode().splitlines()[1])["metaData"]["schemaString"])["fields"]
    assert {one["name"]: one["metadata"]["comment"] for one in fields if one["metadata"]} == told


def test_a_month_and_a_year_in_both_languages():
    first = date(2026, 11, 1)
    for language, month in (("vi", "tháng 11/2026"), ("en", "November 2026")):
        with override(language):
            assert (said(first, "month"), said(first, "year"), said(None, "month")) == (month, "2026", "–")
