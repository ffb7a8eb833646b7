"""`longbien dossier`: draw up and verify evidence dossiers on the command line."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management import CommandError
from django.utils import timezone

from longbien.kernel.actor import SYSTEM
from longbien.kernel.ids import from_slug
from longbien.kernel.refusal import Refusal
from longbien.trials import models, offline
from longbien.trials.actions.build_dossier import build_dossier
from longbien.ui.commands import HouseCommand

HELP = """The evidence dossier of a trial: one file that proves how it was run.

Examples:
  longbien dossier build 01k…                          by id or number; prints where the file lies
  longbien dossier build 01k… --out trial.dossier      also copies it there
  longbien dossier verify trial.dossier --key hub.vkey   needs no database: works in an empty folder

Exit codes: 0 done, or every check passed; 1 a check failed or the work can't be done (it says what); 2 wrong usage.
"""


class Command(HouseCommand):
    help = HELP

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
        build = verbs.add_parser("build", help="draw up the dossier of a trial, on the record")
        build.add_argument("trial", metavar="TRIAL", help="id as in its URL, UUID, or licence number")
        build.add_argument("--out", type=Path, metavar="FILE", help="also write it to this file")
        verify = verbs.add_parser("verify", help="verify a dossier offline and say what was checked")
        offline.add_arguments(verify)

    def handle(self, *args: Any, **options: Any) -> None:
        if options["verb"] == "verify":
            sys.exit(offline.run(options["file"], options["key"], options["language"], options["stamped_by"]))
        try:
            path = build_dossier(_trial_id(options["trial"]), by=SYSTEM, at=timezone.now())
            if options["out"]:
                options["out"].write_bytes(path.read_bytes())
        except Refusal as refusal:
            raise CommandError(refusal.what.in_language("en")) from refusal
        except OSError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(str(options["out"] or path))


def _trial_id(written: str) -> UUID:
    """The trial that is meant. CommandError when there is none such."""
    known = models.Trial.objects.filter(number=written).values_list("pk", flat=True).first()
    if known is not None:
        return known
    try:
        return UUID(written) if "-" in written else from_slug(written)
    except ValueError as error:
        raise CommandError(f"there is no trial {written}") from error
