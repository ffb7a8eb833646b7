"""`longbien capital ocds`: signed orders in the Open Contracting Data Standard: written, checked with its schemas."""

import json
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import CommandError

from longbien.capital.queries.orders.open_data import contracts, record_package, release_package
from longbien.capital.rules.orders.ocds_schemas import Schemas
from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.text import Text

HELP = "write every signed order in the Open Contracting Data Standard 1.1, and check it with the standard's schemas"


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--schemas", type=Path, metavar="FOLDER", help="check with the standard's own *-schema.json")
    parser.add_argument("--export", type=Path, metavar="FILE", help="write the record package")


def run(options: dict[str, Any], out: Callable[[str], Any]) -> None:
    releases = [release_package(one, _absolute) for one in contracts()]
    records = record_package(_absolute)
    if options["schemas"]:
        _check(releases, records, options["schemas"])
    if options["export"]:
        _write(records, options["export"])
    count = sum(len(one["releases"]) for one in releases)
    fits = ", which fit the schemas of the standard" if options["schemas"] else ""
    out(f"{len(releases)} orders, {count} releases{fits}")


def _absolute(path: str) -> str:
    return f"{settings.ENV.url}{path}"


def _check(releases: list[dict[str, Any]], records: dict[str, Any], folder: Path) -> None:
    try:
        schemas = Schemas.of(path.read_bytes() for path in sorted(folder.glob("*-schema.json")))
    except KeyError as error:
        words = f"Thiếu lược đồ {error} trong {folder} | {folder} lacks the schema {error}"
        raise CommandError(words, returncode=1) from error
    faults: list[Fault] = [fault for one in releases for fault in schemas.faults("release", one)]
    faults += schemas.faults("record", records) if releases else ()  # there is no package without a record
    if faults:
        what = Text.of(vi="Gói dữ liệu không theo đúng chuẩn.", en="A package isn't as the standard wants it.")
        raise Refusal("bad-package", what, faults=tuple(faults))


def _write(records: dict[str, Any], file: Path) -> None:
    try:
        file.write_text(json.dumps(records, ensure_ascii=False, indent=1) + "\n")
    except OSError as error:
        raise CommandError(f"Không ghi được | can't be written: {error.strerror}", returncode=1) from error
