"""`longbien capital explain DIST`: every minor unit of a distribution, to its clause, inputs and documents."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

from longbien.capital.queries.investing.explaining import ExplainedCard, data_of, distribution_named, explain
from longbien.capital.rules.investing.explaining import Path, Told
from longbien.kernel.money import Money

HELP = "every minor unit of a distribution: its clause, its inputs, the documents behind them; what is left over is 0"

SHORT = 24


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("distribution", metavar="DIST", help="the id of a distribution, as in the address of its page")
    parser.add_argument("--unit", type=int, metavar="N", help="only the path of the N-th minor unit, from 1 on")
    parser.add_argument("--json", action="store_true", help="as JSON, for machines")


def run(options: dict[str, Any], out: Callable[[str], Any]) -> None:
    card = distribution_named(options["distribution"])
    told = explain(card)
    if options["json"]:
        out(json.dumps(data_of(card, told), ensure_ascii=False, indent=1))
    else:
        paths = told.explanation.paths
        if options["unit"] is not None:
            paths = told.explanation.at(options["unit"])
        for line in _written(told, paths, card.amount.currency):
            out(line)
        out(f"residual {told.explanation.residual} of {told.explanation.cash}")
    if told.explanation.residual:
        sys.exit(1)


def _written(told: ExplainedCard, paths: tuple[Path, ...], currency: str) -> list[str]:
    lines = [f"terms version {told.terms_number}, sha256 {told.terms_sha256}"]
    for path in paths:
        last, who = path.first + path.minor, told.names.get(path.investor, "manager")
        lines.append(f"\nunits {path.first + 1} to {last}: {Money(path.minor, currency)} to {who}")
        lines += _line(path.line, told)
        lines += _line(path.side, told) if path.side else []
        if path.investor:
            lines.append(
                f"  by commitments: {_readable(str(path.exact))} of {path.stretch}, {path.owed} owed from before"
            )
    return lines


def _line(line: Told, told: ExplainedCard) -> list[str]:
    found = [f"  {line.tier} ({line.clause}): {line.formula}"]
    for name, value, source in line.inputs:
        origin = told.origins.get(source)
        paper = f"; {origin.paper.name}, sha256 {origin.paper.sha256}" if origin and origin.paper else ""
        found.append(f"    {name} = {_readable(value)}" + (f" [{source}{paper}]" if source else ""))
    return found


def _readable(exact: str) -> str:
    """Whole numbers and short fractions as they are, a long one to six places; `--json` has all of it."""
    return exact if len(exact) <= SHORT else f"{Decimal(round(Fraction(exact) * 10**6)).scaleb(-6)}…"
