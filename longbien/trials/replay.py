"""Send a file of telemetry as a fleet would: batch after batch over HTTP, again after a failure, each event once.

Sending a batch again is safe: the hub knows it by its bytes, and each event by its id. So whatever is not answered,
because the line broke or the server was killed, is simply sent again.
"""

import gzip
import http.client
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

DONE, STOPPED, TOO_MANY = 200, 409, 429
Send = Callable[[bytes], tuple[int, dict[str, Any]]]


@dataclass
class Told:
    """What the hub said to all batches together."""

    batches: int = 0
    again: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    breaches: dict[str, int] = field(default_factory=dict)
    suspended: dict[str, Any] | None = None

    def add(self, body: dict[str, Any]) -> None:
        self.batches += 1
        self.again += bool(body.get("again"))
        self.suspended = body["suspended"]
        for name in ("stored", "duplicates", "conflicts", "skewed", "violations"):
            self.counts[name] = self.counts.get(name, 0) + body[name]
        for rule, count in body["breaches"].items():
            self.breaches[rule] = self.breaches.get(rule, 0) + count


class Refused(Exception):
    """The hub did not take a batch, and would not if it were sent again."""


@dataclass(frozen=True)
class Wire:
    """Where to send: the hub's address, the trial's id, the fleet's key; how long to keep trying."""

    url: str
    trial: str
    key: str
    patience_s: float = 120.0

    def send(self, body: bytes) -> tuple[int, dict[str, Any]]:
        """Status and answer; tries again after broken lines and 5xx until the patience ends. Refused otherwise."""
        until, pause = time.monotonic() + self.patience_s, 0.05
        while True:
            try:
                status, answer, wait = self._once(body)
                if status < 500 and status != TOO_MANY:
                    return status, answer
                problem, pause = f"HTTP {status}", max(pause, wait)
            except (OSError, http.client.HTTPException, ValueError) as error:
                problem = str(error) or type(error).__name__
            if time.monotonic() > until:
                raise Refused(f"no answer from {self.url}: {problem}")
            time.sleep(pause)
            pause = min(pause * 2, 2.0)

    def _once(self, body: bytes) -> tuple[int, dict[str, Any], float]:
        """Status, answer, and how many seconds the server asks to wait."""
        where = urlsplit(self.url)
        make = http.client.HTTPSConnection if where.scheme == "https" else http.client.HTTPConnection
        line = make(where.netloc, timeout=30)
        try:
            headers = {"Authorization": f"Bearer {self.key}", "Content-Type": "application/x-ndjson"}
            line.request("POST", f"{where.path.rstrip('/')}/api/trials/{self.trial}/telemetry", body, headers)
            answer = line.getresponse()
            return answer.status, json.loads(answer.read()), float(answer.getheader("Retry-After") or 0)
        finally:
            line.close()


def lines_of(path: Path) -> Iterator[bytes]:
    """The lines of a file, gzipped or not, empty ones left out."""
    with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
        yield from (line for line in file if not line.isspace())


def shifted(lines: Iterator[bytes], days: int) -> Iterator[bytes]:
    """The same events, some days later at the same time of day, under ids of their own."""
    for line in lines:
        event = json.loads(line)
        moved = datetime.fromisoformat(event["at"]) + timedelta(days=days)
        event["id"], event["at"] = f"{event['id']}~{days}", moved.isoformat().replace("+00:00", "Z")
        yield json.dumps(event, separators=(",", ":")).encode() + b"\n"


def replay(lines: Iterator[bytes], send: Send, *, batch: int, speed: float = 0, halt: bool = False) -> Iterator[Told]:
    """Send everything in batches; the running sum after each. `speed` times real time, 0 as fast as it goes.

    With `halt`, stop as soon as the hub says that the trial may not operate, as a fleet on the street must.
    """
    told, before = Told(), None
    for body in iter(lambda: list(islice(lines, batch)), []):
        if speed:
            before = _wait(before, body, speed)
        status, answer = send(b"".join(body))
        if status not in (DONE, STOPPED) or "batch" not in answer:
            raise Refused(_said(status, answer))
        told.add(answer)
        yield told
        if halt and answer["suspended"]:
            return


def _wait(before: datetime | None, body: list[bytes], speed: float) -> datetime:
    """Sleep for as long as lies between the last events of two batches, divided by the speed."""
    last = datetime.fromisoformat(json.loads(body[-1])["at"])
    if before is not None:
        time.sleep(max(0.0, (last - before).total_seconds() / speed))
    return last


def _said(status: int, answer: dict[str, Any]) -> str:
    faults = "".join(f"\n  {fault['where']}: {fault['what'].get('en')}" for fault in answer.get("faults", ())[:5])
    title = answer.get("title", {})
    return f"HTTP {status}: {title.get('en', title) if isinstance(title, dict) else title}{faults}"
