"""`longbien monitor`: what the monitors are worth, measured; a trial recomputed, as it was or under other caps."""

import json
import sys
from argparse import ArgumentParser, ArgumentTypeError
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np
from django.core.management import CommandError

from longbien.kernel.refusal import Refusal
from longbien.kernel.text import Text
from longbien.trials import queries
from longbien.trials.actions.again.apart import run_apart, run_here
from longbien.trials.queries.again.course import course_of
from longbien.trials.queries.again.result import result_of
from longbien.trials.rules.again import SHOWN, Result, differences, with_caps
from longbien.trials.rules.certifying.delays import TIMES, Delay, delays
from longbien.trials.rules.certifying.false_alarms import DAYS, FalseAlarms, false_alarms
from longbien.trials.rules.telemetry import from_us
from longbien.trials.rules.words import rule_name
from longbien.ui.commands import HouseCommand

HELP = """\
How often do the monitors of a trial alarm by mistake, and how soon do they notice a worsening? Anyone can measure it.
And does every verdict of a trial follow from what was recorded? What would another cap have changed?

  longbien monitor recompute TĐ-2026-001        judge everything again, apart, and compare line by line
  longbien monitor whatif TĐ-2026-001 --cap speed=6 --cap near_miss=1
  longbien monitor certify                      every estimator on 2,000 safe paths, looked at every day for a year
  longbien monitor certify --paths 200          a quick look, half a minute
  longbien monitor certify --json > measured.json

The paths are drawn from a seed: the same numbers for the same seed, number of paths and version of numpy. Rows marked
“not for this” show what an estimator is not meant for, and why readings are refused as units; they are not judged.
Certifying needs no trial.

A trial is recomputed from its licence, its raw telemetry and the acts of people, each first checked against the record,
in a database of its own that is thrown away. Answers, breaches and suspensions must be identical, statistics to 1e-9 of
their size. Nothing here writes to the hub.

Exit codes: 0 every row is within what it is allowed, or all came out again; 1 a row is not, or something differs, or
what was recorded is not there (it says what); 2 wrong usage."""
SEED = 20261128
CAPS = (
    "speed, devices, participants, value (in minor units), of what the licence limits altitude, value_day, distance, "
    "device_hours, incidents, or the measure of a guardrail"
)


