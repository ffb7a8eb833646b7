"""`longbien backup`: the whole hub in one file, while it runs."""

import getpass
import os
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import CommandError
from django.utils import timezone

from longbien.kernel.refusal import Refusal
from longbien.record import keys
from longbien.record.backup.archive import Unusable
from longbien.record.backup.make import make
from longbien.record.backup.restore import PASSPHRASE
from longbien.ui.commands import HouseCommand


class Command(HouseCommand):
    help = f"""Back up the whole hub into one file while web and worker go on: database, documents, telemetry, letters.

Examples:
  longbien backup hub-2026-11-28.backup
  {PASSPHRASE}=… longbien backup hub.backup    also keys and settings, sealed by the passphrase
  longbien backup hub.backup --with-keys           asks for the passphrase

What is in it is of one moment. The file gets its name when it is complete: a backup that was killed leaves none.
Without the keys a restored hub can be verified but can't sign: keep them somewhere, in a backup or beside it.

Exit codes: 0 done, 1 it can't be made (it says why), 2 wrong usage.
"""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="a name that is free")
        parser.add_argument("--with-keys", action="store_true", help="seal keys and settings with a passphrase")

    def handle(self, *args: Any, **options: Any) -> None:
        passphrase = os.environ.get(PASSPHRASE, "")
        if options["with_keys"] and not passphrase:
            passphrase = _asked()
        try:
            made = make(options["file"], passphrase=passphrase, at=timezone.now())
        except (Unusable, Refusal) as error:
            raise CommandError(error.what.in_language("en")) from error
        except (keys.NoKey, OSError) as error:
            raise CommandError(str(error)) from error
        kept = "with keys and settings" if made.has_keys else "without keys and settings"
        self.stdout.write(f"{options['file']}: {made.files} files, {kept}; the signed log has {made.entries} entries")


def _asked() -> str:
    if not sys.stdin.isatty():
        print(f"longbien backup: set {PASSPHRASE}, for nobody can be asked here", file=sys.stderr)
        raise SystemExit(2)
    first, again = getpass.getpass("Passphrase: "), getpass.getpass("Once more: ")
    if not first or first != again:
        print("longbien backup: the two are not the same, or empty", file=sys.stderr)
        raise SystemExit(2)
    return first
