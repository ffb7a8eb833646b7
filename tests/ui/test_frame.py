"""The frame of every page: language, menus, the addresses of ids, search registry."""

from uuid import UUID, uuid4

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import Resolver404, path, resolve, reverse
from django.utils import translation

from longbien.kernel.actor import ANONYMOUS, Actor
from longbien.kernel.ids import to_slug
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.ui import context, links, navigation, search
from longbien.ui.language import in_language, reader_language, say

pytestmark = pytest.mark.urls(__name__)


def view(request, **kwargs):
    return HttpResponse()


urlpatterns = [
    path("things/", view, name="things"),
    path("things/<id26:thing_id>", view, name="thing"),
    path("desk", view, name="desk"),
]


@pytest.mark.parametrize(
    ("address", "vi", "en"),
    [
        ("/", "/", "/en/"),
        ("/en/", "/", "/en/"),
        ("/problems/?q=a", "/problems/?q=a", "/en/problems/?q=a"),
        ("/en/problems/?q=a", "/problems/?q=a", "/en/problems/?q=a"),
        ("/energy", "/energy", "/en/energy"),
        ("/en", "/", "/en/"),
    ],
)
def test_the_same_page_in_the_other_language(address, vi, en):
    assert (in_language(address, "vi"), in_language(address, "en")) == (vi, en)


def test_a_language_that_a_text_lacks_falls_back():
    with translation.override("en-gb"):
        assert reader_language() == "en"
        assert say(Text.of(vi="Cầu")) == "Cầu"


def test_ids_are_slugs_in_addresses():
    some = uuid4()
    address = reverse("thing", args=[some])
    assert address == f"/things/{to_slug(some)}" == reverse("thing", args=[str(some)])
    assert resolve(address).kwargs == {"thing_id": some}
    assert isinstance(resolve(address.upper().replace("/THINGS", "/things")).kwargs["thing_id"], UUID)


@pytest.mark.parametrize("slug", ["z" * 26, "short", "u" * 26, "0" * 27])
def test_what_is_no_id_is_no_page(slug):
    with pytest.raises(Resolver404):
        resolve(f"/things/{slug}")


@pytest.fixture
def menu(monkeypatch):
    monkeypatch.setattr(navigation, "_entries", [])
    navigation.register(navigation.Entry(20, "desk", "Desk", role="officer"))
    navigation.register(navigation.Entry(10, "things", "Things"))
    navigation.register(navigation.Entry(30, "desk", "Mine", role="*", menu="account"))


def labels(actor, path="/", which="main"):
    return [(entry.label, entry.current) for entry in navigation.shown(actor, path, which)]


def test_menus_show_what_the_reader_may_open(menu):
    officer = Actor(id=uuid4(), roles=frozenset({"officer"}))
    assert [entry.label for entry in navigation.entries()] == ["Things", "Desk", "Mine"]
    assert labels(ANONYMOUS) == [("Things", "")]
    assert labels(officer) == [("Things", ""), ("Desk", "")]
    assert labels(ANONYMOUS, which="account") == []
    assert labels(officer, which="account") == [("Mine", "")]


def test_the_current_entry_is_marked_here_and_below(menu):
    assert labels(ANONYMOUS, "/things/") == [("Things", "page")]
    assert labels(ANONYMOUS, "/things/x") == [("Things", "true")]
    assert labels(ANONYMOUS, "/thingsandmore") == [("Things", "")]


def test_every_page_knows_its_translations(menu, settings):
    request = RequestFactory().get("/things/?q=1")
    with translation.override("vi"):
        known = context.page(request)
        assert [other["url"] for other in known["other_languages"]] == ["/en/things/?q=1"]
        assert known["actor"] is ANONYMOUS
        assert known["account_menu"] == []
        assert [entry.label for entry in known["main_menu"]] == ["Things"]


def test_rooms_answer_searches(monkeypatch):
    monkeypatch.setattr(search, "_searches", [])

    @search.register
    def find(actor, text):
        return [search.Hit(text, "/x", "Thing")]

    assert search.searches() == (find,)


def test_higher_rooms_add_links_to_lower_pages(monkeypatch):
    monkeypatch.setattr(links, "_neighbours", {})
    thing = Subject("tests.thing", uuid4())

    @links.neighbours("tests.thing")
    def grown(actor, subject):
        return [links.Link("Grown", "/grown")] if actor.is_signed_in else []

    assert links.neighbours_of(ANONYMOUS, thing) == ()
    assert [link.url for link in links.neighbours_of(Actor(id=uuid4()), thing)] == ["/grown"]


def test_a_type_is_shown_by_one_room(monkeypatch):
    monkeypatch.setattr(links, "_places", {})
    links.register("tests.thing", url=lambda _: "/", title=lambda _: "")
    with pytest.raises(RuntimeError):
        links.register("tests.thing", url=lambda _: "/", title=lambda _: "")
