"""What the house knows of whoever files, so that no form has to ask for it."""

import pytest

from longbien.kernel.ids import new_id
from longbien.kernel.text import Text
from longbien.people.registers import Fact, Filer, known, register, register_keys
from tests.procedures import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def filer():
    person = make.person("mai")
    person.timezone = "Europe/Paris"
    person.save()
    return Filer(person.pk, make.team(person, name="Robot Team").pk)


@pytest.mark.parametrize(
    ("key", "value"),
    [("person.name", "Mai"), ("person.timezone", "Europe/Paris"), ("person.language", "vi"),
     ("organisation.name", "Robot Team"), ("organisation.kind", "team")],
)  # fmt: skip
def test_what_is_known(filer, key, value):
    found = known(key, filer)
    assert (found.register, found.value) == (key, value)
    assert set(found.source) == {"vi", "en"}


def test_an_organisation_s_entry_has_a_day_and_an_account_says_what_it_says_now(filer):
    assert known("organisation.name", filer).as_of == make.MONDAY
    assert known("person.name", filer).as_of is None


@pytest.mark.parametrize("key", ["person.name", "organisation.name", "moon.phase"])
def test_nothing_is_known_of_nobody(key):
    assert known(key, Filer(new_id(), new_id())) is None


def test_a_blank_is_nothing_known(filer):
    other = Filer(make.person("an").pk, filer.organisation_id)
    assert known("person.timezone", other) is None


def test_another_room_needs_only_to_register(filer, monkeypatch):
    monkeypatch.setattr("longbien.people.registers._readers", {})
    register("test.answer", Text.of(vi="sổ", en="the book"))(lambda filer: Fact(42, make.MONDAY))
    assert register_keys() == {"test.answer"}
    assert known("test.answer", filer).value == 42
