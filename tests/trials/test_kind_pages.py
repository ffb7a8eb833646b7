"""The pages of the kinds: open to everyone, in both languages, every number with its why."""

from html import unescape

import pytest

from longbien.procedures.asking import fields_of
from longbien.procedures.registry import choices_named
from longbien.trials import queries
from tests.trials.make import running
from tests.trials.test_kinds import PLAN, day, driven
from tests.trials.test_pages import as_person

TITLE = {"vi": "Loại", "en": "Kind"}
pytestmark = pytest.mark.django_db


def test_every_kind_has_its_page_in_both_languages(client):
    listed = client.get("/en/kinds/").content.decode()
    for one in queries.kinds():
        assert f'href="/en/kinds/{one.code}"' in listed
        for prefix, language in (("", "vi"), ("/en", "en")):
            page = client.get(f"{prefix}/kinds/{one.code}")
            assert page.status_code == 200
            said = unescape(page.content.decode())
            assert one.title[language] in said
            assert all(proposal.why[language] in said for proposal in one.proposals)
    assert client.get("/en/kinds/submarine").status_code == 404


def test_a_page_says_how_each_measure_is_counted(client):
    said = client.get("/en/kinds/delivery-robot").content.decode()
    assert "as a rate of: metres driven" in said
    assert "as a share of: deliveries" in said
    assert "a day of a vehicle or device" in said
    assert "Near misses: on average at most 1 in 20,000 (metres driven)" in said
    assert "Collisions: not once, the first stops it" in said
    assert "speed_kmh × 3.6" in said
    assert "delivery-robots, delivery_robot" in said
    assert "delivery-robots" not in client.get("/en/kinds/fintech").content.decode()


def test_a_trial_shows_its_kind_and_its_rates():
    trial = running(**PLAN)
    client = as_person(trial.holder)
    page = client.get(f"/en/trials/{queries.card(trial.id).slug}").content.decode()
    assert "/en/kinds/delivery-robot" in page
    assert "No day is over yet" in page
    trial.send(driven(0, 500, misses=9), day(1))
    page = client.get(f"/en/trials/{queries.card(trial.id).slug}").content.decode()
    assert "on average at most 1 in 1,000 (metres driven)" in page
    assert "Its evidence holds beside that of all guardrails of the plan." in page
    register = client.get(f"/en/register/{queries.card(trial.id).number}").content.decode()
    assert "/en/kinds/delivery-robot" in register


def test_a_form_offers_every_kind_and_measure_once():
    kinds = [one.value for one in choices_named("trials.kinds")]
    assert kinds == [one.code for one in queries.kinds()]
    measures = [one.value for one in choices_named("trials.measures")]
    assert measures[:4] == ["incident", "near_miss", "emergency_stop", "complaint"]
    assert len(set(measures)) == len(measures) > 30
    (field,) = fields_of({"properties": {"kind": {"type": "string", "x-choices": "trials.kinds", "x-title": TITLE}}})
    assert (field.kind, [one.value for one in field.choices]) == ("choice", kinds)
