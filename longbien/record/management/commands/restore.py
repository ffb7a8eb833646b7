"""`longbien restore`, for the list of commands; `longbien` itself runs it before any setting is read."""

from argparse import ArgumentParser
from typing import Any

from longbien.record.backup import restore
from longbien.ui.commands import HouseCommand


class Command(HouseCommand):
    help = f"Restore a hub from a backup into an empty folder.\n\n{restore.EXAMPLES}"

    def add_arguments(self, parser: ArgumentParser) -> None:
        restore.add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        raise SystemExit(restore.run(options["file"], options["folder"], with_keys=not options["without_keys"]))
