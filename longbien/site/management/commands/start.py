"""`longbien start`: everything between a fresh folder and a running hub, in one process."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, call_command


class Command(BaseCommand):
    help = (
        "Prepare the database, load the hub and serve it.\n\n"
        "Example: longbien start --demo\n"
        "Exit codes: 0 ended by you, 1 something could not be prepared (it says what), 2 wrong usage."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--demo", action="store_true", help="also make demonstration people and cases")
        parser.add_argument("--prepare-only", action="store_true", help="stop before serving")

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0, interactive=False)
        call_command("assets", verbosity=0)
        call_command("collectstatic", verbosity=0, interactive=False)
        call_command("hub", "load", str(settings.HUB.folder))
        if options["demo"]:
            call_command("demo", "load")
            call_command("demo", "crossing")
        if not options["prepare_only"]:
            call_command("serve")
