"""The data platform beside CKAN 2.12.0's datastore: the same rows and the same questions, over HTTP.

CKAN runs on PostgreSQL, Redis and uWSGI (peers/ckan_site.py), the hub as `longbien serve` runs it, on SQLite. One
client asks both in CKAN's protocol: group-bys and filters by `datastore_search_sql`, previews by `datastore_search`.
Ours are asked twice: of an open set, and of a shared one under an agreement, where each question is checked against it
and recorded. Rows come in as a steward's CSV under a contract on our side; on CKAN's as JSON through
`datastore_upsert`, and through the COPY of xloader. Answers must be equal.
Wanted: group-by 2.5 times as fast, filter 2, taking in 50, previews no slower.

    python benchmarks/ckan.py [rows to ask] [rows to take in]
"""

import csv
import io
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
SERVER = os.environ.pop("DATABASE_URL", "")  # CKAN's; ours is SQLite
if not SERVER:
    os.execv(ROOT / "tools/postgres.sh", ["postgres.sh", sys.executable, __file__, *sys.argv[1:]])
OWN = tempfile.TemporaryDirectory(prefix="longbien-bench-")  # gone when all is over
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "longbien.site.settings")
os.environ.setdefault("LONGBIEN_VAR", OWN.name)

import django

django.setup()

import requests
from measured import ratio, said
from peers.ckan_processes import ended, free_port, used
from peers.ckan_site import Copier, Missing, Site, install, site

from longbien.data.actions.agreements.agreeing import propose, sign
from longbien.data.actions.agreements.make_profile import make_profile
from longbien.data.actions.sets.list_data_set import list_data_set
from longbien.data.actions.sets.make_key import make_key
from longbien.data.rules.agreement.terms import Shown, Terms
from longbien.data.rules.agreement.written import digest
from longbien.data.rules.contract.contract import read_contract
from longbien.people.queries import today
from longbien.procedures.rules.signing import Proof
from longbien.record.schema import lay_schema
from tests.data.make import column, contract
from tests.people.make import actor, organisation

VAR = Path(os.environ["LONGBIEN_VAR"])
ROWS, BROUGHT, ROUNDS, CALLS, BRINGS = 1_000_000, 50_000, 5, 3, 3
BURIED = 0.7  # seconds after which the mother of our workers has counted what they used
CHUNKS = (250, 5_000)  # rows in a request: what CKAN's own loaders send, and what is kinder to it
KINDS = {"id": "integer", "rider": "string", "ward": "integer", "km": "number", "day": "date", "started": "timestamp"}
TYPES = {"integer": "int", "string": "text", "number": "float", "date": "date", "timestamp": "timestamptz"}
FIELDS = [{"id": name, "type": TYPES[kind], "info": {"type_override": TYPES[kind]}} for name, kind in KINDS.items()]
QUESTIONS = {
    "group by, 500 groups": (
        'SELECT ward, count(*) AS n, avg(km) AS km, max(started) AS last FROM "{}" GROUP BY ward ORDER BY ward', 2.5),
    "group by, 100,000 groups, the first hundred": (
        'SELECT rider, count(*) AS n, sum(km) AS km FROM "{}" GROUP BY rider ORDER BY n DESC, rider LIMIT 100', 2.5),
    "filter and count": ("SELECT count(*) AS n, sum(km) AS km FROM \"{}\" WHERE km > 50 AND ward < 100", 2),
    "filter, a row in 5,000": ('SELECT id, rider, km FROM "{}" WHERE ward = 17 AND km > 90 ORDER BY id', 2),
    "one row by its key, which CKAN has an index of": (
        'SELECT id, rider, ward, km, day, started FROM "{}" WHERE id = 123', 2),
}  # fmt: skip
INDEXED = "filter, a row in 5,000"


