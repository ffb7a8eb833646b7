"""Replaying a file: cut, sent again, paced; and the command that does it."""

import gzip
import http.server
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from longbien.people.models import Person
from longbien.trials import queries, replay
from longbien.trials.replay import Refused, Wire, lines_of, shifted
from tests.trials.make import MONDAY, event, later, licensed, ndjson, outside, running

OK = {
    "batch": 1,
    "stored": 1,
    "duplicates": 0,
    "conflicts": 0,
    "skewed": 0,
    "violations": 0,
    "breaches": {},
    "suspended": None,
}


def test_lines_of_plain_and_zipped_files(tmp_path):
    body = ndjson(event(1)) + b"\n  \n" + ndjson(event(2))
    (tmp_path / "a.ndjson").write_bytes(body)
    (tmp_path / "a.ndjson.gz").write_bytes(gzip.compress(body))
    assert list(lines_of(tmp_path / "a.ndjson")) == list(lines_of(tmp_path / "a.ndjson.gz"))
    assert len(list(lines_of(tmp_path / "a.ndjson"))) == 2


def test_events_can_be_moved_to_later_days_under_ids_of_their_own():
    (moved,) = (json.loads(line) for line in shifted(iter([ndjson(event(1))]), 7))
    assert (moved["id"], moved["at"]) == ("e1~7", "2026-11-16T02:00:00Z")


def test_everything_is_sent_in_batches_and_summed_up():
    bodies = []

    def send(body: bytes):
        bodies.append(body)
        return 409, {**OK, "violations": 1, "breaches": {"area": 2}, "suspended": {"rule": "area"}, "again": True}

    lines = [ndjson(event(n)) for n in range(5)]
    told = list(replay.replay(iter(lines), send, batch=2))[-1]
    assert [body.count(b"\n") for body in bodies] == [2, 2, 1]
    assert (told.batches, told.again, told.breaches, told.counts["violations"]) == (3, 3, {"area": 6}, 3)
    bodies.clear()
    assert len(list(replay.replay(iter(lines), send, batch=2, halt=True))) == 1


def test_a_refusal_is_told_and_ends_it():
    def send(body: bytes):
        return 422, {
            "title": {"en": "1 lines can't be read"},
            "faults": [{"where": "line 1", "what": {"en": "no JSON"}}],
        }

    with pytest.raises(Refused, match="line 1: no JSON"):
        list(replay.replay(iter([b"{\n"]), send, batch=2))


def test_the_pace_follows_the_events(monkeypatch):
    slept = []
    monkeypatch.setattr("longbien.trials.replay.time.sleep", slept.append)
    lines = [ndjson(event(n, at=later(n * 60))) for n in range(3)]
    list(replay.replay(iter(lines), lambda body: (200, OK), batch=1, speed=30))
    assert slept == [2.0, 2.0]


@contextmanager
def server(*answers: int) -> Iterator[tuple[str, list[bytes]]]:
    """A server that answers with these statuses in turn, then 200."""
    left, got = list(answers), []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            got.append(body)
            status = left.pop(0) if left else 200
            if status == 0:
                self.connection.close()
                return
            self.send_response(status)
            said = json.dumps(OK).encode() if status != 502 else b"<html>"
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *words: object) -> None:
            pass

    running_server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=running_server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{running_server.server_port}", got
    finally:
        running_server.shutdown()


def test_what_is_not_answered_is_sent_again():
    with server(0, 500, 502, 503, 429) as (address, got):
        assert Wire(address, "t", "k").send(b"x")[0] == 200
        assert got == [b"x"] * 6


def test_patience_has_an_end():
    with server(*[503] * 50) as (address, _), pytest.raises(Refused, match="HTTP 503"):
        Wire(address, "t", "k", patience_s=0.2).send(b"x")


def run(*words: str) -> tuple[str, int]:
    out, code = StringIO(), 0
    try:
        call_command("trial", *words, stdout=out, stderr=StringIO())
    except SystemExit as ended:
        code = int(ended.code or 0)
    return out.getvalue(), code


@pytest.mark.django_db
def test_a_file_is_replayed_straight_into_the_database(tmp_path):
    trial = running()
    path = tmp_path / "some.ndjson"
    path.write_bytes(ndjson(event(1), event(2, at=later(1))))
    said, code = run("replay", str(path), "--trial", "TĐ-2026-001", "--batch", "1")
    assert ("2 stored" in said, "breaches: none" in said, code) == (True, True, 0)
    path.write_bytes(ndjson(outside(3), event(4, at=later(1))))
    said, code = run("replay", str(path), "--trial", str(trial.id), "--shift-days", "7")
    assert ("area 1, suspended 1" in said, code) == (True, 3)
    assert ("e3~7", "area") in trial.broken()


@pytest.mark.django_db
def test_trials_are_listed_shown_suspended_and_resumed():
    trial = running()
    email = Person.objects.get(pk=trial.officer.id).email
    assert "TĐ-2026-001" in run("list")[0]
    run("suspend", "TĐ-2026-001", "--by", email, "--reason", "Người dân phản ánh tiếng ồn.")
    assert trial.row.state == "suspended"
    trial.send(event(1, at=MONDAY))
    assert "suspended since" in run("status", "TĐ-2026-001")[0]
    run("resume", "TĐ-2026-001", "--by", email.upper(), "--reason", "Đã sửa xong và kiểm tra.")
    assert queries.suspensions(trial.id)[0].lifted_by_name == "Cán bộ Mẫu"
    assert run("diagram")[0].startswith("stateDiagram-v2")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("status", "nobody"), "no trial is called nobody"),
        (("resume", "TĐ-2026-001", "--by", "nobody@example.test", "--reason", "x" * 20), "nobody has the e-mail"),
        (("replay", "/no/such/file", "--trial", "TĐ-2026-001"), "No such file"),
        (("replay", __file__, "--trial", "TĐ-2026-001"), "has not started"),
    ],
)
def test_what_cannot_be_done_is_said(words, said, tmp_path):
    licensed()
    if words[1] == __file__:
        path = tmp_path / "one.ndjson"
        path.write_bytes(ndjson(event(1)))
        words = (words[0], str(path), *words[2:])
    with pytest.raises(CommandError, match=said):
        run(*words)
