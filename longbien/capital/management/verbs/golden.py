"""`longbien capital golden FILE`: published cases through the room's own rules, each with what was found."""

import os
import sys
from argparse import ArgumentParser
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

from django.core.management import CommandError

from longbien.capital.rules.golden.cases import Judged, cases, faults, judge
from longbien.kernel.refusal import Refusal
from longbien.kernel.sourced import Unreadable, read_yaml
from longbien.kernel.text import Text

HELP = "run published cases; the last line says how many match, and any that doesn't ends with exit code 1"
BROKEN = Text.of(
    vi="Tệp này không phải là tệp các trường hợp. Hãy sửa những chỗ sau:",
    en="This is no file of cases. Mend the following:",
)


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="JSON or YAML with “cases”")
    parser.add_argument(
        "--beside",
        type=Path,
        metavar="FOLDER",
        help="where files lie that cases name (beside FILE, then $LONGBIEN_CONFORMANCE/capital)",
    )


def run(options: dict[str, Any], out: Callable[[str], Any]) -> None:
    path: Path = options["file"]
    try:
        file = read_yaml(path)
    except Unreadable as unreadable:
        raise Refusal("bad-cases", BROKEN, faults=(unreadable.fault,)) from unreadable
    except OSError as error:
        words = f"Không đọc được {path} | {path} can't be read: {error.strerror}"
        raise CommandError(words, returncode=1) from error
    if found := faults(file):
        raise Refusal("bad-cases", BROKEN, faults=tuple(found))
    folders = _folders(path, options["beside"])
    judged = [judge(one, lambda name: _first(folders, name)) for one in cases(file)]
    for one in judged:
        out(_line(one))
    matching = sum(one.matches for one in judged)
    out(f"{matching} of {len(judged)} match")
    if matching < len(judged):
        sys.exit(1)


def _folders(path: Path, beside: Path | None) -> list[Path]:
    suites = os.environ.get("LONGBIEN_CONFORMANCE")
    return [beside] if beside else [path.parent, *([Path(suites) / "capital"] if suites else [])]


def _first(folders: list[Path], name: str) -> bytes:
    """The file of that name in the first folder that has it; the error of the first where none has."""
    found = next((folder / name for folder in folders if (folder / name).is_file()), folders[0] / name)
    return found.read_bytes()


def _line(judged: Judged) -> str:
    case = judged.case
    verdict = "match" if judged.matches else "MISMATCH"
    said = " | ".join(judged.why.values()) if judged.why else "; ".join(_value(*one) for one in judged.values)
    return f"{case.id:<16} {case.area:<26} {verdict:<9} {said} (± {_number(case.tolerance)})"


def _value(name: str, wanted: Any, found: Any, near: bool) -> str:
    return f"{name} {_number(found)}" if near else f"{name} {_number(found)}, not {_number(wanted)}"


def _number(value: Any) -> str:
    """At most fifteen digits; a list as a list."""
    if isinstance(value, list):
        return "[" + ", ".join(_number(one) for one in value) + "]"
    if isinstance(value, Fraction):
        return str(value.numerator) if value.denominator == 1 else f"{float(value):.15g}"
    return f"{value:.15g}" if isinstance(value, float) else str(value)
