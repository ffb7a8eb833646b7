"""`longbien log` and `longbien worker`: what they print, and how they end."""

import json
import threading
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.core.management.base import SystemCheckError
from django.db import DatabaseError

from longbien.kernel.ids import new_id, to_slug
from longbien.record import keys, offline, queries
from longbien.record.actions.sequence import sequence
from longbien.record.management.commands import worker
from tests.record.make import note, notes, trial
from tests.record.test_tampering import sql

pytestmark = pytest.mark.django_db


def log(*given):
    out = StringIO()
    call_command("log", *given, stdout=out)
    return out.getvalue()


def test_sequence_and_checkpoint():
    notes(3, subject=trial())
    assert log("sequence") == "placed 3, the log has 3 entries\n"
    assert log("sequence") == "placed 0, the log has 3 entries\n"
    note(1, subject=trial())
    printed = log("checkpoint")
    assert printed.splitlines()[1] == "4"
    assert printed == queries.head().note


def test_key():
    assert log("key").strip() == str(keys.verifier())


def test_a_proof_checks_without_the_record(tmp_path, capsys):
    entry_id = note(1, subject=trial())
    with pytest.raises(CommandError, match="isn't covered by a signed checkpoint yet"):
        log("proof", str(entry_id))
    log("checkpoint")
    kept, leaf, vkey = tmp_path / "entry.tlog-proof", tmp_path / "entry.json", tmp_path / "hub.vkey"
    kept.write_text(log("proof", to_slug(entry_id)))
    leaf.write_text(log("leaf", to_slug(entry_id)))
    vkey.write_text(log("key"))
    given = [str(kept), "--key", str(vkey)]
    assert ended(given) == 0
    assert f"test.noted/1 · 2026-03-02T02:00:00.000000Z · {queries.entry(entry_id).subject}" in capsys.readouterr().out
    assert ended([*given, "--leaf", str(leaf)]) == 0
    leaf.write_text(leaf.read_text().replace("test.noted", "test.notes"))
    assert ended([*given, "--leaf", str(leaf), "--language", "vi"]) == 1
    assert "SAI   Mã băm của mục dẫn tới gốc đã ký" in capsys.readouterr().out
    assert ended([str(tmp_path / "nothing"), "--key", str(vkey)]) == 2
    assert ended([str(kept), "--key", "x"]) == 2


def ended(given):
    """The exit code, the same inside a hub and outside of one."""
    with pytest.raises(SystemExit) as end:
        log("check-proof", *given)
    assert offline.main(given) == end.value.code
    return end.value.code


def test_verify_against_files_that_do_not_help(tmp_path):
    log("checkpoint")
    with pytest.raises(CommandError, match="No such file"):
        log("verify", "--checkpoint", str(tmp_path / "nothing"))
    (tmp_path / "odd").write_bytes(b"\xff\xfe")
    with pytest.raises(CommandError, match="1 fault"):
        log("verify", "--checkpoint", str(tmp_path / "odd"))


@pytest.mark.parametrize("given", [["proof", "zz"], ["proof", "z-z"], ["leaf", "zz"], ["verify", "--key", "x"]])
def test_wrong_words_end_with_two(given, capsys):
    with pytest.raises(SystemExit) as ended:
        log(*given)
    assert ended.value.code == 2
    assert capsys.readouterr().err.startswith("longbien log")


def test_an_unknown_entry():
    with pytest.raises(CommandError, match="nothing here by that name"):
        log("proof", str(new_id()))
    with pytest.raises(CommandError, match="nothing here by that name"):
        log("leaf", str(new_id()))


def test_many_faults_are_cut_short(fresh_database):
    notes(60, subject=trial())
    sequence()
    sql(("UPDATE record_event SET type = 'x'", []))
    out = StringIO()
    with pytest.raises(CommandError, match="60 faults, 10 of them not shown"):
        call_command("log", "verify", stdout=out)
    assert len(out.getvalue().splitlines()) == 50


def test_help_has_examples(capsys):
    with pytest.raises(SystemExit):
        call_command("log", "--help")
    assert "longbien log verify --checkpoint kept-elsewhere.txt" in capsys.readouterr().out


def test_the_worker_places_signs_and_leaves_a_heartbeat(fresh_database):
    notes(3, subject=trial())
    call_command("worker", "--once")
    assert queries.head().checkpoint.size == 3
    beat = json.loads((fresh_database.var / "worker.heartbeat").read_text())
    assert beat.keys() == {"at", "pid"}


def test_the_worker_outlives_a_database_that_does_not_answer(fresh_database, monkeypatch):
    answers = iter([DatabaseError("locked"), DatabaseError("gone")])

    def turn():
        for error in answers:
            raise error
        stop.set()
        return False

    stop = threading.Event()
    monkeypatch.setattr(worker, "_turn", turn)
    monkeypatch.setattr(worker.threading, "Event", lambda: stop)
    monkeypatch.setattr(worker.signal, "signal", lambda *_: None)
    call_command("worker", "--pause", "0.01")
    assert stop.is_set()


def test_the_worker_refuses_a_database_without_triggers(fresh_database):
    sql()
    with pytest.raises(SystemCheckError, match="is missing or changed"):
        call_command("worker", "--once")
