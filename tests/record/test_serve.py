"""`longbien serve` as an operator meets it: real processes, killed at will."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import pytest
from django.db import connection

from longbien.record.children import Child
from tests.record.test_tampering import sql

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start(fresh, port):
    connection.close()
    env = fresh.env | {"LONGBIEN_PORT": str(port), "PYTHONPATH": os.getcwd()}
    command = [sys.executable, "-m", "django", "serve"]
    return subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def until(work, seconds=90):
    end = time.monotonic() + seconds
    while not (found := work()):
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.2)
    return found


def answers(port):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/log/key", timeout=2) as response:
            return response.status == 200
    except OSError:
        return False


def started(serve, who, known=()):
    """The pid that `serve` says it started next under this name."""
    for line in serve.stdout:
        said = json.loads(line) if line.startswith("{") else {}
        if (said.get("what"), said.get("who")) == ("started", who) and said["pid"] not in known:
            return said["pid"]
    raise AssertionError(serve.stderr.read())


def is_alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    with open(f"/proc/{pid}/stat") as stat:
        return stat.read().split()[2] != "Z"


def test_killed_children_come_back_and_all_end_together(fresh_database, port):
    serve = start(fresh_database, port)
    try:
        web = started(serve, "web")
        worker = started(serve, "worker")
        until(lambda: answers(port))
        os.kill(web, signal.SIGKILL)
        new_web = started(serve, "web", {web})
        until(lambda: answers(port))
        os.kill(worker, signal.SIGKILL)
        new_worker = started(serve, "worker", {worker})
        beat = fresh_database.var / "worker.heartbeat"
        until(lambda: beat.exists() and json.loads(beat.read_text())["pid"] == new_worker)
        serve.send_signal(signal.SIGTERM)
        assert serve.wait(30) == 0
        assert not is_alive(new_web)
        assert not is_alive(new_worker)
        assert not answers(port)
    finally:
        serve.kill()
        serve.communicate()


def test_children_end_with_a_supervisor_that_was_killed(fresh_database, port):
    serve = start(fresh_database, port)
    try:
        pids = [started(serve, "web"), started(serve, "worker")]
        until(lambda: answers(port))
        serve.kill()
        serve.communicate()
        until(lambda: not any(map(is_alive, pids)), 30)
    finally:
        serve.kill()
        serve.communicate()


def test_a_taken_port_is_said(fresh_database, port):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        serve = start(fresh_database, port)
        _, said = serve.communicate(timeout=90)
    assert serve.returncode == 1
    assert f"Port {port} is taken by another program" in said
    assert f"LONGBIEN_PORT={port + 1}" in said


def test_missing_triggers_are_said(fresh_database, port):
    sql()
    serve = start(fresh_database, port)
    _, said = serve.communicate(timeout=90)
    assert serve.returncode == 1
    assert "the trigger keep_record_event_update is missing or changed" in said
    assert "longbien migrate" in said


def test_a_child_that_ends_at_once_is_given_longer_pauses():
    said = []
    child = Child("web", [sys.executable, "-c", "raise SystemExit(3)"], lambda what, **more: said.append((what, more)))
    until(lambda: child.look() or child.quick_ends >= 3, 60)
    assert [more["code"] for what, more in said if what == "ended"] == [3, 3, 3]
    assert child.next_start > time.monotonic()
    child.end()
    child.wait(0)


def test_a_child_that_would_not_end_is_ended():
    said = []
    stubborn = "import signal, time; signal.signal(signal.SIGTERM, lambda *_: None); print(flush=True); time.sleep(60)"
    child = Child("web", [sys.executable, "-c", stubborn], lambda what, **more: said.append(what))
    child.look()
    time.sleep(1)
    child.end()
    child.wait(0.2)
    assert said == ["started", "would not end", "ended"]
