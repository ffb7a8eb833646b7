"""`longbien capital explain ID`: every minor unit of a distribution or a buy-out, to its clause, inputs, documents."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

from longbien.capital.queries.investing.explaining import ExplainedCard, data_of, explain, named
from longbien.capital.rules.investing.explaining import Path, Told
from longbien.capital.rules.investing.words import TIERS, clause_name, input_name
from longbien.kernel.money import Money
from longbien.kernel.text import Text

HELP = (
    "every minor unit of a distribution or a buy-out: its clause, its inputs, the documents behind them; "
    "what is left over is 0"
)

SHORT = 24


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("which", metavar="ID", help="the id of a distribution or a buy-out, as in its address")
    parser.add_argument("--unit", type=int, metavar="N", help="only the path of the N-th minor unit, from 1 on")
    parser.add_argument("--json", action="store_true", help="as JSON, for machines")


def run(options: dict[str, Any], out: Callable[[str], Any]) -> None:
    card = named(options["which"])
    told = explain(card)
    if options["json"]:
        out(json.dumps(data_of(card, told), ensure_ascii=False, indent=1))
    else:
        paths = told.explanation.paths
        if options["unit"] is not None:
            paths = told.explanation.at(options["unit"])
        for line in _written(told, paths, card.amount.currency):
            out(line)
        left, cash = told.explanation.residual, told.explanation.cash
        out(f"còn dư {left} trên {cash} | residual {left} of {cash}")
    if told.explanation.residual:
        sys.exit(1)


def _written(told: ExplainedCard, paths: tuple[Path, ...], currency: str) -> list[str]:
    n = told.terms_number
    lines = [f"bản điều khoản {n} | terms version {n}, sha256 {told.terms_sha256}"]
    for path in paths:
        first, last, money = path.first + 1, path.first + path.minor, Money(path.minor, currency)
        who = told.names.get(path.investor, "")
        lines.append(
            f"\nđơn vị {first} đến {last}: {money} cho {who or 'bên quản lý'}"
            f" | units {first} to {last}: {money} to {who or 'the manager'}"
        )
        lines += _line(path.line, told)
        lines += _line(path.side, told) if path.side else []
        if path.investor:
            part, of = _readable(str(path.exact)), path.stretch
            lines.append(
                f"  theo cam kết: {part} trên {of}, còn thiếu từ trước {path.owed}"
                f" | by commitments: {part} of {of}, {path.owed} owed from before"
            )
    return lines


def _line(line: Told, told: ExplainedCard) -> list[str]:
    tier, clause = _both(TIERS.get(line.tier), line.tier), _both(clause_name(line.clause), line.clause)
    found = [f"  {tier}: {clause} ({line.clause}): {line.formula}"]
    for code, value, source in line.inputs:
        name = _both(input_name(code), code)
        origin = told.origins.get(source)
        paper = f"; {origin.paper.name}, sha256 {origin.paper.sha256}" if origin and origin.paper else ""
        found.append(f"    {name} = {_readable(value)}" + (f" [{source}{paper}]" if source else ""))
    return found


def _both(name: Text | None, code: str) -> str:
    """A name in both languages, as every command says things; a code without a name as it is."""
    said = list(dict.fromkeys(name.values())) if name else []
    return " | ".join(said) or code


def _readable(exact: str) -> str:
    """Whole numbers and short fractions as they are, a long one to six places; `--json` has all of it."""
    return exact if len(exact) <= SHORT else f"{Decimal(round(Fraction(exact) * 10**6)).scaleb(-6)}…"