class Command(HouseCommand):
    help = HELP

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="certify|recompute|whatif")
        certify = verbs.add_parser("certify", help="measure false alarms and delays, and print them")
        certify.add_argument("--paths", type=_paths, default=2000, metavar="N", help="paths for each row (2000)")
        certify.add_argument("--seed", type=_seed, default=SEED, metavar="N", help=f"what they are drawn from ({SEED})")
        certify.add_argument("--json", action="store_true", help="as JSON, for machines")
        again = verbs.add_parser("recompute", help="judge a trial again from the record, and compare")
        again.add_argument("trial", metavar="TRIAL", help="a licence number, or the id in the page's address")
        other = verbs.add_parser("whatif", help="what other caps would have changed")
        other.add_argument("trial", metavar="TRIAL")
        other.add_argument("--cap", type=_cap, action="append", required=True, metavar="NAME=N", help=CAPS)
        verbs.add_parser("again").add_argument("folder", type=Path)  # the process that `recompute` starts

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            getattr(self, f"_{options['verb']}")(options)
        except Refusal as refusal:
            told = [_both(refusal.what), *(f"  {fault.where}: {_both(fault.what)}" for fault in refusal.faults)]
            raise CommandError("\n".join(told), returncode=1) from refusal

    def _again(self, options: dict[str, Any]) -> None:
        run_here(options["folder"])

    def _recompute(self, options: dict[str, Any]) -> None:
        trial_id = _trial(options["trial"])
        recorded, again = result_of(trial_id), run_apart(course_of(trial_id))
        found = list(differences(recorded, again))
        for one in found[:SHOWN]:
            self.stdout.write(f"{one.part}: recorded {json.dumps(one.recorded)}, again {json.dumps(one.again)}")
        counted = ", ".join(f"{len(lines)} {part}" for part, lines in recorded.to_data().items())
        if found:
            raise CommandError(f"{len(found)} khác biệt | {len(found)} lines differ, of {counted}", returncode=1)
        self.stdout.write(f"Mọi thứ tính lại đều giống | All came out again: {counted}")

    def _whatif(self, options: dict[str, Any]) -> None:
        trial_id = _trial(options["trial"])
        recorded = result_of(trial_id)
        other = run_apart(with_caps(course_of(trial_id), dict(options["cap"])))
        self.stdout.write(f"{'':<24}{'đã ghi':>10}{'nếu vậy':>10}\n{'':<24}{'recorded':>10}{'what if':>10}")
        before, after = (Counter(rule for _, rule, *_ in result.breaches) for result in (recorded, other))
        for rule in sorted({*before, *after}):
            name = _both(rule_name(rule, queries.measure_names()))
            self.stdout.write(f"  {rule:<22}{before[rule]:>10}{after[rule]:>10}  {name}")
        for name, result in (("đã ghi | recorded", recorded), ("nếu vậy | what if", other)):
            self.stdout.write(f"dừng | suspensions, {name}: {_stops(result) or 'không | none'}")

    def _certify(self, options: dict[str, Any]) -> None:
        count, seed = options["paths"], options["seed"]
        tell = _nothing if options["json"] else self.stdout.write
        tell(f"False alarms: share of {count} safe paths, looked at every day for {DAYS} days (seed {seed})")
        alarms = []
        for row in false_alarms(count, seed=seed):
            alarms.append(row)
            tell(_alarm(row))
        tell(f"\nDelays: days after a good year until {', '.join(map(str, TIMES))} times the limit are noticed")
        late = []
        for delay in delays(count, seed=seed):
            late.append(delay)
            tell(_delay(delay))
        holds = all(row.holds for row in alarms)
        if options["json"]:
            self.stdout.write(json.dumps(_data(alarms, late, count, seed), ensure_ascii=False, indent=1))
        if not holds:
            self.stderr.write("Có dòng vượt mức cho phép | A row is above what it is allowed")
            sys.exit(1)


def _trial(written: str) -> UUID:
    found = queries.trial_named(written)
    if found is None:
        raise CommandError(f"không có thử nghiệm {written} | no trial is called {written}", returncode=1)
    return found.id


def _stops(result: Result) -> str:
    return "; ".join(f"{from_us(since):%Y-%m-%d %H:%M:%SZ} {rule}" for since, _, rule, _ in result.suspensions)


def _both(what: Text) -> str:
    return " | ".join(dict.fromkeys((what.in_language("vi"), what.in_language("en"))))


def _cap(written: str) -> tuple[str, int]:
    name, _, limit = written.partition("=")
    return name.strip(), _whole(limit.strip(), least=0)


def _nothing(words: str) -> None:
    """Say nothing on the way: what is printed for machines is one JSON object."""


def _paths(written: str) -> int:
    return _whole(written, least=1)


def _seed(written: str) -> int:
    return _whole(written, least=0)


def _whole(written: str, least: int) -> int:
    if not (written.isascii() and written.isdigit() and int(written) >= least):
        raise ArgumentTypeError(f"{written} không phải là số nguyên từ {least} | is no whole number from {least} on")
    return int(written)


def _alarm(row: FalseAlarms) -> str:
    verdict = "not for this" if row.allowed is None else f"allowed {row.allowed:.2%}"
    return f"  {row.estimator:<28} {row.paths:<28} {row.share:>7.2%}  {verdict}{'' if row.holds else '  TOO MANY'}"


def _delay(row: Delay) -> str:
    median, most = ("never" if days is None else str(days) for days in (row.median, row.most))
    return f"  {row.monitor:<40} {row.times} times: {median:>5}, nine in ten within {most:>5}"


def _data(alarms: list[FalseAlarms], late: list[Delay], count: int, seed: int) -> dict[str, Any]:
    return {
        "seed": seed,
        "paths": count,
        "days": DAYS,
        "numpy": np.__version__,
        "holds": all(row.holds for row in alarms),
        "false_alarms": [{**asdict(row), "holds": row.holds} for row in alarms],
        "delays": [asdict(row) for row in late],
    }
