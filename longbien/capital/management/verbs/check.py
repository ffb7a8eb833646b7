"""`longbien capital check --regime CODE FILE`: does what a file asks stay inside the rules of a kind of fund?"""

import sys
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management import CommandError

from longbien.capital.queries.funds import PackView, packs
from longbien.capital.rules.vehicles.written import answer, read_question
from longbien.kernel.refusal import Refusal
from longbien.kernel.sourced import Unreadable, read_yaml
from longbien.kernel.text import Text

HELP = "refuse a commitment, a close or a stake that breaks the rules, naming the article of each breach"
BROKEN = Text.of(vi="Tệp có chỗ cần sửa.", en="The file has faults to mend.")


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--regime", required=True, metavar="CODE", help="the kind of fund")
    parser.add_argument(
        "file", type=Path, metavar="FILE", help="YAML or JSON: vehicle, commitments; commitment, close, investment"
    )


def run(options: dict[str, Any], out: Callable[[str], Any]) -> None:
    pack = pack_called(options["regime"])
    try:
        question = read_question(read_yaml(options["file"]))
    except Unreadable as unreadable:
        raise Refusal("bad-file", BROKEN, faults=(unreadable.fault,)) from unreadable
    except OSError as error:
        words = f"Không đọc được {options['file']} | {options['file']} can't be read: {error.strerror}"
        raise CommandError(words, returncode=1) from error
    outcome = answer(question, pack.rules)
    for reason in outcome.against:
        out(f"{reason.code}: {reason.what['vi']} | {reason.what['en']}")
    if not pack.rules.verified:
        out(f"Chưa được luật sư xác nhận | Not yet verified by counsel ({pack.rules.as_of})")
    out(f"{pack.code}: {'chấp nhận | fits' if outcome else 'từ chối | refused'}")
    if not outcome:
        sys.exit(1)


def pack_called(code: str) -> PackView:
    """The newest version of a kind of fund. Refusal that lists what there is."""
    found = {one.code: one for one in packs()}
    if code not in found:
        known = ", ".join(found) or "–"
        what = Text.of(
            vi=f"Không có loại quỹ “{code}”; có: {known}.", en=f"There is no kind of fund “{code}”; known: {known}."
        )
        raise Refusal("no-such-rules", what)
    return found[code]
