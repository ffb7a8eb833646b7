"""The shape of a `longbien` command."""

import sys
from argparse import RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser


class HouseCommand(BaseCommand):
    """A command whose help keeps its lines, and that does not first load and check every page of the house."""

    requires_system_checks = ()

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        return super().create_parser(prog_name, subcommand, formatter_class=RawDescriptionHelpFormatter, **kwargs)


def called() -> str:
    """The command as it was typed, so that what it says to type next can be copied: `.venv/bin/longbien`."""
    return sys.argv[0] if Path(sys.argv[0]).name == "longbien" else "longbien"
