"""The search in the header finds services and the cases that its reader may see."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from longbien.procedures.models import Case
from longbien.procedures.queries import services
from tests.people.make import client_of
from tests.procedures import make

pytestmark = pytest.mark.django_db


def found(client, words):
    return client.get("/en/search", {"q": words}).content.decode()


def test_services_are_found_by_title_without_diacritics(office):
    code, address = services()[0].code, f"/en/services/{services()[0].code}"
    assert address in found(Client(), code)
    assert address in found(Client(), services()[0].title["vi"].upper())
    assert "Nothing has all of these words" in found(Client(), f"{code} zeppelin")


def test_cases_are_found_by_those_who_may_see_them(office):
    case = Case.objects.get(pk=office.file("Ngập úng Đống Đa", team=(team := office.team())))
    address = f"/en/cases/{make.slug(case.pk)}"
    for reader in (office.people["lan"], team[1]):
        for words in (case.number, case.number.lower(), "ngap ung", "Ngập"):
            assert address in found(client_of(reader), words), (reader.name, words)
    assert address in found(client_of(office.people["lan"]), "song hong")
    for words in (case.number, "ngap"):
        assert address not in found(client_of(office.people["outsider"]), words)
        assert address not in found(Client(), words)


def test_finding_costs_the_same_however_many_cases_there_are(office):
    client, counts = client_of(office.people["lan"]), []
    for many in (2, 6):
        office.many(many)
        with CaptureQueriesContext(connection) as queries:
            found(client, "ngap")
        counts.append(len(queries))
    assert counts[0] == counts[1]
