"""Files and batches that nobody should ever send: a fault that names the place, no traceback, an end in bounded time.

Configuration (`longbien hub check`, `longbien procedure lint`) is written by trusted people and broken by accident;
telemetry comes from machines. Both are read before anything is known about them.
"""

import json
import re
import shutil
import time
from collections.abc import Callable
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.test import Client

from longbien.kernel.actor import Actor
from longbien.trials.actions.issue_key import issue_key

HUB = settings.HUB.folder
SECONDS = 20  # of processor time, for one file; the slowest takes a tenth of it

BOMB = b"a: &a [x, x, x, x, x, x, x, x, x]\n" + b"".join(
    b"%c: &%c [%s]\n" % (n + 1, n + 1, b", ".join([b"*%c" % n] * 9)) for n in range(ord("a"), ord("i"))
)
BROKEN = {
    "nothing": b"",
    "NUL": b"code: a\0b\n",
    "broken UTF-8": b"code: minimal\nname: \xff\xfe\n",
    "half a letter": b'code: "\\ud83d"\n',
    "UTF-16": "code: minimal\n".encode("utf-16"),
    "an alias bomb": BOMB,
    "an alias of itself": b"a: &a [*a]\n",
    "deep lists": b"[" * 2_500,
    "deep maps": b"{a: " * 2_500,
    "deep lines": b"".join(b" " * n + b"a:\n" for n in range(1_000)),
    "a megabyte in one word": b"code: " + b"a" * 1_000_000 + b"\n",
    "many keys": b"".join(b"k%d: 1\n" % n for n in range(3_000)),
    "too large": b"# " + b"a" * 6_000_000,
    "an instant": b"code: 2026-11-23T00:00:00Z\n",
    "a set": b"code: !!set {a, b}\n",
    "a tag that runs": b"code: !!python/object/apply:os.system [true]\n",
    "a doubled key": b"code: a\ncode: b\n",
    "no map": b"- 1\n- 2\n",
    "only a word": b"hostile\n",
    "a day that is none": b"code: 2026-02-30\n",
    "a merge": b"a: &a {x: 1}\ncode: {<<: *a}\n",
    "a number without end": b"code: " + b"9" * 5_000 + b"\n",
    "infinity": b"code: .inf\nname: .nan\n",
    "sexagesimal": b"code: 1:1:1:1:1:1\n",
    "a list as a key": b"? [a, b]\n: 1\n",
    "a binary": b"code: !!binary aGVsbG8=\n",
    "two documents": b"code: a\n---\ncode: b\n",
    "tabs": b"code:\n\t- a\n",
    "markup": b"code: <script>hostile()</script>\nname: {vi: '{{7*7}}', en: '%s %(x)s {0}'}\n",
}


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    return shutil.copytree(HUB, tmp_path / "hub")


def told(*words: str) -> str:
    """What the command says while it refuses, in bounded time."""
    said, begun = StringIO(), time.process_time()
    with pytest.raises(SystemExit) as ended:
        call_command(*words, stdout=said, stderr=said)
    assert ended.value.code == 1
    assert time.process_time() - begun < SECONDS
    assert "Traceback" not in said.getvalue()
    assert len(said.getvalue()) < 3_000 * len([*HUB.rglob("*.*")])  # a file says no more than some lines
    return said.getvalue()


@pytest.mark.parametrize("broken", BROKEN)
def test_a_hub_file_is_refused_by_name_and_line(hub: Path, broken: str) -> None:
    (hub / "hub.yaml").write_bytes(BROKEN[broken])
    said = told("hub", "check", str(hub))
    assert re.search(r"hub\.yaml:\d+: ", said), said[:500]


SOME = ("broken UTF-8", "an alias bomb", "a binary", "an instant", "many keys", "no map")


@pytest.mark.parametrize(
    "broken", [one if one in SOME else pytest.param(one, marks=pytest.mark.slow) for one in BROKEN]
)
def test_any_file_of_a_hub_is_refused_by_name_and_line(hub: Path, broken: str) -> None:
    """The same bytes in a file of every kind that the hub has; calendars are read with hub.yaml, before all others."""
    kinds = {path.parent: path for path in sorted(hub.rglob("*")) if path.suffix in (".yaml", ".json", ".geojson")}
    victims = [path for path in kinds.values() if path.name != "hub.yaml" and path.parent.name != "calendars"]
    assert len(victims) > 3
    for path in victims:
        path.write_bytes(BROKEN[broken])
    said = told("hub", "check", str(hub))
    for path in victims:
        assert re.search(rf"{re.escape(path.name)}:\d+: ", said), (path, said[:500])


@pytest.mark.parametrize("broken", BROKEN)
def test_a_procedure_is_refused_by_name_and_line(tmp_path: Path, broken: str) -> None:
    (tmp_path / "service.yaml").write_bytes(BROKEN[broken])
    assert re.search(r"service\.yaml:\d+: ", told("procedure", "lint", str(tmp_path / "service.yaml")))


@pytest.mark.parametrize("broken", BROKEN)
def test_a_form_of_a_procedure_is_refused_by_name_and_line(hub: Path, broken: str) -> None:
    [form, *_] = sorted(hub.glob("procedures/forms/*.json"))
    form.write_bytes(BROKEN[broken])
    procedure = next(path for path in hub.glob("procedures/*.yaml") if form.name in path.read_text())
    assert re.search(rf"{re.escape(form.name)}:\d+: ", told("procedure", "lint", str(procedure)))


EXPRESSIONS = {
    "deep": "(" * 5_000 + "1" + ")" * 5_000,
    "NUL": "\0",
    "foreign": "__import__('os').system('true')",
    "not closed": "'" * 20_001,
}


