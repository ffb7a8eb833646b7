"""A backup is of one moment, whole or not there, and what it gives back is the hub as it was."""

import gzip
import json
import os
import signal
import subprocess
import sys
import tarfile
import time
import zlib
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from longbien.record import keys, models, queries, state
from longbien.record.actions.erase import erase_document
from longbien.record.actions.sequence import sequence
from longbien.record.actions.sign_checkpoint import sign_checkpoint
from longbien.record.actions.store_document import store_document
from longbien.record.backup import make as room
from longbien.record.backup import restore
from longbien.record.backup.archive import Unusable, unpack
from longbien.record.backup.database import check_room
from tests.databases import ON_POSTGRESQL, make_database, switched
from tests.record.make import LAN, NOW, note, notes, trial
from tests.record.test_documents import PDF

pytestmark = pytest.mark.django_db

PASSPHRASE = "ngựa đúng pin ghim"


@pytest.fixture(autouse=True)
def passphrase(monkeypatch):
    monkeypatch.setenv(restore.PASSPHRASE, PASSPHRASE)
    monkeypatch.delenv("DATABASE_URL", raising=False)


@pytest.fixture
def hub(fresh_database):
    """A hub with entries, a document, raw telemetry and a signed head."""
    notes(5, subject=trial())
    store_document([PDF], name="plan.pdf", subject=trial(), by=LAN, at=NOW)
    raw = fresh_database.var / "telemetry" / "00" / "aa"
    raw.mkdir(parents=True)
    (raw / "aabb.ndjson").write_text("{}\n")
    (raw / "aabc.1234-5678").write_text("half a batch")
    sequence()
    sign_checkpoint(at=NOW)
    return fresh_database


def backup(target, **given):
    call_command("backup", str(target), **given)


def given_back(file, folder, **more):
    """Restore and verify in the restored database; the number of its entries."""
    url = make_database("restored", folder) if ON_POSTGRESQL else ""
    restore.restore(file, folder, with_keys=True, url=url)
    return verified(url or f"sqlite:///{folder / 'longbien.sqlite3'}")


def verified(url):
    with switched(url):
        call_command("log", "verify", "--documents", key=str(keys.verifier()))
        return models.Event.objects.count()


def test_a_hub_comes_back_as_it_was(hub, tmp_path_factory, settings, capsys):
    there = tmp_path_factory.mktemp("there")
    backup(there / "hub.backup")
    assert "with keys and settings; the signed log has 6 entries" in capsys.readouterr().out
    folder = there / "var"
    ours = str(keys.verifier())
    settings.VAR = folder
    assert given_back(there / "hub.backup", folder) == 6
    assert str(keys.verifier()) == ours
    assert (folder / "telemetry/00/aa/aabb.ndjson").read_text() == "{}\n"
    assert not (folder / "telemetry/00/aa/aabc.1234-5678").exists()
    written = (folder / "settings.env").read_text()
    assert "LONGBIEN_SECRET_KEY=only-for-tests\n" in written
    assert PASSPHRASE not in written
    assert (folder / "keys/log.pem").stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in folder.iterdir() if path.suffix != ".sqlite3") == [
        "documents",
        "keys",
        "settings.env",
        "telemetry",
    ]


def test_without_a_passphrase_no_key_is_in_it(hub, tmp_path_factory, monkeypatch, capsys):
    monkeypatch.delenv(restore.PASSPHRASE)
    there = tmp_path_factory.mktemp("there")
    backup(there / "hub.backup")
    assert "without keys and settings" in capsys.readouterr().out
    held = names(there / "hub.backup")
    assert not [name for name in held if "key" in name or name == "sealed"]
    secret = keys.key_path().read_bytes().splitlines()[1]
    assert secret not in b"".join(contents(there / "hub.backup").values())


def contents(path):
    with tarfile.open(path, "r|gz") as tar:
        return {entry.name: tar.extractfile(entry).read() for entry in tar}


def names(path):
    return list(contents(path))


def test_sealed_keys_ask_for_their_passphrase(hub, tmp_path_factory, monkeypatch, capsys):
    there = tmp_path_factory.mktemp("there")
    file = there / "hub.backup"
    backup(file)
    assert b"PRIVATE KEY" not in b"".join(contents(file).values())
    monkeypatch.setenv(restore.PASSPHRASE, "another")
    assert restore.main([str(file), str(there / "a")]) == 1
    assert "the passphrase isn't the one of this backup" in capsys.readouterr().err
    assert list((there / "a").iterdir()) == []
    monkeypatch.delenv(restore.PASSPHRASE)
    assert restore.main([str(file), str(there / "a")]) == 1
    assert "set LONGBIEN_BACKUP_PASSPHRASE" in capsys.readouterr().err
    if ON_POSTGRESQL:
        monkeypatch.setenv("DATABASE_URL", make_database("restored", there))
    assert restore.main([str(file), str(there / "a"), "--without-keys"]) == 0
    assert not (there / "a" / "keys").exists()
    assert "put your copies into" in capsys.readouterr().out


