"""Loading a hub: one transaction, nothing twice, nothing faulty, and an entry in the record."""

import re
from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from longbien.kernel.actor import SYSTEM
from longbien.kernel.hub import Section
from longbien.kernel.refusal import Refusal
from longbien.people.models import Body, Organisation
from longbien.places.models import Area, Outline
from longbien.procedures.models import Version
from longbien.procedures.rules.authoring.starter import starter
from longbien.record.queries.entries import entries
from longbien.site import folder as folders
from longbien.site.actions.load_hub import load_hub
from longbien.site.folder import read_folder
from longbien.site.queries import last_load
from tests.site.make import change, copy_of, longbien, write

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
WRITES = re.compile(r"^(INSERT|UPDATE|DELETE)", re.IGNORECASE)

pytestmark = pytest.mark.django_db


def load(folder):
    return load_hub(read_folder(folder), by=SYSTEM, at=AT)


def writes(run):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        run()
    return [query["sql"] for query in queries if WRITES.match(query["sql"])]


def test_a_hub_is_loaded_once(tmp_path):
    folder = copy_of("hanoi", tmp_path)
    assert load(folder) is True
    assert Organisation.objects.get(code="hust").names["vi"] == "Đại học Bách khoa Hà Nội"
    assert Body.objects.get(pk="hvcf-board").terms["seats"] == {"at_most": 9}
    assert Area.objects.filter(is_indicative=True).count() == Area.objects.count() > 2
    (loaded,) = entries(settings.HUB.subject)[-1:]
    assert loaded.open == {"hub": "hanoi", "digest": read_folder(folder).digest, "files": read_folder(folder).count}


def test_the_second_load_writes_nothing(tmp_path):
    folder = copy_of("hanoi", tmp_path)
    load(folder)
    assert writes(lambda: load(folder)) == []
    assert load(folder) is False


def test_only_what_changed_is_written(tmp_path):
    folder = copy_of("hanoi", tmp_path)
    load(folder)
    change(folder, "hub.yaml", "en: CMC Technology Group", "en: CMC Technology Group (renamed)")
    change(folder, "areas/hoan-kiem.geojson", "21.0339", "21.0338")
    before = last_load()
    assert load(folder) is True
    assert last_load() != before
    assert Organisation.objects.get(code="cmc").names["en"].endswith("(renamed)")
    assert Outline.objects.filter(area__code="hoan-kiem").count() == 2
    assert Outline.objects.filter(area__code="bach-khoa").count() == 1


def test_a_failing_section_leaves_nothing(tmp_path, monkeypatch):
    def fail(hub, files, at):
        raise Refusal("no", settings.HUB.name)

    last = Section("zzz/*.yaml", lambda hub, files: (), fail)
    every = folders.sections()
    monkeypatch.setattr(folders, "sections", lambda: (*every, last))
    with pytest.raises(Refusal):
        load(copy_of("hanoi", tmp_path))
    assert not Organisation.objects.exists()
    assert last_load() is None


def test_another_hub_is_refused(tmp_path):
    load(copy_of("hanoi", tmp_path))
    with pytest.raises(Refusal, match="another-hub"):
        load(copy_of("minimal", tmp_path))


def test_the_command_loads(tmp_path, capsys):
    call_command("hub", "load")
    first = capsys.readouterr().out
    call_command("hub", "load")
    assert re.search(r": loaded, \d+ files, SHA-256 [0-9a-f]{64}", first)
    assert "already loaded" in capsys.readouterr().out


def test_a_change_of_the_hub_says_that_a_running_server_must_be_restarted(tmp_path, capsys):
    folder = copy_of("hanoi", tmp_path)
    call_command("hub", "load", str(folder))
    assert "restart" not in capsys.readouterr().out
    own = folder / "hub.yaml"
    own.write_text(
        own.read_text().replace("\nroles:\n", "\nroles:\n  ward: {vi: Cán bộ phường, en: Ward officer}\n", 1)
    )
    call_command("hub", "load", str(folder))
    assert "restart it, so that new roles, bodies and stages can be used." in capsys.readouterr().out
    call_command("hub", "load", str(folder))
    assert "restart" not in capsys.readouterr().out


def test_all_that_keeps_services_from_being_published_is_named_with_what_to_do(tmp_path, capsys):
    folder = copy_of("hanoi", tmp_path)
    load(folder)
    before = Version.objects.count()
    change(folder, "procedures/appeal.yaml", "title: {vi: ", "title: {vi: Một ")
    texts = starter("hanoi", "lab-visit", "VN", ("vi", "en"))
    files = {"lab-visit.yaml": texts.procedure, "samples/lab-visit.yaml": texts.samples, **texts.forms}
    for name, text in files.items():
        write(folder, f"procedures/{name}", text)
    with pytest.raises(CommandError, match=r"raise the version of a service that is published, or move the file out"):
        call_command("hub", "load", str(folder))
    said = capsys.readouterr().err
    assert re.search(r"appeal\.yaml:\d+: .*is published up to version", said)
    for left in ("title", "service.summary", "service.who"):
        assert re.search(rf"lab-visit\.yaml:\d+: .*words of the starter under “{left}”", said)
    assert Version.objects.count() == before


def test_exit_codes(tmp_path):
    good, bad = copy_of("minimal", tmp_path), copy_of("hanoi", tmp_path)
    change(bad, "hub.yaml", "code: hanoi", "code: [hanoi")
    fine = longbien("hub", "check", good)
    assert (fine.code, "no fault" in fine.out) == (0, True)
    broken = longbien("hub", "check", good, bad)
    assert (broken.code, "no fault" in broken.out, "Traceback" in broken.err) == (1, True, False)
    assert re.search(r"hub\.yaml:\d+: Không đọc được tệp: .* \| The file can't be read: ", broken.err)
    assert longbien("hub", "check", tmp_path / "nowhere").code == 2
    assert longbien("hub", "load", good).code == 2
    assert longbien("hub").code == 2


def test_a_broken_hub_of_its_own_ends_every_command_in_words(tmp_path):
    bad = copy_of("minimal", tmp_path)
    change(bad, "hub.yaml", "country: IE", "country: 7")
    ran = longbien("check", LONGBIEN_HUB=str(bad))
    assert (ran.code, "Traceback" in ran.err) == (1, False)
    assert ran.err.startswith(str(bad))
    assert "“country” must be a string, not “7”" in ran.err


def test_help_has_examples_and_exit_codes():
    said = longbien("hub", "--help")
    assert said.code == 0
    assert "longbien hub check" in said.out
    assert "Exit codes" in said.out
