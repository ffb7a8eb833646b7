"""What rooms have to say before an action is done: told on the last look and at the desk, and nothing is refused."""

import pytest
from django.test import Client
from django.urls import reverse

from longbien.kernel.text import Text
from longbien.procedures import registry
from tests.procedures.world import World

pytestmark = pytest.mark.django_db
SAID = "Mức này khiến thử nghiệm dừng ngay."


@pytest.fixture
def world(monkeypatch):
    def warn(data):
        return [Text.of(vi=f"{SAID} {sorted(data['request'])}", en="It stops at once.")] * 2

    monkeypatch.setitem(registry._advisers, "notify", warn)
    found = World.of({})
    told = {"actions.submit.do": ["notify officer"], "actions.approve.do": ["notify applicant"]}
    found.play([{"publish": told}, {"by": "applicant", "open": True}])
    return found


def page(world: World, who: str, address: str) -> str:
    client = Client(headers={"host": "localhost"})
    client.force_login(world.people[who])
    return client.get(address).content.decode()


def test_it_is_told_once_before_a_form_is_sent_and_before_it_is_decided_on(world):
    look = page(world, "applicant", reverse("procedures:send", args=[world.case_id, "submit"]))
    assert look.count(SAID) == 1
    assert "Không vì vậy mà bị từ chối." in look
    world.play([{"by": "applicant", "do": "submit"}])
    for address in (
        reverse("procedures:send", args=[world.case_id, "approve"]),
        f"{reverse('procedures:desk-case', args=[world.case_id])}?do=approve",
    ):
        assert page(world, "officer", address).count(SAID) == 1
    assert SAID not in page(world, "officer", reverse("procedures:send", args=[world.case_id, "reject"]))


def test_a_room_speaks_of_an_effect_once():
    with pytest.raises(RuntimeError):
        registry.advice("trials.check_plan")(lambda data: [])
    assert registry.advised("nothing.of_the_kind", {}) == ()
