"""Other catalogues are read by the worker when they are due; one that can't be read is told of once and tried again."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from django.core import mail
from django.core.management import CommandError, call_command

from longbien.data.actions.harvest.name_source import Naming, name_source, stop_others
from longbien.data.actions.harvest.time import begin_reading
from longbien.data.hub import harvest as hub_file
from longbien.data.models import DataSet, Edition, External, Harvest, Source
from longbien.data.reactions.harvest import read_source
from longbien.kernel.sourced import parse_yaml
from longbien.record.actions.deliver import deliver
from longbien.record.actions.schedule import schedule
from longbien.record.models import Delivery, Event
from tests.data.make import column, contract
from tests.data.make_access import listed
from tests.people.make import NOW, actor, client_of, organisation

pytestmark = pytest.mark.django_db
DAY, QUARTER = timedelta(days=1), timedelta(minutes=15)
TITLE = {"vi": "Niên giám", "en": "Yearbook"}
TTL = """@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
{}"""
ONE = '<https://a.example/{0}> a dcat:Dataset ; dct:title "Set {0}"@en ; dct:identifier "{0}" .\n'


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def run(self, **later: float) -> int:
        """Let time go by, then do what is due."""
        self.now += timedelta(**later)
        made = 0
        while found := deliver(clock=self):
            made += found
        return made


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def there(tmp_path: Path) -> Path:
    """A catalogue of two sets in a file."""
    file = tmp_path / "there.ttl"
    file.write_text(TTL.format(ONE.format("a") + ONE.format("b")))
    return file


def named(file: Path, every: str = "day", **more) -> Source:
    name_source("yearbook", Naming("dcat", str(file), TITLE, every, **more), at=NOW)
    return Source.objects.get(code="yearbook")


def listed_keys() -> list[str]:
    return sorted(External.objects.filter(gone_at=None).values_list("told__title__en", flat=True))


def test_it_is_read_at_once_and_then_each_period(clock, there):
    named(there)
    clock.run()
    assert listed_keys() == ["Set a", "Set b"]
    source = Source.objects.get()
    assert (source.due_at, source.failures, source.trouble) == (NOW + DAY, 0, None)
    there.write_text(TTL.format(ONE.format("a") + ONE.format("c")))
    assert clock.run(hours=23) == 0
    assert listed_keys() == ["Set a", "Set b"]
    clock.run(hours=1)
    assert listed_keys() == ["Set a", "Set c"]
    clock.run(days=1)
    assert (Harvest.objects.count(), Source.objects.get().due_at) == (2, NOW + 3 * DAY)
    assert Event.objects.filter(type__startswith="data.source_named").count() == 1


def test_trouble_is_told_once_and_tried_again_after_growing_pauses(clock, there):
    actor("department-officer", name="Hà")
    named(there)
    clock.run()
    mail.outbox.clear()
    there.write_text(TTL.format(ONE.format("c") + "and this is no Turtle"))
    tries = []
    clock.run(days=1)
    for _ in range(7):
        tries.append(Source.objects.get().due_at - clock.now)
        clock.run(seconds=tries[-1].total_seconds())
    assert tries == [QUARTER * 2**n for n in range(7)]
    assert listed_keys() == ["Set a", "Set b"], "nothing is half taken, nothing is gone"
    (letter,) = mail.outbox
    assert "Không đọc được danh mục: Niên giám" in letter.subject
    assert "Không đọc được turtle" in letter.body
    assert Event.objects.filter(type__startswith="data.harvest_failed").count() == 1
    source = Source.objects.get()
    assert source.failed_since == NOW + DAY
    assert "This is no turtle" in source.trouble["en"]
    there.write_text(TTL.format(ONE.format("c")))
    clock.run(days=1)
    source = Source.objects.get()
    assert (source.failures, source.failed_since, source.trouble) == (0, None, None)
    assert source.due_at - clock.now <= DAY
    assert listed_keys() == ["Set c"]
    there.unlink()
    clock.run(days=1)
    assert len(mail.outbox) == 2, "a new trouble is told anew"


def test_a_worker_that_was_killed_on_the_way_stops_nothing(clock, there):
    source = named(there)
    for _ in range(4):  # it began, and was never heard of again
        due = begin_reading("yearbook", entry_id=source.entry_id, at=clock.now)
        schedule(read_source, event_id=source.entry_id, due_at=due)
        clock.now = due
    assert listed_keys() == []
    clock.run()
    assert listed_keys() == ["Set a", "Set b"]
    assert not Delivery.objects.filter(stuck=True).exists()
    assert not mail.outbox


def test_what_is_odd_is_told_too_and_comes_again(clock, tmp_path):
    """A folder in the place of a file, such as nobody thought of."""
    actor("department-officer", name="Hà")
    odd = tmp_path / "odd.ttl"
    odd.write_bytes(b"\x00" * 10)
    odd.chmod(0o000)
    named(odd)
    clock.run()
    assert Source.objects.get().failed_since == NOW
    assert len(mail.outbox) == 1
    odd.chmod(0o600)
    odd.write_text(TTL.format(ONE.format("a")))
    clock.run(days=1)
    assert listed_keys() == ["Set a"]


def test_an_address_of_the_hubs_own_network_is_not_asked(clock):
    name_source("inner", Naming("ckan", "http://127.0.0.1:9/", TITLE, "hour"), at=NOW)
    clock.run()
    assert Source.objects.get().failed_since == NOW


def test_a_folder_delivers_and_a_file_that_breaks_is_told(clock, tmp_path):
    folder = tmp_path / "exports"
    folder.mkdir()
    told = contract(column("code", primaryKey=True), column("size", "integer"), source="stewards") | {"id": "brought"}
    (folder / "brought.csv").write_text("code,size\nA,1\n")
    (folder / "brought.yaml").write_text(yaml.safe_dump(told, allow_unicode=True))
    name_source("exports", Naming("folder", str(folder), TITLE, "day"), at=NOW)
    clock.run()
    assert Edition.objects.get(data_set__code="brought").rows == 1
    (folder / "brought.csv").write_text("code,size\nA,many\n")
    clock.run(days=1)
    assert "brought.csv" in Source.objects.get().trouble["en"]
    assert (Edition.objects.count(), DataSet.objects.count()) == (1, 1)


def file_of(**more: str) -> tuple:
    said = {"source": "files", "title": "{vi: Tệp, en: Files}", "kind": "folder", "address": "demonstration/harvest"}
    return (parse_yaml("\n".join(f"{key}: {value}" for key, value in (said | more).items()).encode(), named="f.yaml"),)


def test_the_hubs_folder_sets_the_period_and_takes_it_back(clock):
    office = organisation("Sở", kind="department")
    office.code = "office"
    office.save()
    hub_file.load(settings.HUB, file_of(owner="office"), NOW)
    source = Source.objects.get()
    assert (source.every, source.due_at, source.owner) == ("day", NOW, office)
    clock.run()
    read = Source.objects.get().due_at
    assert read == NOW + DAY
    hub_file.load(settings.HUB, file_of(owner="office"), NOW)
    assert Source.objects.get().due_at == read, "loaded again, it is read no sooner"
    hub_file.load(settings.HUB, file_of(every="week"), NOW)
    assert (Source.objects.get().every, Source.objects.get().due_at) == ("week", NOW)
    assert clock.run(days=1) == 2, "the new one reads, the old one finds itself replaced"
    assert Source.objects.get().due_at == clock.now + 7 * DAY
    hub_file.load(settings.HUB, (), NOW)
    assert (Source.objects.get().every, Source.objects.get().due_at) == ("never", None)
    runs = Source.objects.get().failures
    clock.run(days=30)
    assert (Source.objects.get().failures, Source.objects.get().every) == (runs, "never")
    stop_others([], at=NOW)
    faults = [one.what["en"] for one in hub_file.check(settings.HUB, file_of(every="fortnight"))]
    assert "must be one of: hour, day, week, never" in faults[0]


def test_whoever_answers_for_it_is_told_and_sees_it(clock, there):
    listed(owner="")
    own, other = organisation("Sở giữ", kind="department"), organisation("Sở khác", kind="department")
    theirs = actor("department-officer", member_of=own.pk, name="Hà")
    outsider = actor("department-officer", member_of=other.pk, name="Minh")
    there.write_text("no turtle")
    named(there, owner_id=own.pk)
    clock.run()
    assert len(mail.outbox) == 1
    desk = client_of(theirs).get("/en/data/steward/").content.decode()
    assert "Catalogues that can't be read" in desk
    assert "This is no turtle" in desk
    assert "Catalogues that can't be read" not in client_of(outsider).get("/en/data/steward/").content.decode()
    shown = client_of(outsider).get("/en/data/harvested/").content.decode()
    assert "read every day" in shown
    assert "can't be read" in shown
    assert "This is no turtle" not in shown
    with pytest.raises(CommandError):
        call_command("data", "harvest", "yearbook")
    there.write_text(TTL.format(ONE.format("a")))
    call_command("data", "harvest", "yearbook")
    assert "can't be read" not in client_of(theirs).get("/en/data/steward/").content.decode()
