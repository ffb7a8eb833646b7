"""`longbien deliveries`: work that events asked for and that could not be done."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import CommandError
from django.utils import timezone

from longbien.kernel.actor import SYSTEM
from longbien.kernel.refusal import Refusal
from longbien.record import queries
from longbien.record.actions.retry import retry
from longbien.ui.commands import HouseCommand


class Command(HouseCommand):
    help = """Deliveries: mail, letters and timers that events asked for.

Examples:
  longbien deliveries waiting      what each reaction still has to do, and when next
  longbien deliveries stuck        number, reaction, error, entry, since when and why, of each that failed three times
  longbien deliveries retry 17 --reason "the mail server is back"     take up one again
  longbien deliveries retry all --reason "…"

Exit codes: 0 done, 1 there is no such stuck delivery, 2 wrong usage.
"""

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
        verbs.add_parser("waiting", help="list what is still to be done")
        verbs.add_parser("stuck", help="list those that were given up")
        again = verbs.add_parser("retry", help="take them up again")
        again.add_argument("number", type=_number, metavar="NUMBER", help="as `stuck` lists it, or `all`")
        again.add_argument("--reason", required=True, help="what stood in the way and was mended; stands in the record")

    def handle(self, *args: Any, **options: Any) -> None:
        getattr(self, f"_{options['verb']}")(options)

    def _waiting(self, options: dict[str, Any]) -> None:
        for one in queries.owed(timezone.now()):
            due = one.next_at.isoformat(timespec="seconds") if one.next_at else "-"
            counts = f"{one.waiting} waiting\t{one.overdue} overdue\t{one.stuck} stuck"
            self.stdout.write(f"{one.reaction}\t{counts}\tnext {due}")

    def _stuck(self, options: dict[str, Any]) -> None:
        for one in queries.stuck_deliveries():
            what = f"{one.number}\t{one.reaction}\t{one.error}\t{one.entry_id}"
            self.stdout.write(f"{what}\t{one.since.isoformat(timespec='seconds')}\t{one.why['en']}")

    def _retry(self, options: dict[str, Any]) -> None:
        number = options["number"] or None
        try:
            taken = retry(reason=options["reason"], by=SYSTEM, at=timezone.now(), number=number)
        except Refusal as refusal:
            raise CommandError(refusal.what["en"]) from refusal
        if not taken and number:
            raise CommandError(f"no stuck delivery has the number {number}")
        self.stdout.write(f"{taken} taken up again")


def _number(written: str) -> int:
    return 0 if written == "all" else int(written)
