"""My page tells everyone what waits for them in this room, and nobody what waits for another."""

import pytest

from longbien.kernel.actor import ANONYMOUS
from longbien.people.registry import Waiting, natural, waiting_for
from longbien.procedures.links import case_url, task_url
from longbien.procedures.models import Task
from tests.people.make import client_of
from tests.procedures.test_policy import world  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db


def test_what_waits_for_whom(world):  # noqa: F811
    actors, cases = world
    sent, draft = case_url(cases["sent"]), case_url(cases["draft"])
    expected = {
        "applicant": [draft],
        "outsider": [],
        "board": [sent],
        "officer": [sent],
        "reviewer": [task_url(Task.objects.get().pk)],
    }
    for name, urls in expected.items():
        assert [one.url for one in waiting_for(actors[name])] == urls, name
    assert waiting_for(ANONYMOUS) == ()


def test_it_stands_on_my_page(world):  # noqa: F811
    actors, cases = world
    assert case_url(cases["sent"]) in client_of(actors["officer"]).get("/me").content.decode()
    assert case_url(cases["sent"]) not in client_of(actors["outsider"]).get("/me").content.decode()


def test_titles_are_sorted_with_their_numbers_as_numbers():
    titles = ["A 10", "A 2", "A", "B 1", "10", "2"]
    assert sorted(titles, key=lambda title: natural(Waiting(title, "/"))) == ["A", "A 2", "A 10", "B 1", "2", "10"]
