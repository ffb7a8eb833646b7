"""The ledger beside django-hordak 2.0 and beancount 3.2: many entries at once, one entry, all balances.

The same transactions, each of one transfer between two of a hundred accounts, go three ways:

- into the hub with `post_many`: one transaction, every constraint, every balance, the hash chain, one leaf of the
  record;
- into hordak with its own bulk path (`Transaction` and `Leg` by `bulk_create`, as its benchmark command does it), on
  the PostgreSQL that it needs; the hub uses the same server then;
- into beancount's loader, from the file that `longbien ledger export --beancount` writes, and from the same file
  without keys and hashes; the hub uses SQLite then.

Time of the processor, that of PostgreSQL's backend included; rounds interleaved, median of five. Nothing is cached.
"""

import gc
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PEER = ROOT / ".venvs/bench-ledger/bin/python"
NEEDS = ("django-hordak==2.0.0", "beancount==3.2.3", "psycopg[binary]~=3.3")
MANY, SOME, ROUNDS, ACCOUNTS, SINGLE = 100_000, 10_000, 5, 100, 300
sys.path.insert(0, str(ROOT / "benchmarks"))


def transactions(count: int, seed: int) -> list[tuple[int, int, int]]:
    """Debit, credit and amount: what is owned and what is owed grow together, so nobody is ever overdrawn."""
    chance = random.Random(seed)
    half = ACCOUNTS // 2
    return [(chance.randrange(half), half + chance.randrange(half), chance.randint(1, 10**9)) for _ in range(count)]


class Worker:
    """A process that does one thing at a time and says what that cost: seconds of the processor."""

    def __init__(self, python: Path | str, *words: str, **env: str) -> None:
        command = [str(python), *words]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=os.environ | env, cwd=ROOT
        )
        assert self.read() == "ready"

    def read(self) -> str:
        assert self.process.stdout
        return self.process.stdout.readline().strip()

    def ask(self, *words: object) -> float:
        print(*words, file=self.process.stdin, flush=True)
        said = self.read()
        assert said, f"{self.process.args} failed at {words}"
        return float(said)

    def end(self) -> None:
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait(30)


def serve(verbs: dict[str, Callable[..., Callable[[], Any]]], backend: Callable[[], int | None] = lambda: None) -> None:
    """The other side of a `Worker`: each verb prepares something, what it returns is measured."""
    print("ready", flush=True)
    for line in sys.stdin:
        verb, *words = line.split()
        work = verbs[verb](*words)
        gc.collect()
        before = cpu(backend())
        work()
        print(cpu(backend()) - before, flush=True)


def cpu(backend: int | None) -> float:
    """Seconds of the processor: of this process, and of the PostgreSQL backend that works for it."""
    spent = time.process_time()
    if backend is not None:
        fields = Path(f"/proc/{backend}/stat").read_text().rpartition(")")[2].split()
        spent += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return spent