def test_only_into_an_empty_folder(hub, tmp_path_factory, capsys):
    there = tmp_path_factory.mktemp("there")
    file = there / "hub.backup"
    backup(file)
    (there / "full").mkdir()
    (there / "full" / "a").touch()
    assert restore.main([str(file), str(there / "full")]) == 1
    assert "isn't empty (a)" in capsys.readouterr().err
    assert [path.name for path in (there / "full").iterdir()] == ["a"]
    assert restore.main([str(there / "nothing"), str(there / "new")]) == 1
    assert "there is no file" in capsys.readouterr().err
    assert not (there / "new").exists()
    assert restore.main([str(file), str(file)]) == 1
    assert "can't be used" in capsys.readouterr().err
    (there / "killed" / restore.STAGE).mkdir(parents=True)
    (there / "killed" / restore.STAGE / "x").touch()
    assert given_back(file, there / "killed") == 6


def test_a_changed_byte_is_found_and_nothing_is_restored(hub, tmp_path_factory, capsys):
    there = tmp_path_factory.mktemp("there")
    file = there / "hub.backup"
    backup(file)
    good = file.read_bytes()
    for at in range(12, len(good), len(good) // 40):
        changed = good[:at] + bytes([good[at] ^ 1]) + good[at + 1 :]
        if says_the_same(changed, good):
            continue
        file.write_bytes(changed)
        assert restore.main([str(file), str(there / "a")]) == 1, at
        assert "no backup as it was made" in capsys.readouterr().err
        assert list((there / "a").iterdir()) == []
    for cut in (0, 100, len(good) // 2, len(good) - 1):
        file.write_bytes(good[:cut])
        assert restore.main([str(file), str(there / "a")]) == 1, cut


def says_the_same(changed, good):
    """A few bits of a packed file stand for nothing."""
    try:
        return gzip.decompress(changed) == gzip.decompress(good)
    except (OSError, EOFError, zlib.error):
        return False


@pytest.mark.parametrize("name", ["../out", "/out", "state/../../out"])
def test_a_name_that_leads_out_of_the_folder(tmp_path, name):
    with tarfile.open(tmp_path / "a", "w:gz") as tar:
        entry = tarfile.TarInfo(name)
        tar.addfile(entry)
    (tmp_path / "in").mkdir()
    with pytest.raises(Unusable, match="no file of a backup"):
        unpack(tmp_path / "a", tmp_path / "in")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "in"]


def test_links_are_no_files_of_a_backup(tmp_path):
    with tarfile.open(tmp_path / "a", "w:gz") as tar:
        entry = tarfile.TarInfo("state/link")
        entry.type, entry.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(entry)
    (tmp_path / "in").mkdir()
    with pytest.raises(Unusable, match="no file of a backup"):
        unpack(tmp_path / "a", tmp_path / "in")


def test_another_format(hub, tmp_path_factory):
    there = tmp_path_factory.mktemp("there")
    with tarfile.open(there / "a", "w:gz") as tar:
        words = json.dumps({"format": "longbien-backup/9", "files": []}).encode()
        entry = tarfile.TarInfo("manifest.json")
        entry.size = len(words)
        (there / "words").write_bytes(words)
        with (there / "words").open("rb") as file:
            tar.addfile(entry, file)
    (there / "in").mkdir()
    with pytest.raises(Unusable, match="format longbien-backup/9"):
        unpack(there / "a", there / "in")


def test_a_name_that_is_taken(hub, tmp_path):
    (tmp_path / "hub.backup").write_text("precious")
    with pytest.raises(CommandError, match="there already"):
        backup(tmp_path / "hub.backup")
    assert (tmp_path / "hub.backup").read_text() == "precious"


def test_one_at_a_time(hub, tmp_path):
    with room._workplace(), pytest.raises(CommandError, match="another backup is running"):
        backup(tmp_path / "hub.backup")
    backup(tmp_path / "hub.backup")
    assert not (tmp_path / "backup").exists()


def test_a_document_erased_in_between_is_no_fault(hub, tmp_path_factory, settings, monkeypatch):
    there = tmp_path_factory.mktemp("there")
    [document_id] = models.Document.objects.values_list("id", flat=True)
    snapshot = room.snapshot

    def erased_after_it(work):
        found = snapshot(work)
        erase_document(document_id, by=LAN, at=NOW)
        monkeypatch.setattr(room, "snapshot", snapshot)
        return found

    monkeypatch.setattr(room, "snapshot", erased_after_it)
    backup(there / "hub.backup")
    settings.VAR = there / "var"
    assert given_back(there / "hub.backup", there / "var") == 6
    assert queries.document(document_id) is None


def test_a_lost_document_is_said(hub, tmp_path, settings):
    for path in (settings.VAR / "documents").glob("??/*"):
        path.unlink()
    with pytest.raises(CommandError, match="a document that the record names is missing"):
        backup(tmp_path / "hub.backup")
    assert not (tmp_path / "hub.backup").exists()


def test_where_no_second_name_can_be_given_it_is_copied(hub, tmp_path_factory, monkeypatch, settings):
    link = os.link

    def only_for_the_backup(source, target, **more):
        if not more:
            raise OSError(18, "Invalid cross-device link")
        link(source, target, **more)

    monkeypatch.setattr(os, "link", only_for_the_backup)
    there = tmp_path_factory.mktemp("there")
    backup(there / "hub.backup")
    settings.VAR = there / "var"
    assert given_back(there / "hub.backup", there / "var") == 6


def test_two_rooms_keep_one_folder():
    with pytest.raises(RuntimeError, match="two rooms keep telemetry"):
        state.register("telemetry", "*")


def test_nobody_to_ask(hub, tmp_path, monkeypatch, capsys):
    monkeypatch.delenv(restore.PASSPHRASE)
    with pytest.raises(SystemExit) as ended:
        backup(tmp_path / "a", with_keys=True)
    assert ended.value.code == 2
    assert restore.PASSPHRASE in capsys.readouterr().err


def test_a_wrong_database_to_restore_into(hub, tmp_path, capsys):
    with pytest.raises(Unusable, match="set DATABASE_URL"):
        check_room("sqlite:///x")
    with pytest.raises(Unusable, match="can't be reached"):
        check_room("postgresql://nobody@127.0.0.1:9/none")
    if ON_POSTGRESQL:
        with pytest.raises(Unusable, match="isn't empty"):
            check_room(hub.url)


WRITES = """
import django, sys, time
django.setup()
from longbien.record.actions.store_document import store_document
from tests.record.make import LAN, NOW, note, trial
n = 0
while True:
    case = trial()
    note(n, subject=case, chain=case)
    store_document([b"line %d of %s" % (n, sys.argv[1].encode())], name="a.txt", subject=case, by=LAN, at=NOW)
    n += 1
    print(n, flush=True)
"""


def start(command, fresh):
    env = fresh.env | {"PYTHONPATH": os.getcwd(), restore.PASSPHRASE: PASSPHRASE}
    return subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.fixture
def load(hub):
    """Two writers and a worker, each a process of its own."""
    connection.close()
    writers = [start([sys.executable, "-c", WRITES, str(n)], hub) for n in range(2)]
    worker = start([sys.executable, "-m", "django", "worker", "--pause", "0.05"], hub)
    for writer in writers:
        while int(writer.stdout.readline() or "-1") not in (-1, 5):
            pass
    yield writers
    for process in (*writers, worker):
        process.kill()
        process.communicate()


@pytest.mark.slow
def test_under_load(hub, load, tmp_path_factory, settings):
    there = tmp_path_factory.mktemp("there")
    for n in range(3):
        made = start([sys.executable, "-m", "django", "backup", str(there / f"{n}.backup")], hub)
        _, fault = made.communicate(timeout=120)
        assert made.returncode == 0, fault
    assert all(writer.poll() is None for writer in load)
    ours, counts = settings.VAR, []
    for n in range(3):
        settings.VAR = there / f"var-{n}"
        counts.append(given_back(there / f"{n}.backup", settings.VAR))
    assert counts == sorted(counts)
    assert 16 < counts[0] < counts[-1]
    if not ON_POSTGRESQL:
        with switched(f"sqlite:///{settings.VAR / 'longbien.sqlite3'}"):  # and it goes on
            case = trial()
            note(1, subject=case, chain=case)
            call_command("worker", "--once")
            call_command("log", "verify", "--documents")
    settings.VAR = ours


@pytest.mark.slow
def test_killed_in_the_middle_it_leaves_no_file(hub, load, tmp_path_factory):
    there = tmp_path_factory.mktemp("there")
    began = 0
    for n in range(12):
        making = start([sys.executable, "-m", "django", "backup", str(there / "hub.backup")], hub)
        end = time.monotonic() + 60
        while making.poll() is None and not (hub.var / "backup").exists() and time.monotonic() < end:
            time.sleep(0.001)
        time.sleep(0.004 * n)
        began += making.poll() is None
        making.send_signal(signal.SIGKILL)
        making.communicate()
        if (there / "hub.backup").exists():  # it was done before it was killed
            (there / "hub.backup").unlink()
        assert list(there.iterdir()) == []
    assert began >= 6
    backup(there / "hub.backup")
    assert not (hub.var / "backup").exists()
    assert [path.name for path in Path(there).iterdir()] == ["hub.backup"]
