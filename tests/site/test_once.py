"""A form that is sent twice acts once."""

import threading
import time

import pytest
from django.core.cache import cache
from django.http import HttpResponse, HttpResponseRedirect
from django.test import RequestFactory

from longbien.people.models import Organisation
from longbien.site.once import OnceMiddleware
from tests.people.make import client_of, person

NEW = "/organisations/new"


@pytest.fixture(autouse=True)
def fresh():
    cache.clear()


@pytest.mark.django_db
def test_a_double_click_registers_one_team():
    client = client_of(person())
    form = {"name": "Nhóm nhấn đúp", "kind": "team", "csrfmiddlewaretoken": "one drawing"}
    first, again = client.post(NEW, form), client.post(NEW, form)
    assert (first.status_code, again["Location"]) == (302, first["Location"])
    assert Organisation.objects.count() == 1
    client.post(NEW, form | {"csrfmiddlewaretoken": "another drawing"})
    assert Organisation.objects.count() == 2


class Someone:
    pk = 1


def sent(who=Someone, **form):
    request = RequestFactory().post("/x", {"csrfmiddlewaretoken": "t", **form})
    request.user = who
    return request


def site(view):
    """The middleware around a view, called as Django calls it."""
    once = OnceMiddleware(view)

    def answer(request):
        return once.process_view(request, view, (), {}) or once(request)

    return answer


def test_what_was_refused_may_be_sent_again():
    seen = []
    answer = site(lambda request: seen.append(1) or HttpResponse(status=422))
    assert [answer(sent()).status_code for _ in range(2)] == [422, 422]
    assert len(seen) == 2


def test_a_sign_in_is_done_again_for_its_cookie():
    seen = []

    def sign_in(request):
        seen.append(1)
        request.user = Someone
        return HttpResponseRedirect("/me")

    class Nobody:
        pk = None

    answer = site(sign_in)
    assert [answer(sent(who=Nobody))["Location"] for _ in range(2)] == ["/me", "/me"]
    assert len(seen) == 2


def test_other_words_and_other_people_are_not_the_same():
    seen = []
    answer = site(lambda request: seen.append(1) or HttpResponseRedirect("/done"))

    class Other(Someone):
        pk = 2

    for request in (sent(), sent(a="1"), sent(who=Other), sent(a="1")):
        assert answer(request)["Location"] == "/done"
    assert len(seen) == 3
    answer(sent())
    assert len(seen) == 4, "it isn't what was sent last"


def test_the_second_click_waits_for_the_first():
    seen = []

    def slow(request):
        seen.append(1)
        time.sleep(0.3)
        return HttpResponseRedirect("/done")

    answer, led = site(slow), []
    first = threading.Thread(target=lambda: led.append(answer(sent())["Location"]))
    first.start()
    time.sleep(0.1)
    led.append(answer(sent())["Location"])
    first.join()
    assert (led, len(seen)) == (["/done", "/done"], 1)


def test_what_brings_no_token_is_left_alone():
    answer = site(lambda request: HttpResponseRedirect("/done"))
    plain = RequestFactory().post("/x", {})
    assert answer(plain).status_code == 302
    assert not hasattr(plain, "once")
