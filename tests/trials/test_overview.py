"""The overview of trials under way, for those who watch over them."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from longbien.people.models import Person
from tests.trials.make import event, later, licensed, outside, running

pytestmark = pytest.mark.django_db


def client_of(actor) -> Client:
    client = Client()
    client.force_login(Person.objects.get(pk=actor.id))
    return client


def told(client) -> str:
    return " ".join(client.get("/en/trials/").content.decode().split())


def test_a_stopped_trial_stands_on_top_with_its_reason():
    trial = running()
    trial.send(outside())
    page = told(client_of(trial.officer))
    assert "A device left the area it may be tested in. Suspended: an officer has to decide." in page
    assert page.index("Under way, the most urgent first") < page.index("Suspended: an officer") < page.index("All lic")


def test_near_misses_bring_a_trial_near_a_stop():
    trial = running(guardrails=[{"measure": "near_miss", "limit_per_site_day": 1}])
    trial.send(event(1), event(2, at=later(5), measures={"near_miss": 120}))
    page = told(client_of(trial.officer))
    assert re.search(r"</meter> [1-9]\d?% of the way to a stop <small>Near misses", page)
    assert "Near misses" in page


def test_who_watches_over_all_trials_finds_them_in_the_main_menu():
    trial = running()
    menus = {who: told(client_of(getattr(trial, who))).split("<main")[0] for who in ("officer", "holder")}
    assert [who for who, menu in menus.items() if menu.count(">Trials<") > 1] == ["officer"]


def test_who_has_no_trial_under_way_sees_the_list_alone():
    trial = licensed()
    assert "Under way" not in told(client_of(trial.holder))
    assert "All licences" not in told(client_of(trial.holder))


def test_the_monitors_are_asked_once_a_minute():
    trial = running()
    trial.send(event(1))
    client = client_of(trial.officer)
    client.get("/trials/")
    with CaptureQueriesContext(connection) as asked:
        client.get("/trials/")
    assert len(asked) <= 12
    assert not [one for one in asked.captured_queries if "trials_tally" in one["sql"]]


def test_a_cap_that_is_nearly_used_up_is_told():
    trial = running(cap_value={"minor": "1000", "currency": "VND"})
    trial.send(event(1, value={"minor": "850", "currency": "VND"}))
    assert "85% of a cap is used" in told(client_of(trial.officer))
