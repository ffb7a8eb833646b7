"""A demo day: set by officers, entered by companies, answered by investors; what deals hold of a person."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from longbien.capital.dealt import erase, export
from longbien.capital.models import DemoDay, PitchInterest
from longbien.kernel.actor import Actor
from longbien.people.queries import today
from tests.capital.make_deals import AT, World, world
from tests.people.make import actor, client_of, organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def deals() -> World:
    return world()


def sent(who: Actor, name: str, data: dict[str, Any], *args: Any) -> int:
    return client_of(who).post(reverse(name, args=args), data).status_code


def read(who: Actor | None, name: str, *args: Any) -> str:
    client = client_of(who) if who else Client()
    return client.get(reverse(name, args=args)).content.decode()


def test_companies_pitch_and_only_they_and_officers_learn_who_is_interested(deals: World) -> None:
    day = {"title": "Ngày giới thiệu", "on": today().isoformat(), "place": "Hội trường"}
    late = {**day, "on": (today() - timedelta(days=1)).isoformat()}
    assert sent(deals.officer, "deals:new-demo-day", late) == 422
    assert sent(deals.founder, "deals:new-demo-day", day) == 403
    assert sent(deals.officer, "deals:new-demo-day", day) == 302
    made = DemoDay.objects.get()
    told = {"company": deals.company_id, "about": "Robot giao hàng chặng cuối"}
    assert sent(deals.founder, "deals:pitch", {**told, "about": "ngắn"}, made.pk) == 422
    assert [sent(deals.founder, "deals:pitch", told, made.pk) for _ in range(2)] == [302, 409]
    investor = actor(lead_of=organisation("Quỹ Sen", "company").pk)
    pitch = made.pitches.get()
    wants = {"organisation": next(iter(investor.organisations)), "note": "Muốn xem số liệu"}
    words = ("deals:pitch-interest", wants, made.pk, pitch.pk)
    assert [sent(investor, *words) for _ in range(2)] == [302, 409]
    own = {"organisation": deals.company_id, "note": ""}
    assert sent(deals.founder, "deals:pitch-interest", own, made.pk, pitch.pk) == 409
    for knows in (deals.founder, deals.officer, investor):
        assert "Quỹ Sen" in read(knows, "deals:demo-day", made.pk)
    for stranger in (None, deals.investor, actor(lead_of=organisation("Khác", "company").pk)):
        page = read(stranger, "deals:demo-day", made.pk)
        assert "Robot giao hàng chặng cuối" in page
        assert "Quỹ Sen" not in page
    assert "Ngày giới thiệu" in read(None, "deals:demo-days")
    assert PitchInterest.objects.get().note == "Muốn xem số liệu"
    assert export(investor.person_id).data["interests"]


def test_a_person_gets_what_deals_hold_of_them_and_their_reasons_go(deals: World) -> None:
    deals.ready()
    held = export(deals.officer.person_id).data
    assert held["leads"] == [str(deals.deal_id)]
    assert [one["did"] for one in held["steps"]] == ["screen", "examine"]
    assert [one["what"] for one in held["wrote"]] == ["memo", "term-sheet"]
    assert erase(deals.officer.person_id, AT).kept