@pytest.mark.parametrize("broken", EXPRESSIONS)
def test_a_condition_is_refused_by_name_and_line(hub: Path, broken: str) -> None:
    procedure = next(path for path in sorted(hub.glob("procedures/*.yaml")) if "guard:" in path.read_text())
    hostile = json.dumps(EXPRESSIONS[broken])
    procedure.write_text(re.sub(r"guard: .*?(?=[,}\n])", lambda _: f"guard: {hostile}", procedure.read_text(), count=1))
    assert re.search(rf"{re.escape(procedure.name)}:\d+: ", told("procedure", "lint", str(procedure)))


# ---- telemetry

GOOD = {"id": "h-1", "device": "r1", "at": "2026-11-09T01:30:00Z", "lon": 105.84, "lat": 21.0}


def line(**changed: Any) -> bytes:
    return json.dumps(GOOD | changed).encode()


def with_(written: str) -> bytes:
    """A good line whose speed is written so."""
    return json.dumps(GOOD)[:-1].encode() + b', "speed_kmh": ' + written.encode() + b"}"


LINES = {
    "broken UTF-8": b'{"id": "\xff\xfe"}',
    "NUL": b"\0",
    "NUL in a name": line(id="a\0b"),
    "half a letter": line(id="\ud83d"),
    "half a letter in the rest": line(note="\ud83d"),
    "a megabyte": line(note="a" * 1_000_000),
    "deep": b"[" * 1_900 + b"]" * 1_900,
    "deep and long": b"[" * 10_000 + b"]" * 10_000,
    "deep inside": b'{"a":' * 700 + b"1" + b"}" * 700,
    "NaN": with_("NaN"),
    "Infinity": with_("Infinity"),
    "minus infinity": with_("-Infinity"),
    "too large for a float": with_("1e999"),
    "too large for the rest": json.dumps(GOOD)[:-1].encode() + b', "note": 1e999}',
    "many digits": with_("9" * 3_000),
    "too many digits": with_("9" * 3_800),
    "a doubled key": with_('1, "id": "h-2"'),
    "a list": b"[]",
    "a word": b"hostile",
    "markup": line(id="<script>hostile()</script>"),
    "a formula": line(device="=1+1"),
    "UTF-16": json.dumps(GOOD).encode("utf-16"),
    "a mark of order": b"\xef\xbb\xbf" + line(),
    "true for a number": line(lon=True),
    "text for a number": line(lat="21"),
    "the year one": line(at="0001-01-01T00:00:00Z"),
    "a long way off": line(at="2026-11-09T01:30:00+99:99"),
    "other digits": line(at="٢٠٢٦-11-09T01:30:00Z"),
    "huge count": line(participants=10**400),
    "huge measure": line(measures={"near_miss": 10**30}),
}


@pytest.fixture(scope="module")
def fleet(world: dict[str, Actor]) -> Callable[[bytes], Any]:
    """Sends a batch to the demonstration's running trial."""
    trial = apps.get_model("trials.Trial").objects.get(state="running")
    holder = next(one for one in world.values() if one.member_of(trial.organisation_id))
    key = issue_key(trial.pk, fleet="Đội xe thử", by=holder, at=datetime.now(UTC))
    client = Client(raise_request_exception=False)

    def send(body: bytes, kind: str = "application/x-ndjson") -> Any:
        headers = {"Authorization": f"Bearer {key}"}
        return client.generic("POST", f"/api/trials/{trial.pk}/telemetry", body, content_type=kind, headers=headers)

    return send


def stored() -> int:
    return int(apps.get_model("trials.Batch").objects.count())


@pytest.mark.parametrize("hostile", LINES)
def test_a_bad_line_is_named_and_nothing_of_its_batch_is_stored(fleet: Callable[..., Any], hostile: str) -> None:
    before, begun = stored(), time.process_time()
    reply = fleet(line(id="h-0") + b"\n" + LINES[hostile] + b"\n")
    assert reply.status_code == 422, reply.content[:300]
    assert reply["Content-Type"] == "application/problem+json"
    assert [fault["where"] for fault in reply.json()["faults"]] == ["line 2"]
    assert b"Traceback" not in reply.content
    assert stored() == before
    assert time.process_time() - begun < SECONDS


@pytest.mark.parametrize("body", [b"\n\n\n", b"\0" * 1000, b"[" * 7_000_000, b"\n" * 8_000_001, b"{}\n" * 60_000])
def test_a_bad_batch_is_refused_in_words(fleet: Callable[..., Any], body: bytes) -> None:
    before = stored()
    reply = fleet(body)
    assert reply.status_code in (413, 422)
    assert reply.json()["title"].keys() == {"vi", "en"}
    assert len(reply.content) < 100_000
    assert stored() == before


@pytest.mark.parametrize("kind", ["application/json", "text/html", "application/x-ndjson; charset=utf-99", "\xff"])
def test_another_kind_of_body_is_refused_in_words(fleet: Callable[..., Any], kind: str) -> None:
    assert fleet(b"{}", kind).status_code in (415, 422)


@pytest.mark.parametrize("token", ["lb_", "lb_x_y", "lb_" + "9" * 5_000, "\xff", "a b", "lb_\0_\0", ""])
def test_a_strange_key_is_no_key(world: dict[str, Actor], token: str) -> None:
    trial = apps.get_model("trials.Trial").objects.first()
    reply = Client(raise_request_exception=False).post(
        f"/api/trials/{trial.pk}/telemetry", b"{}", content_type="application/x-ndjson",
        headers={"Authorization": f"Bearer {token}"},
    )  # fmt: skip
    assert reply.status_code == 401
