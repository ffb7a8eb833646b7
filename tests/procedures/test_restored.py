"""A hub that was backed up and restored goes on: a case that was under way is decided in the restored one."""

from pathlib import Path

import pytest
from django.core.management import call_command

from longbien.procedures.actions.perform import perform
from longbien.procedures.models import Case
from longbien.record import keys
from longbien.record.backup.restore import restore
from tests.databases import ON_POSTGRESQL, make_database, switched
from tests.procedures.make import MONDAY, actor, person, published, submitted, team

pytestmark = pytest.mark.django_db


def test_a_case_goes_on(fresh_database, tmp_path_factory, settings, monkeypatch):
    monkeypatch.setenv("LONGBIEN_BACKUP_PASSPHRASE", "only-for-tests")
    owner, officer = person("lan"), person("minh", "programme-officer")
    published()
    case_id = submitted(team(owner), owner)
    call_command("worker", "--once")
    there: Path = tmp_path_factory.mktemp("there")
    call_command("backup", str(there / "hub.backup"))
    folder = there / "var"
    folder.mkdir()
    url = make_database("restored", folder) if ON_POSTGRESQL else f"sqlite:///{folder / 'longbien.sqlite3'}"
    restore(there / "hub.backup", folder, with_keys=True, url=url)
    settings.VAR = folder
    with switched(url):
        perform(case_id=case_id, action="approve", data={}, reason="đủ điều kiện", by=actor(officer), at=MONDAY)
        assert Case.objects.get(pk=case_id).state == "accepted"
        call_command("worker", "--once")
        call_command("log", "verify", "--documents", key=str(keys.verifier()))
    settings.VAR = fresh_database.var
    assert Case.objects.get(pk=case_id).state == "screening"
