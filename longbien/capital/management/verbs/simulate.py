"""`longbien capital simulate FLOWS --public-terms all`: the same flows under several sets of public terms."""

import json
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import CommandError

from longbien.capital.rules.public.assumed import NAMES
from longbien.capital.rules.public.compare import Compared, Side, compare
from longbien.capital.rules.public.terms import CODES
from longbien.capital.rules.written.said import said
from longbien.capital.rules.written.simulation import Simulation, read_simulation
from longbien.kernel.money import Money

HELP = "compare public terms on the same flows, before anything is signed"
HEAD = f"{'public terms':<22}{'':<9}{'paid in':>24}{'got':>24}{'multiple':>10}{'IRR':>12}"


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("flows", type=Path, metavar="FLOWS", help="YAML, JSON or CSV (on,public,private,proceeds)")
    parser.add_argument(
        "--public-terms",
        nargs="+",
        choices=("all", *CODES),
        default=["all"],
        metavar="TERMS",
        help=f"all, or some of: {', '.join(CODES)}",
    )
    parser.add_argument("--json", action="store_true", help="as JSON, for machines")


def run(options: dict[str, Any], out: Callable[[str], Any]) -> None:
    path: Path = options["flows"]
    try:
        source = path.read_bytes()
    except OSError as error:
        words = f"Không đọc được {path} | {path} can't be read: {error.strerror}"
        raise CommandError(words, returncode=1) from error
    simulation = read_simulation(source, named=str(path), currency=settings.HUB.currency)
    asked = CODES if "all" in options["public_terms"] else options["public_terms"]
    terms = [simulation.public[code] for code in dict.fromkeys(asked)]
    found = compare(terms, simulation.moments, simulation.day_count, simulation.fund)
    if options["json"]:
        out(json.dumps([_data(one, simulation) for one in found], ensure_ascii=False, indent=1))
        return
    for line in _table(found, simulation):
        out(line)


def _table(found: tuple[Compared, ...], simulation: Simulation) -> list[str]:
    lines = [f"{len(simulation.moments)} flows; yearly rates by {simulation.day_count}", "", HEAD]
    for one in found:
        name = NAMES[one.terms.code]["en"]
        lines += [_row(name, "private", one.private, simulation), _row("", "public", one.public, simulation)]
        if one.manager:
            lines.append(f"{'':<22}{'manager':<9}{'':>24}{_money(one.manager, simulation):>24}")
    lines += [
        "",
        *(f"{NAMES[one.terms.code]['en']}: {said(one.terms)['en']}{_origin(one, simulation)}" for one in found),
    ]
    whys = dict.fromkeys(side.why["en"] for one in found for side in (one.private, one.public) if side.why)
    if not all(side.is_only for one in found for side in (one.private, one.public)):
        lines.append("* Money goes in again after it came out, so other rates may solve the same flows.")
    return lines + [f"No IRR: {why}" for why in whys]


def _said(one: Compared, simulation: Simulation) -> str:
    return f"{NAMES[one.terms.code]['en']}: {said(one.terms)['en']}{_origin(one, simulation)}"


def _row(name: str, side: str, of: Side, simulation: Simulation) -> str:
    rate = f"{100 * of.rate.value:.2f} %{'' if of.is_only else '*'}" if of.rate else "none"
    paid, got = _money(of.paid, simulation), _money(of.got, simulation)
    return f"{name:<22}{side:<9}{paid:>24}{got:>24}{float(of.multiple):>10.3f}{rate:>12}"


def _money(minor: int, simulation: Simulation) -> str:
    whole, _, currency = str(Money(minor, simulation.currency)).partition(" ")
    units, point, cents = whole.partition(".")
    return f"{int(units):,}{point}{cents} {currency}"


def _origin(one: Compared, simulation: Simulation) -> str:
    return "" if one.terms.code in simulation.given or one.terms.code == "pari-passu" else " (assumed)"


def _data(one: Compared, simulation: Simulation) -> dict[str, Any]:
    return {
        "public_terms": one.terms.code,
        "assumed": bool(_origin(one, simulation)),
        "day_count": simulation.day_count,
        "public": _side(one.public, simulation),
        "private": _side(one.private, simulation),
        "manager": Money(one.manager, simulation.currency).to_data(),
    }


def _side(side: Side, simulation: Simulation) -> dict[str, Any]:
    return {
        "paid_in": Money(side.paid, simulation.currency).to_data(),
        "got": Money(side.got, simulation.currency).to_data(),
        "multiple": float(side.multiple),
        "irr": side.rate.value if side.rate else None,
        "irr_is_only": side.is_only,
    }