def ours() -> None:
    """The hub, on the database of DATABASE_URL or on SQLite."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "longbien.site.settings")
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()

    from datetime import UTC, date, datetime
    from io import StringIO

    from django.core.management import call_command
    from django.db import connection

    from longbien.kernel.actor import SYSTEM
    from longbien.kernel.ids import new_id
    from longbien.ledger import queries
    from longbien.ledger.actions.open_ledger import AccountTerms, open_account, open_ledger
    from longbien.ledger.actions.post import post
    from longbien.ledger.actions.post_many import post_many
    from longbien.ledger.rules.posting import Leg, Posting
    from longbien.record.schema import lay_schema

    lay_schema()
    day, done = date(2026, 3, 2), {"by": SYSTEM, "at": datetime(2026, 3, 2, 2, tzinfo=UTC)}
    open_ledger("VND", scale=0, **done)
    accounts = [
        open_account(AccountTerms("VND", f"account/{n}", "debit" if n < ACCOUNTS // 2 else "credit"), **done)
        for n in range(ACCOUNTS)
    ]

    def posting(debit: int, credit: int, amount: int) -> Posting:
        return Posting(new_id(), "benchmark", day, (Leg(accounts[debit], accounts[credit], amount),))

    def bulk(count: str, seed: str) -> Callable[[], Any]:
        rows = transactions(int(count), int(seed))
        return lambda: post_many([posting(*row) for row in rows], **done)

    def single(seed: str) -> Callable[[], Any]:
        rows = transactions(SINGLE, int(seed))
        return lambda: [post(posting(*row), **done) for row in rows]

    def analyze() -> Callable[[], Any]:
        return lambda: connection.cursor().execute("ANALYZE")

    def backend() -> int | None:
        if connection.vendor == "sqlite":
            return None
        connection.ensure_connection()
        return int(connection.connection.info.backend_pid)

    serve(
        {
            "bulk": bulk,
            "single": single,
            "analyze": analyze,
            "balances": lambda: queries.every_account,
            "past": lambda: lambda: queries.balances(accounts, on=day),
            "export": lambda path: lambda: call_command("ledger", "export", "--beancount", path, stdout=StringIO()),
        },
        backend,
    )


def install() -> None:
    """Both peers, in a virtual environment of their own."""
    if not PEER.exists():
        uv = ROOT / ".venv/bin/uv"
        subprocess.run([uv, "venv", "-q", PEER.parents[1], "--python", sys.executable], check=True)
        subprocess.run([uv, "pip", "install", "-q", "--python", PEER, *NEEDS], check=True)


def main() -> None:
    from measured import peak, said

    if "DATABASE_URL" not in os.environ:
        os.execv(ROOT / "tools/postgres.sh", ["postgres.sh", sys.executable, __file__])
    install()
    var = Path(os.environ["LONGBIEN_VAR"])
    full, bare = var / "full.beancount", var / "bare.beancount"
    here = Worker(sys.executable, __file__, "ours", DATABASE_URL="", LONGBIEN_VAR=str(_folder(var, "sqlite")))
    there = Worker(sys.executable, __file__, "ours", LONGBIEN_VAR=str(_folder(var, "postgresql")))
    hordak = Worker(PEER, "benchmarks/peers/ledger_hordak.py")
    beancount = Worker(PEER, "benchmarks/peers/ledger_beancount.py", BEANCOUNT_DISABLE_LOAD_CACHE="1")

    spent: dict[str, list[float]] = {}

    def note(name: str, seconds: float) -> None:
        spent.setdefault(name, []).append(seconds)

    # A database in use knows what stands in its tables; one that was just made plans for empty ones.
    for worker in (there, hordak):
        worker.ask("bulk", SOME, ROUNDS)
        worker.ask("single", ROUNDS)
        worker.ask("analyze")
    for turn in range(ROUNDS):
        note("bulk", here.ask("bulk", MANY, turn))
        if not turn:
            here.ask("export", full)
            bare.write_text("".join(line for line in full.open() if not line.startswith("  ") or _is_leg(line)))
        note("balances", here.ask("balances"))
        note("past", here.ask("past"))
        note("full", beancount.ask("load", full))
        note("their balances", beancount.ask("balances"))
        note("bare", beancount.ask("load", bare))
        note("bulk there", there.ask("bulk", SOME, turn))
        note("hordak", hordak.ask("bulk", SOME, turn))
        note("single", there.ask("single", turn))
        note("hordak single", hordak.ask("single", turn))
    for worker in (here, there, hordak, beancount):
        worker.end()

    def line(name: str, other: str, one: int, two: int, wanted: str) -> None:
        """Rates of both, and how many times as fast ours is."""
        mine, theirs = ([n / seconds for seconds in spent[key]] for key, n in ((name, one), (other, two)))
        times = [a / b for a, b in zip(mine, theirs, strict=True)]
        print(f"{name}: ours {said(mine)}, {other} {said(theirs)}: {said(times, '', 2)} times ({wanted})")

    line("bulk", "full", MANY, MANY, "wanted ≥ 3")
    line("bulk", "bare", MANY, MANY, "without keys and hashes in the file")
    line("bulk there", "hordak", SOME, SOME, "wanted ≥ 3")
    line("single", "hordak single", SINGLE, SINGLE, "wanted ≥ 1.5")
    line("balances", "their balances", ACCOUNTS, ACCOUNTS, "wanted ≥ 15")
    line("past", "their balances", ACCOUNTS, ACCOUNTS, "as of a day, added up anew")
    print(peak())


def _folder(var: Path, name: str) -> Path:
    (var / name).mkdir(parents=True)
    return var / name


def _is_leg(line: str) -> bool:
    return line.startswith(("  Assets:", "  Liabilities:"))


if __name__ == "__main__":
    ours() if "ours" in sys.argv else main()
