"""`longbien assets`: fonts, MapLibre and htmx from their packages, gathered with our own static files."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandParser

from longbien.ui import assets
from longbien.ui.commands import HouseCommand


class Command(HouseCommand):
    help = (
        "Make the static files that pages need (fonts, MapLibre, htmx) below LONGBIEN_VAR and gather them, hashed\n"
        "and compressed. Does nothing when nothing changed.\n\n"
        "Example: longbien assets\nExit codes: 0 done, 2 wrong usage."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--force", action="store_true", help="make everything anew")

    def handle(self, *args: Any, **options: Any) -> None:
        made = assets.make(settings.VAR / "assets", force=options["force"])
        stamp = settings.VAR / "static" / "stamp"
        state = assets.fingerprint()
        if not options["force"] and stamp.exists() and stamp.read_text() == state:
            self.stdout.write("Static files are up to date.")
            return
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        stamp.write_text(state)
        self.stdout.write(f"Made {len(made)} files from packages and gathered all static files.")
