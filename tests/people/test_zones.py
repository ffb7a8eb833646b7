"""Time zones: each once, under its present name, with its offset, the nearest first."""

from datetime import date, timedelta
from zoneinfo import available_timezones

import pytest

from longbien.kernel.refusal import Refusal
from longbien.people.actions.edit_person import choose_language, detail_person
from longbien.people.models import Person
from longbien.people.queries import contacts
from longbien.people.queries.zones import canonical, zone_title, zones
from tests.people.make import NOW, actor, client_of

WINTER, SUMMER = date(2026, 11, 23), date(2026, 7, 1)


def listed(on=WINTER):
    return zones(on, "Asia/Ho_Chi_Minh", ("vi", "en"))


def test_each_zone_stands_once_and_its_older_names_lead_to_it():
    names = [zone.name for zone in listed()]
    assert len(names) == len(set(names))
    assert all(canonical(name) == name for name in names)
    older = {"Asia/Saigon": "Asia/Ho_Chi_Minh", "Asia/Calcutta": "Asia/Kolkata", "US/Pacific": "America/Los_Angeles"}
    for old, name in older.items():
        assert old not in names
        assert old in next(zone for zone in listed() if zone.name == name).also
    assert set(names) <= available_timezones()
    assert len({zone.title["vi"] for zone in listed()}) == len(names)


def test_the_nearest_to_home_come_first_and_home_before_all():
    found = listed()
    away = [abs(zone.offset - timedelta(hours=7)) for zone in found]
    assert found[0].title["vi"] == "Ho Chi Minh, Việt Nam (GMT+07:00)"
    assert away == sorted(away)


def test_the_offset_is_that_of_the_day():
    said = [next(zone.title["en"] for zone in listed(on) if zone.name == "Europe/Berlin") for on in (WINTER, SUMMER)]
    assert said == ["Berlin, Germany (GMT+01:00)", "Berlin, Germany (GMT+02:00)"]
    assert zone_title("", WINTER)["en"] == "Ho Chi Minh, Vietnam (GMT+07:00)"
    assert str(zone_title("Etc/UTC", WINTER)) == "Etc/UTC"


@pytest.mark.django_db
def test_language_and_zone_are_chosen_on_one_page_and_shown_on_mine():
    lan = actor()
    client = client_of(lan)
    page = client.get("/me/edit").content.decode()
    assert 'data-home="Asia/Ho_Chi_Minh"' in page
    assert "&quot;Asia/Calcutta&quot;: &quot;Asia/Kolkata&quot;" in page
    assert "Để trống: Ho Chi Minh, Việt Nam (GMT+07:00)" in page
    said = {"name": "Lan", "language": "en", "timezone": "Asia/Kolkata", "address": ""}
    assert client.post("/me/edit", said).status_code == 302
    (contact,) = contacts([lan.person_id])
    assert (contact.language, contact.timezone) == ("en", "Asia/Kolkata")
    page = client.get("/me").content.decode()
    assert "English" in page
    assert "Kolkata, Ấn Độ (GMT+05:30)" in page
    assert client.post("/me/edit", {**said, "language": "fr"}).status_code == 422


@pytest.mark.django_db
def test_an_older_name_is_kept_as_the_present_one_and_a_language_is_one_of_the_hub():
    lan = actor()
    detail_person(person_id=lan.person_id, timezone="Asia/Calcutta", address="", by=lan, at=NOW)
    assert Person.objects.get().timezone == "Asia/Kolkata"
    with pytest.raises(Refusal):
        choose_language(person_id=lan.person_id, language="fr", by=lan, at=NOW)
    with pytest.raises(Refusal):
        choose_language(person_id=lan.person_id, language="en", by=actor(name="Minh"), at=NOW)
