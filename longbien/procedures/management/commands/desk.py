"""`longbien desk rebuild`: make what work lists and figures are read from anew."""

from argparse import ArgumentParser
from typing import Any

from longbien.procedures.actions.keeping.rebuild import rebuild
from longbien.ui.commands import HouseCommand

HELP = """\
What officers' work lists, their search and the supervisor's figures are read from.

  longbien desk rebuild       make all of it anew out of the cases, in one transaction

Needed once by a hub that has cases from before there were desks; harmless at any other time. Who looks after which case
and the notes are not touched."""


class Command(HouseCommand):
    help = HELP

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("verb", choices=["rebuild"], metavar="rebuild")

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{rebuild()} cases restated")
