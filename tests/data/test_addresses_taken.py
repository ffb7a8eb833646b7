"""Addresses of the platform: with or without a slash at their end, and those that no data set and no gap may take."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLResolver, get_resolver

from longbien.data.actions.gaps.raising import need, raise_gap
from longbien.data.hub import contracts
from longbien.data.models import DataSet, Gap
from longbien.data.rules import reserved
from longbien.kernel.refusal import Refusal
from longbien.kernel.sourced import Sourced
from longbien.kernel.text import Text
from tests.data.make import column, contract
from tests.data.make_access import listed
from tests.people.make import NOW, actor, client_of, organisation

pytestmark = pytest.mark.django_db
RAIN = Text.of(vi="Lượng mưa", en="Rainfall")


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_slash_too_many_leads_to_the_page(prefix):
    listed(owner="")
    raise_gap("rainfall", RAIN, by=actor("department-officer"), at=NOW)
    for address in ("/data/trial-set", "/data/gaps/rainfall"):
        reply = Client().get(f"{prefix}{address}/?page=2")
        assert (reply.status_code, reply["Location"]) == (301, f"{prefix}{address}?page=2")
        assert Client().get(f"{prefix}{address}").status_code == 200
    nowhere = Client().get(f"{prefix}/data/nothing/", follow=True)
    assert (nowhere.status_code, nowhere.redirect_chain) == (404, [(f"{prefix}/data/nothing", 301)])


def test_a_list_without_its_slash_is_found_too():
    for code in sorted(reserved.SETS - {"questions"}):
        reply = Client().get(f"/en/data/{code}")
        assert (code, reply.status_code, reply["Location"]) == (code, 302, f"/en/data/{code}/")
        assert Client().get(f"/en/data/{code}/").status_code in (200, 302)


def fixed(resolver: URLResolver, before: str, within: str = "") -> set[str]:
    """The words that stand right behind `before` in an address."""
    found: set[str] = set()
    for one in resolver.url_patterns:
        route = within + str(one.pattern)
        if isinstance(one, URLResolver):
            found |= fixed(one, before, route)
        elif route.startswith(before):
            found.add(route.removeprefix(before).partition("/")[0])
    return {word for word in found if word and "<" not in word and "." not in word}


def test_every_address_of_the_platform_is_reserved():
    here = get_resolver("longbien.data.urls")
    assert fixed(here, "data/") == reserved.SETS
    assert fixed(here, "data/gaps/") == reserved.GAPS


def test_no_gap_takes_the_address_of_the_form():
    for make in (raise_gap, lambda code, title, **more: need(code, title, owner_id=None, **more)):
        with pytest.raises(Refusal) as refused:
            make("new", RAIN, by=actor("department-officer"), at=NOW)
        assert (refused.value.status, refused.value.faults[0].where) == (422, "code")
    steward = client_of(actor("department-officer", member_of=organisation("Sở", kind="department").pk))
    reply = steward.post("/en/data/gaps/new", {"title-vi": "Dữ liệu mới", "title-en": "New - - - -"})
    said = reply.content.decode()
    assert (reply.status_code, "the address of another page: choose another name" in said) == (422, True)
    assert "New - - - -" in said
    assert not Gap.objects.exists()


def test_no_data_set_takes_the_address_of_a_page():
    told = contract(column("code"), source="stewards")
    for code in ("gaps", "wards"):
        found = list(contracts.check(settings.HUB, (Sourced("t.yaml", told | {"id": code}, {}),)))
        assert [one.what["en"] for one in found] == ([reserved.words(code)["en"]] if code == "gaps" else [])
    assert not DataSet.objects.exists()
