"""Django's migrate, and after it what a database of ours must never lack: the triggers and the signing key."""

from typing import Any

from django.core.management.commands.migrate import Command as Migrate

from longbien.record import keys, triggers


class Command(Migrate):
    help = "Bring the database up to date, install the append-only triggers, and make the key that signs the log."

    def get_check_kwargs(self, options: dict[str, Any]) -> Any:
        """Without the checks of the database: they ask for the triggers that this command is about to install."""
        return {}

    def handle(self, *args: Any, **options: Any) -> None:
        super().handle(*args, **options)
        if options["plan"] or options["check_unapplied"]:
            return
        triggers.install()
        if keys.make_key() and options["verbosity"]:
            self.stdout.write(f"Made the key that signs the log: {keys.key_path()}. Keep a copy of it in a safe place.")
