"""kill -9 of web and worker while telemetry comes in: every event once, verdicts as if nothing had happened."""

import json
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from longbien.trials.replay import Wire, lines_of, replay
from tests.databases import ON_POSTGRESQL, make_database

ROOT = Path(__file__).resolve().parents[2]
TRACE = ROOT / "trace" / "hanoi-robots-20k.ndjson.gz"
BATCH = 50


@contextmanager
def hub() -> Iterator[tuple[str, dict[str, str], Path]]:
    """A hub of its own behind the real server: address, environment, the supervisor's log."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="longbien-kill-", ignore_cleanup_errors=True) as var:
        env = {**os.environ, "LONGBIEN_VAR": var, "LONGBIEN_PORT": str(port), "PYTHONPATH": str(ROOT)}
        if ON_POSTGRESQL:
            env["DATABASE_URL"] = make_database("kill", Path(var))
        log = Path(var) / "serve.log"
        run(env, "-m", "django", "migrate", "--verbosity", "0")
        with log.open("wb") as out:
            command = [sys.executable, "-m", "django", "serve"]
            supervisor = subprocess.Popen(command, env=env, cwd=ROOT, stdout=out, stderr=out)
        try:
            yield f"http://127.0.0.1:{port}", env, log
        finally:
            supervisor.terminate()
            supervisor.wait(30)


def aside(env: dict[str, str], call: str) -> Any:
    """What a function of `tests.trials.aside` prints, run in a process of its own."""
    return json.loads(run(env, "-c", f"import django; django.setup(); from tests.trials import aside; aside.{call}"))


def run(env: dict[str, str], *words: str) -> str:
    env = {**env, "DJANGO_SETTINGS_MODULE": "longbien.site.settings"}
    done = subprocess.run([sys.executable, *words], env=env, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def kill_both(log: Path) -> None:
    """SIGKILL to the web server and the worker that the supervisor started last."""
    started = [json.loads(line) for line in log.read_text().splitlines() if line.startswith('{"at"')]
    newest = {one["who"]: one["pid"] for one in started if one.get("what") == "started"}
    for pid in newest.values():
        with suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL)


def send_all(wire: Wire, events: int, seen: list[int]) -> None:
    """Replay the first events of the trace; `seen` gets the number of stored events after each answer."""
    for told in replay(islice(lines_of(TRACE), events), wire.send, batch=BATCH):
        seen.append(told.counts["stored"] + told.counts["duplicates"])


def disturbed(wire: Wire, log: Path, *, events: int, kills: int, dice: random.Random) -> None:
    """Replay while both processes are killed `kills` times, each time in the midst of the sending."""
    seen: list[int] = [0]
    sender = threading.Thread(target=send_all, args=(wire, events, seen))
    sender.start()
    share = (events - 10 * BATCH) // kills
    for turn in range(kills):
        goal = turn * share + dice.randrange(share)
        while sender.is_alive() and seen[-1] < goal:
            time.sleep(0.002)
        time.sleep(dice.random() * 0.08)
        assert sender.is_alive(), "everything was sent before the killing was done"
        kill_both(log)
    sender.join(300)
    assert not sender.is_alive()


def check_rounds(events: int, kills: int, *, verify: bool) -> None:
    with hub() as (address, env, log):
        first, second = aside(env, "stage()")
        disturbed(Wire(address, *first, patience_s=120), log, events=events, kills=kills, dice=random.Random(20261123))
        send_all(Wire(address, *second, patience_s=120), events, [])
        found, calm = aside(env, f"outcomes({first[0]!r}, {second[0]!r})")
        if verify:
            run(env, "-m", "django", "worker", "--once")
            run(env, "-m", "django", "log", "verify")
    sent = [json.loads(line)["id"] for line in islice(lines_of(TRACE), events)]
    assert found["events"] == sorted(sent)
    assert found["breaches"]
    assert found["files"]
    assert found["recorded"] == [[sha256, breaches] for sha256, _, breaches in found["digests"]]
    assert found == calm


@pytest.mark.process
def test_two_kills_change_nothing():
    check_rounds(events=2000, kills=2, verify=False)


@pytest.mark.slow
def test_ten_kills_change_nothing():
    check_rounds(events=20_000, kills=10, verify=True)
