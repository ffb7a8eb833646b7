"""A role in the hub is a credential that its holder can show, as long as it lasts; erasing the holder erases it."""

from datetime import timedelta

import pytest

from longbien.credentials import models, privacy
from longbien.credentials.queries import credentials_about, document_of, verify
from longbien.kernel.actor import SYSTEM
from longbien.kernel.subject import Subject
from longbien.people.actions.roles import grant_role, revoke_role
from longbien.people.models import Person
from longbien.record import keys as record_keys
from tests.credentials.make import NOW
from tests.people.make import person

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.VAR = tmp_path
    record_keys.make_key()


def of(someone: Person):
    return credentials_about(Subject("people.person", someone.pk))


def grant(someone: Person, role: str = "reviewer"):
    grant_role(person_id=someone.pk, role=role, by=SYSTEM, at=NOW)


def outcomes(document: str) -> list[str]:
    return [check.what["en"] for check in verify(document, at=LATER).checks if check.outcome == "bad"]


def test_a_role_that_is_granted_is_one_credential(settings):
    someone = person("Trần Thị Ẩn")
    for _ in range(2):
        grant(someone)
    [card] = of(someone)
    assert (card.kind.code, card.holder_id) == ("role", someone.pk)
    assert settings.HUB.roles["reviewer"]["vi"] in card.name
    assert verify(document_of(card.id), at=NOW).outcome == "ok"


def test_it_ends_with_the_role_and_the_others_stay():
    someone = person("Trần Thị Ẩn")
    grant(someone)
    grant(someone, "programme-officer")
    revoke_role(person_id=someone.pk, role="reviewer", by=SYSTEM, at=LATER)
    states = {card.name: card.state(LATER) for card in of(someone)}
    assert sorted(states.values()) == ["revoked", "valid"]
    grant(someone)
    assert sorted(card.state(LATER) for card in of(someone)) == ["revoked", "valid", "valid"]


def test_a_person_without_a_name_gets_none():
    someone = person("Trần Thị Ẩn")
    Person.objects.filter(pk=someone.pk).update(name="")
    grant(someone)
    assert of(someone) == ()


def test_a_demonstration_says_so():
    someone = person("Trần Thị Ẩn")
    Person.objects.filter(pk=someone.pk).update(is_demo=True)
    grant(someone)
    assert of(someone)[0].name.startswith("Minh hoạ: ")


def test_an_erased_holder_leaves_nothing_but_that_it_no_longer_stands():
    someone, other = person("Trần Thị Ẩn"), person("Người khác")
    grant(someone)
    grant(other)
    kept = document_of(of(someone)[0].id)
    assert [one["credentialSubject"]["name"] for one in privacy.export(someone.pk).data["credentials"]] == [
        "Trần Thị Ẩn"
    ]
    receipt = privacy.erase(someone.pk, LATER)
    assert [count for _, count in receipt.erased] == [1]
    assert of(someone) == ()
    assert not models.Credential.objects.filter(document__contains="Trần Thị Ẩn").exists()
    assert outcomes(kept) == ["It has been revoked"]
    assert of(other)[0].state(LATER) == "valid"
