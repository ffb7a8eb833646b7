"""`longbien start`: everything between a fresh folder and a running hub, in one process."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import CommandError, call_command

from longbien.site.prepared import is_prepared, note_prepared
from longbien.ui.commands import HouseCommand

NOT_STARTED = "Trung tâm chưa được khởi động. | The hub was not started."


class Command(HouseCommand):
    help = (
        "Prepare the database, load the hub and serve it.\n\n"
        "Example: longbien start --demo\n"
        "Exit codes: 0 ended by you, 1 something could not be prepared (it says what), 2 wrong usage."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--demo", action="store_true", help="also make demonstration people and cases")
        parser.add_argument("--prepare-only", action="store_true", help="stop before serving")

    def handle(self, *args: Any, **options: Any) -> None:
        demo = options["demo"]
        if not is_prepared(settings.ENV, demo=demo):
            self._prepare(demo=demo)
            note_prepared(settings.ENV, demo=demo)
        elif demo and settings.DEVELOPMENT:
            call_command("demo", "links")
        if not options["prepare_only"]:
            self.stdout.write(f"\nOpen http://localhost:{settings.ENV.port}/ in a browser; Ctrl-C stops it.\n")
            self.stdout.flush()
            call_command("serve")

    def _prepare(self, *, demo: bool) -> None:
        call_command("migrate", verbosity=0, interactive=False)
        call_command("assets", verbosity=0)
        try:
            call_command("hub", "load", str(settings.HUB.folder))
        except CommandError as error:
            raise CommandError(f"{NOT_STARTED}\n{error}", returncode=error.returncode) from error
        call_command("data", "refresh", verbosity=0)
        if demo:
            call_command("demo", "load")
            call_command("demo", "crossing")
