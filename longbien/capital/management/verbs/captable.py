"""`longbien capital captable FOLDER`: a cap table in the Open Cap Table Format: shown, checked, written again."""

import json
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management import CommandError
from django.utils import timezone

from longbien.capital.rules.captable.ocf.holdings import holdings_on
from longbien.capital.rules.captable.ocf.package import BROKEN, Package, read, written
from longbien.capital.rules.captable.ocf.schemas import Schemas
from longbien.capital.rules.captable.table import Table
from longbien.kernel.refusal import Refusal

HELP = "read a cap table in the Open Cap Table Format 1.2, show who holds what, check it, write it again"


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="with Manifest.ocf.json")
    parser.add_argument("--on", type=_day, metavar="DATE", help="as it stood on a day (today)")
    parser.add_argument(
        "--schemas", type=Path, metavar="FOLDER", help="check every object with the format's own schemas"
    )
    parser.add_argument("--export", type=Path, metavar="FOLDER", help="write it again, in a folder that is new")
    parser.add_argument("--json", action="store_true", help="as JSON, for machines")


def run(options: dict[str, Any], out: Callable[[str], Any]) -> None:
    folder: Path = options["folder"]
    package = read(lambda path: (folder / path).read_bytes())
    if options["schemas"]:
        _check(package, options["schemas"], out)
    on = options["on"] or timezone.localdate()
    holdings = holdings_on(package, on)
    if options["export"]:
        _export(package, options["export"])
    table = holdings.table()
    if options["json"]:
        shares = {name: str(count) for name, count in table.shares.items()}
        out(json.dumps({"company": package.company, "on": on.isoformat(), "shares": shares}, ensure_ascii=False))
        return
    out(f"{package.company}, {on.isoformat()}, fully diluted")
    for line in _lines(table):
        out(line)


def _lines(table: Table) -> list[str]:
    rows = sorted(table.shares.items(), key=lambda one: (-one[1], one[0]))
    shown = [f"{name:<40}{count:>20,}{100 * float(table.part(name)):>11.4f} %" for name, count in rows]
    return [*shown, f"{'':<40}{table.total:>20,}"]


def _check(package: Package, folder: Path, out: Callable[[str], Any]) -> None:
    found = sorted(folder.rglob("*.schema.json"))
    if not found:
        words = f"Không có lược đồ nào trong {folder} | There are no schemas in {folder}"
        raise CommandError(words, returncode=1)
    faults = tuple(Schemas.of(path.read_bytes() for path in found).faults(package))
    if faults:
        raise Refusal("bad-cap-table", BROKEN, faults=faults)
    out(f"{sum(len(file.items) for file in package.files)} objects fit the format's schemas")


def _export(package: Package, folder: Path) -> None:
    try:
        folder.mkdir(parents=True)
        for path, source in written(package).items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(source)
    except OSError as error:
        words = f"Không ghi được {folder} | {folder} can't be written: {error.strerror}"
        raise CommandError(words, returncode=1) from error


def _day(written_: str) -> date:
    try:
        return date.fromisoformat(written_)
    except ValueError as error:
        raise ArgumentTypeError(
            f"“{written_}” không phải là ngày như 2026-12-31 | is no date such as 2026-12-31"
        ) from error
