"""The pages of the catalogue and of a set: facets that count, quality, use, citation, where rows lie."""

import io
from datetime import timedelta

import pyarrow as pa
import pytest
from django.urls import reverse

from longbien.data.actions.sets.deliver import deliver
from longbien.data.actions.sets.list_data_set import list_data_set
from longbien.data.models import Use
from longbien.data.rules.contract.contract import read_contract
from longbien.kernel.actor import SYSTEM
from tests.data.make import column, contract
from tests.data.test_asking import Shared
from tests.people.make import NOW, client_of

pytestmark = pytest.mark.django_db
COLUMNS = (column("code", primaryKey=True), column("lon", "number", required=True), column("lat", "number"))
PLACED = {"spatial": {"lon": "lon", "lat": "lat"}}


def list_it(code: str, **more) -> None:
    data = {**contract(*COLUMNS, **more), "id": code}
    list_data_set(data, read_contract(data, ("vi", "en")), at=NOW)


def rows(count: int, **odd):
    return [{"code": str(n), "lon": 105.0 + n, "lat": 21.0, **odd} for n in range(count)]


def page(client, address: str) -> str:
    return " ".join(client.get(address).content.decode().split())


def test_facets_lead_on_and_back(client):
    list_it("one", **PLACED)
    list_it("two", publisher={"vi": "Sở", "en": "A department"}, access="shared", title={"vi": "Z", "en": "Last"})
    deliver("one", rows(2), by=SYSTEM, at=NOW)
    shown = page(client, "/en/data/?q=t&sort=rows")
    assert (
        'href="?q=t&amp;sort=rows&amp;access=shared">Shared under an agreement</a> <span class="note">1</span>' in shown
    )
    assert 'href="/en/data/one"' in shown
    assert "A department</a>" in shown
    assert "Sở</a>" not in shown
    assert "Where the rows lie" in shown
    narrowed = page(client, "/en/data/?access=shared&q=&sort=new")
    assert 'href="/en/data/one"' not in narrowed
    assert 'href="?q=&amp;sort=new" aria-current="true">Shared under an agreement</a>' in narrowed
    assert '<input type="hidden" name="access" value="shared">' in narrowed
    none = page(client, "/en/data/?access=shared&theme=TRAN")
    assert "No data set fits" in none
    assert 'aria-current="true">Transport</a> <span class="note">0</span>' in none


def test_a_set_says_how_good_and_how_used_it_is(client):
    list_it("trial-set", **PLACED)
    deliver("trial-set", rows(3), by=SYSTEM, at=NOW)
    good = page(client, "/en/data/trial-set")
    assert "3 rows kept every promise" in good
    assert good.count("<circle") == 3
    assert "@misc{trial-set-1" in good
    assert "/features/collections/trial-set?f=json" in good
    assert "No delivery was ever set apart" in good
    arrow = client.get("/data/trial-set/rows.arrow")
    assert pa.ipc.open_file(io.BytesIO(arrow.content)).read_all().num_rows == 3
    client.get("/data/trial-set/rows.csv")
    client.get("/data/trial-set/rows.csv")
    client.head("/data/trial-set/rows.csv")
    assert dict(Use.objects.values_list("way", "count")) == {"arrow": 1, "csv": 2}
    assert "Downloads</dt><dd>3</dd>" in page(client, "/en/data/trial-set")
    deliver("trial-set", rows(2, lon=None), by=SYSTEM, at=NOW + timedelta(1))
    bad = page(client, "/en/data/trial-set")
    assert "2 rows, set apart for what they break" in bad
    assert 'never missing</td><td class="num" data-label="Broken by">2</td>' in bad
    assert "1 delivery was ever set apart" in bad


def test_who_has_an_agreement_is_led_from_the_set_to_its_rows(client):
    shared = Shared()
    ask, own = (f"/en{reverse(f'data:{name}', args=[shared.id])}" for name in ("ask", "agreement"))
    hers = page(client_of(shared.lead), "/en/data/trial-set")
    assert "may use this data until" in hers
    assert f'href="{ask}"' in hers
    assert hers.count(f'href="{own}"') == 2, "in the notice, and where it is told who is shown the rows"
    theirs = page(client, "/en/data/trial-set")
    assert own not in theirs
    assert '<a href="/en/data/agreements/">an agreement</a> shows 2 columns' in theirs


def test_who_uses_a_shared_set_is_public_its_rows_are_not(client):
    Shared()
    shown = page(client, "/en/data/trial-set")
    assert "Agreements in force</dt><dd>1</dd>" in shown
    assert "Nhóm Sông Hồng" in shown
    assert "Ask in SQL" not in shown
    assert "First rows" in shown
    assert "N21" not in shown


def test_before_the_first_delivery_nothing_was_checked(client):
    list_it("trial-set", **PLACED)
    assert "Nothing was delivered yet, so nothing was checked" in page(client, "/en/data/trial-set")
