"""`longbien people`: the first administrator, and who holds what."""

import pytest
from django.core.management import CommandError, call_command

from longbien.kernel.actor import SYSTEM
from longbien.kernel.subject import Subject
from longbien.people import queries
from longbien.record.queries.entries import entries
from tests.people.make import person
from tests.site.make import longbien

pytestmark = pytest.mark.django_db


def test_the_first_administrator(capsys):
    lan = person("Lan", email="lan@example.org")
    call_command("people", "grant", "LAN@example.org", "hub-admin")
    assert "Lan: hub-admin granted" in capsys.readouterr().out
    assert queries.actor_for(lan.pk).roles == {"hub-admin"}
    granted, issued = entries(Subject("people.person", lan.pk))
    assert (granted.kind, issued.kind) == ("people.role_granted", "credentials.issued")
    assert granted.actor_id == SYSTEM.id
    call_command("people", "list")
    told = capsys.readouterr().out
    assert "hub-admin: Lan\n" in told
    assert "reviewer: –\n" in told
    call_command("people", "list", "reviewer")
    assert capsys.readouterr().out == "reviewer: –\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["grant", "nobody@example.org", "hub-admin"], "No account has the address"),
        (["grant", "lan@example.org", "emperor"], "No role “emperor”"),
        (["revoke", "lan@example.org", "reviewer"], "nothing here by that name"),
        (["list", "emperor"], "No role emperor"),
    ],
)
def test_what_it_refuses(words, said):
    person("Lan", email="lan@example.org")
    with pytest.raises(CommandError, match=said) as refused:
        call_command("people", *words)
    assert refused.value.returncode == 1


def test_revoking(capsys):
    person("Lan", email="lan@example.org", roles=("reviewer",))
    call_command("people", "revoke", "lan@example.org", "reviewer")
    assert "revoked" in capsys.readouterr().out
    assert queries.persons_with_role("reviewer") == ()


def test_usage():
    assert longbien("people").code == 2
    assert "Exit codes" in longbien("people", "--help").out
