"""`longbien data erase` and `longbien data retain`: rows that are to be gone, with a receipt."""

import json
import sys
from typing import Any

from django.conf import settings
from django.core.management import CommandError
from django.utils import timezone

from longbien.data.actions.duties.erase_person import erase_person
from longbien.data.actions.duties.expire_editions import expire_editions
from longbien.data.lake.places import FILE
from longbien.data.models import Receipt
from longbien.data.queries.engines import AWAY
from longbien.kernel.actor import SYSTEM
from longbien.kernel.refusal import Refusal
from longbien.ui.commands import HouseCommand

VERBS = ("erase", "retain")


def add(verbs: Any) -> None:
    """The arguments of both."""
    erase = verbs.add_parser("erase", help="erase one person from a data set, and prove it")
    erase.add_argument("code", metavar="CODE", help="the data set")
    erase.add_argument("--column", required=True, help="the column that tells persons apart")
    erase.add_argument(
        "--value-from-stdin", action="store_true", required=True,
        help="read the person's code from standard input, so that it stands in no list of processes",
    )  # fmt: skip
    verbs.add_parser("retain", help="delete what contracts say is kept no longer")


def run(command: HouseCommand, options: dict[str, Any]) -> None:
    """Receipts as JSON lines. CommandError 1 when something was refused, or a value still stands somewhere."""
    try:
        made = _erase(options) if options["verb"] == "erase" else expire_editions(by=SYSTEM, at=timezone.now())
    except OSError as error:
        if settings.LAKE == FILE:
            raise
        raise CommandError(" | ".join(AWAY.values()), returncode=1) from error
    except Refusal as refusal:
        raise CommandError(" | ".join(refusal.what.values()), returncode=1) from refusal
    for one in made:
        command.stdout.write(json.dumps({"receipt": str(one.pk), "digest": one.digest, **one.report}))
    if not all(one.is_clean for one in made):
        raise CommandError("Giá trị vẫn còn ở chỗ nêu trên. | The value still stands where it says.", returncode=1)


def _erase(options: dict[str, Any]) -> tuple[Receipt, ...]:
    value = sys.stdin.read().strip("\r\n")
    return (erase_person(options["code"], column=options["column"], value=value, by=SYSTEM, at=timezone.now()),)