def rows(first: int, count: int) -> Iterator[tuple[Any, ...]]:
    start = datetime(2026, 1, 1, tzinfo=UTC)
    for n in range(first, first + count):
        day, moment = date(2026, 1, 1) + timedelta(n // 100_000 % 300), start + timedelta(seconds=n)
        yield (n, f"r{n * 7919 % 100_003}", n * 31 % 500, n * 17 % 10_000 / 100, f"{day}",
               f"{moment:%Y-%m-%dT%H:%M:%SZ}")  # fmt: skip


def as_csv(first: int, count: int) -> bytes:
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\n")
    lines.writerow(KINDS)
    lines.writerows(rows(first, count))
    return out.getvalue().encode()


@dataclass
class Side:
    """Who is asked: where, with which token, what its table is called, whose processor time counts."""

    name: str
    base: str
    token: str
    table: str
    roots: Sequence[int]

    def act(self, action: str, said_: dict[str, Any]) -> Any:
        """An action over a connection of its own: CKAN's server keeps none open."""
        answer = requests.post(
            f"{self.base}/api/3/action/{action}", json=said_, headers={"Authorization": self.token}, timeout=600
        )
        assert answer.ok, (self.name, action, answer.text[:1000])
        return answer.json()["result"]

    def sql(self, statement: str) -> list[dict[str, Any]]:
        return self.act("datastore_search_sql", {"sql": statement.format(self.table)})["records"]  # type: ignore[no-any-return]

    def preview(self, offset: int, **more: Any) -> dict[str, Any]:
        """A hundred rows, in the order in which they came if none is asked for, and how many there are in all."""
        asked = {"resource_id": self.table, "limit": 100, "offset": offset, "fields": list(KINDS)}
        told = self.act("datastore_search", asked | more)
        return {"total": told["total"], "records": told["records"]}


def same(one: Any, other: Any) -> bool:
    """Whether two answers say the same: numbers to 1e-9 of them, moments whatever zone they are told in."""
    if isinstance(one, dict):
        return {*one} == {*other} and all(same(value, other[name]) for name, value in one.items())
    if isinstance(one, list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, str) and one != other:
        moments = [datetime.fromisoformat(text) for text in (one, other)]
        return moments[0] == moments[1] and bool(moments[0].tzinfo and moments[1].tzinfo)
    if isinstance(one, float) or isinstance(other, float):
        return abs(one - other) <= 1e-9 * max(abs(one), abs(other))
    return bool(one == other)


@contextmanager
def hub() -> Iterator[tuple[str, list[int]]]:
    """The hub as it is served, on a database and a lake of its own."""
    port = free_port()
    log = (VAR / "serve.log").open("wb")
    web = subprocess.Popen([ROOT / ".venv/bin/longbien", "serve", "--port", str(port)], stdout=log, stderr=log)
    try:
        for _ in range(600):
            try:
                if requests.get(f"http://127.0.0.1:{port}/api/3/action/status_show", timeout=200).ok:
                    break
            except requests.ConnectionError:
                time.sleep(0.2)
        yield f"http://127.0.0.1:{port}", [web.pid]
    finally:
        ended(web)


class Ours:
    """Data sets under contract, their steward's keys, and an agreement on one of them."""

    def __init__(self) -> None:
        lay_schema()
        self.steward = actor("department-officer", name="Hà")
        self.keys = {code: self._listed(code, access) for code, access in SETS.items()}

    def _listed(self, code: str, access: str) -> str:
        columns = [column(name, kind, required=True, **KEY.get(name, {})) for name, kind in KINDS.items()]
        data = contract(*columns, source="stewards", access=access) | {"id": code, "domain": "TRAN"}
        list_data_set(data, read_contract(data, ("vi", "en")), at=datetime.now(UTC))
        return make_key(code, by=self.steward, at=datetime.now(UTC)).token

    def agreed(self, code: str) -> str:
        """The token of a recipient who may see every column as it is."""
        team = organisation()
        lead, other = actor(lead_of=team.pk, name="Lan"), actor("department-officer", name="Minh")
        terms = Terms(code, tuple(map(Shown, KINDS)), (), "A benchmark", today() + timedelta(30))
        now = datetime.now(UTC)
        made = propose(team.pk, terms, by=self.steward, at=now)
        proof = Proof("demo-link", second_factor=True, at=now)
        for side, who in (("recipient", lead), ("publisher", other)):
            sign(made, side=side, text=digest(terms), proof=proof, by=who, at=now)
        return make_profile(made, by=lead, at=now).token

    def bring(self, base: str, code: str, content: bytes) -> None:
        """A steward's file over HTTP: judged under the contract, fingerprinted, written into the lake, recorded."""
        answer = requests.post(
            f"{base}/api/3/action/resource_create", data={"package_id": code}, timeout=600,
            files={"upload": ("rows.csv", content, "text/csv")}, headers={"Authorization": self.keys[code]},
        )  # fmt: skip
        assert answer.ok, answer.text[:1000]
        assert answer.json()["result"]["is_new"]


SETS = {"trips": "open", "trips-shared": "shared", "brought": "open"}
KEY: dict[str, dict[str, Any]] = {"id": {"primaryKey": True}}


def timed(roots: Sequence[int], work: Callable[[], Any]) -> tuple[float, float, Any]:
    """Seconds by the clock and of the processor of the servers, and what came out."""
    before, start = used(roots), time.perf_counter()
    found = work()
    clock = time.perf_counter() - start
    time.sleep(BURIED)
    return clock, used(roots) - before, found


def told(what: str, found: dict[str, list[tuple[float, float]]], wanted: float, *, each: int = 0) -> None:
    """Of each side its time or its rate, and how many times as long CKAN takes, by the clock and of the processor."""
    theirs = found.pop("CKAN")
    print(what)
    for name, pairs in (("CKAN", theirs), *found.items()):
        clock, cpu = ([one[side] for one in pairs] for side in (0, 1))
        if each:
            line = f"{said([each / one for one in clock], ' rows/s')}, {said([each / one for one in cpu])}"
        else:
            line = f"{said([1000 * one for one in clock], ' ms', 1)}, {said([1000 * one for one in cpu], ' CPU-ms', 1)}"
        if name != "CKAN":
            times = [ratio([one[side] for one in theirs], [one[side] for one in pairs]) for side in (0, 1)]
            line += f": {times[0]} times as fast by the clock, {times[1]} of the processor (wanted ≥ {wanted:g})"
        print(f"  {name}: {line}", flush=True)


def asking(sides: Sequence[Side], what: str, ask: Callable[[Side, int], Any], wanted: float) -> None:
    """The same of every side in turn, who begins changing from round to round; the first round is to warm up."""
    found: dict[str, list[tuple[float, float]]] = {side.name: [] for side in sides}
    for turn in range(ROUNDS + 1):
        answers = {}
        for place in range(len(sides)):
            side = sides[(turn + place) % len(sides)]
            calls = [turn * CALLS + call for call in range(CALLS)]
            clock, cpu, answers[side.name] = timed(side.roots, lambda s=side, c=calls: [ask(s, one) for one in c])
            if turn:
                found[side.name].append((clock / CALLS, cpu / CALLS))
        for name, answer in answers.items():
            assert same(answer, answers["CKAN"]), (what, name, answer[0], answers["CKAN"][0])
    told(what, found, wanted)


def taking_in(ckan: Site, ours: Ours, hub_side: Side, copier: Copier | None, count: int) -> None:
    """The same new rows into both, in turn; what they add up to must be equal afterwards."""
    summed = 'SELECT count(*) AS n, sum(ward) AS ward, min(id) AS least, max(started) AS last FROM "{}"'
    found: list[tuple[float, float]] = []
    theirs: dict[str, list[tuple[float, float]]] = {}
    ours.bring(hub_side.base, "brought", as_csv(0, 1000))  # what a server loads once
    for turn in range(BRINGS):
        first = 10_000_000 + turn * count
        content = as_csv(first, count)
        found.append(timed(hub_side.roots, lambda c=content: ours.bring(hub_side.base, "brought", c))[:2])
        (VAR / "brought.csv").write_bytes(content)
        expected = hub_side.sql(summed)
        for name, way in ways(ckan, copier, first, count, CHUNKS[bool(turn) :]).items():
            table = ckan.table(f"brought-{turn}-{len(name)}", FIELDS)
            theirs.setdefault(name, []).append(timed(ckan.processes, lambda w=way, t=table: w(t))[:2])
            there = ckan.act("datastore_search_sql", sql=summed.format(table))["records"]
            assert same(expected, there), (name, expected, there)
    for name, pairs in theirs.items():
        wanted = 50 if "JSON" in name else 1
        each = {"CKAN": pairs, "hub": found[: len(pairs)]}
        told(f"taking in {count:,} rows; CKAN by {name}", each, wanted, each=count)


def ways(
    ckan: Site, copier: Copier | None, first: int, count: int, sizes: Sequence[int]
) -> dict[str, Callable[[str], None]]:
    """How CKAN takes in rows, each a function of the table that they go into."""
    every = [dict(zip(KINDS, row, strict=True)) for row in rows(first, count)]
    made: dict[str, Callable[[str], None]] = {
        f"JSON, {size:,} rows a request": lambda table, s=size: by_json(ckan, table, every, s) for size in sizes
    }
    if copier:
        made["xloader's COPY"] = lambda table: copier.load(VAR / "brought.csv", table)
    return made


def by_json(ckan: Site, table: str, every: list[dict[str, Any]], size: int) -> None:
    """As CKAN's loaders do it; rows are counted once at the end, as its handbook advises."""
    for start in range(0, len(every), size):
        said_ = {"resource_id": table, "method": "insert", "records": every[start : start + size]}
        ckan.act("datastore_upsert", **said_, calculate_record_count=start + size >= len(every))


def all_of_it(ckan: Site, ours: Ours, hub_side: Side, copier: Copier | None, count: int) -> str:
    """The rows that are asked afterwards, into both; CKAN's table."""
    table, content = ckan.table("trips", FIELDS, primary_key=["id"]), as_csv(0, count)
    (VAR / "brought.csv").write_bytes(content)
    name, way = [*ways(ckan, copier, 0, count, CHUNKS[1:]).items()][-1]
    whole = {
        "hub": [timed(hub_side.roots, lambda: ours.bring(hub_side.base, "trips", content))[:2]],
        "CKAN": [timed(ckan.processes, lambda: way(table))[:2]],
    }
    told(f"taking in {count:,} rows at once; CKAN by {name}", whole, 1, each=count)
    ours.bring(hub_side.base, "trips-shared", content)
    if copier:
        copier.index(table)
        copier.end()  # it leaves a transaction open, which nothing on its table gets past
    # xloader makes the table anew, without its key. The action that would declare it may make the indexes of texts anew
    # as well, and gives up after a minute.
    ckan.sql(f'CREATE UNIQUE INDEX ON "{table}" (id)', database="datastore_default")
    return table


def main(count: int, brought: int) -> None:
    missing, ours, copier = install(), Ours(), None
    token = ours.agreed("trips-shared")
    with site(VAR / "ckan", SERVER) as ckan, hub() as (base, roots):
        try:
            copier = None if missing else Copier(ckan)
        except Missing as why_:
            missing = str(why_)
        if missing:
            print(f"CKAN's loader by COPY is not measured: {missing}")
        hub_side = Side("hub", base, "", "brought", roots)
        taking_in(ckan, ours, hub_side, copier, brought)
        table = all_of_it(ckan, ours, hub_side, copier, count)
        ckan.sql(f'VACUUM ANALYZE "{table}"', database="datastore_default")
        sides = [
            Side("CKAN", ckan.base, ckan.token, table, ckan.processes),
            Side("hub, open set", base, "", "trips", roots),
            Side("hub, agreement", base, token, "trips_shared", roots),
        ]
        for what, (statement, wanted) in QUESTIONS.items():
            asking(sides, what, lambda side, _, s=statement: side.sql(s), wanted)
        asking(sides, "preview of 100 rows, the same again", lambda side, _: side.preview(0), 1)
        asking(sides, "preview of 100 rows, each further on", lambda side, call: side.preview(100 * call), 1)
        for order, by in (("by its key, which CKAN has an index of", "id"), ("by two other columns", "km desc, id")):
            ask = lambda side, call, by=by: side.preview(100 * call, sort=by)  # noqa: E731
            asking(sides, f"preview of 100 rows sorted {order}, each further on", ask, 1)
        ckan.sql(f'CREATE INDEX ON "{table}" (ward)', database="datastore_default")
        ckan.sql(f'VACUUM ANALYZE "{table}"', database="datastore_default")
        asking(sides, f"{INDEXED}, once CKAN has an index of it", lambda side, _: side.sql(QUESTIONS[INDEXED][0]), 2)


if __name__ == "__main__":
    try:
        main(*(int(sys.argv[place]) if len(sys.argv) > place else of for place, of in ((1, ROWS), (2, BROUGHT))))
    except Missing as why:
        sys.exit(f"CKAN's datastore is not measured: {why}")
