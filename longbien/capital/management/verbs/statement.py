"""`longbien capital statement WHICH --as-of DAY --known-at MOMENT`: any past statement, byte for byte."""

import csv
import sys
from argparse import ArgumentParser
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from longbien.capital import models
from longbien.capital.queries.statements import FORMATS, Asked, asked_of, face, instant_of, of_commitment, of_vehicle
from longbien.capital.rules.statements.document import Statement
from longbien.capital.rules.statements.performance import Index
from longbien.kernel.ids import from_slug
from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.text import Text
from longbien.ui.formats import local

HELP = (
    "the statement of a fund, or of an investor in it, as of a day and as known at a moment; the same bytes each time"
)


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "which", metavar="VEHICLE|COMMITMENT", help="the id of a fund or of a commitment, as in its URL"
    )
    parser.add_argument("--as-of", metavar="DAY", help="the last day that counts; today without it")
    parser.add_argument("--known-at", metavar="MOMENT", help="a day, or an instant such as 2026-03-31T10:00:00Z")
    parser.add_argument("--from", dest="first", metavar="DAY", help="where the period begins; else with the quarter")
    parser.add_argument("--format", choices=FORMATS, default="json")
    parser.add_argument("--language", choices=settings.HUB.languages, default=settings.HUB.languages[0])
    parser.add_argument("--index", type=Path, metavar="FILE", help="CSV of a market index: day,level; for PME")
    parser.add_argument("--output", type=Path, metavar="FILE", help="write it there, not to the screen")


def run(options: dict[str, Any], out: Callable[[str], Any]) -> None:
    made = face(_statement(options), options["format"], options["language"])
    if options["output"]:
        options["output"].write_bytes(made.content)
    elif options["format"] == "json":
        out(made.content.decode().rstrip("\n"))
    else:
        sys.stdout.buffer.write(made.content)
        sys.stdout.flush()


def _statement(options: dict[str, Any]) -> Statement:
    asked, index = _asked(options), _index(options["index"])
    key = _key(options["which"])
    if models.Vehicle.objects.filter(pk=key).exists():
        return of_vehicle(key, asked, index)
    if models.Commitment.objects.filter(pk=key).exists():
        return of_commitment(key, asked, index)
    raise Refusal("not-found", NONE, status=404)


def _key(written: str) -> UUID:
    try:
        return from_slug(written)
    except ValueError as error:
        raise Refusal("not-found", NONE, status=404) from error


def _asked(options: dict[str, Any]) -> Asked:
    now = timezone.now()
    try:
        as_of = date.fromisoformat(options["as_of"]) if options["as_of"] else local(now).date()
        first = date.fromisoformat(options["first"]) if options["first"] else None
        known_at = instant_of(options["known_at"], now=now) if options["known_at"] else now
    except ValueError as error:
        raise Refusal("bad-moments", UNREAD, faults=(Fault("moments", UNREAD),)) from error
    return asked_of(as_of, known_at, now=now, first=first)


def _index(file: Path | None) -> Index | None:
    """Levels of a market, a line each: `2026-03-31,1284.09`; a first line that names the columns is passed over."""
    if file is None:
        return None
    try:
        lines = [line for line in csv.reader(file.read_text().splitlines()) if line and line[0][:1].isdigit()]
        levels = {date.fromisoformat(day): Fraction(level.strip()) for day, level in lines}
    except (OSError, ValueError) as error:
        raise Refusal("bad-index", INDEX, faults=(Fault(str(file), INDEX),)) from error
    if not levels or min(levels.values()) <= 0:
        raise Refusal("bad-index", INDEX, faults=(Fault(str(file), INDEX),))
    return Index(file.stem, levels)


NONE = Text.of(vi="Không có quỹ hay cam kết nào có mã này.", en="There is no fund and no commitment with this id.")
UNREAD = Text.of(
    vi="Không đọc được ngày hoặc thời điểm: viết 2026-03-31 hoặc 2026-03-31T10:00:00Z.",
    en="A day or a moment can't be read: write 2026-03-31, or 2026-03-31T10:00:00Z.",
)
INDEX = Text.of(
    vi="Tệp chỉ số cần mỗi dòng một ngày và một mức lớn hơn 0: 2026-03-31,1284.09.",
    en="The file of an index needs a day and a level above zero a line: 2026-03-31,1284.09.",
)
