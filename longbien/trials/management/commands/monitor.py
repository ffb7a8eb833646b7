"""`longbien monitor`: what the monitors are worth, measured."""

import json
import sys
from argparse import ArgumentParser, ArgumentTypeError
from dataclasses import asdict
from typing import Any

import numpy as np

from longbien.trials.rules.certifying.delays import TIMES, Delay, delays
from longbien.trials.rules.certifying.false_alarms import DAYS, FalseAlarms, false_alarms
from longbien.ui.commands import HouseCommand

HELP = """\
How often do the monitors of a trial alarm by mistake, and how soon do they notice a worsening? Anyone can measure it.

  longbien monitor certify                      every estimator on 2,000 safe paths, looked at every day for a year
  longbien monitor certify --paths 200          a quick look, half a minute
  longbien monitor certify --json > measured.json

The paths are drawn from a seed: the same numbers for the same seed, number of paths and version of numpy. Rows marked
“not for this” show what an estimator is not meant for, and why readings are refused as units; they are not judged.
It needs no trial and writes nothing.

Exit codes: 0 every row is within what it is allowed, 1 a row is not, 2 wrong usage."""
SEED = 20261128


class Command(HouseCommand):
    help = HELP

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="certify")
        certify = verbs.add_parser("certify", help="measure false alarms and delays, and print them")
        certify.add_argument("--paths", type=_paths, default=2000, metavar="N", help="paths for each row (2000)")
        certify.add_argument("--seed", type=_seed, default=SEED, metavar="N", help=f"what they are drawn from ({SEED})")
        certify.add_argument("--json", action="store_true", help="as JSON, for machines")

    def handle(self, *args: Any, **options: Any) -> None:
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
