"""`longbien deliveries`: work that events asked for and that could not be done."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import CommandError
from django.utils import timezone

from longbien.record import queries
from longbien.record.actions.retry import retry
from longbien.ui.commands import HouseCommand


class Command(HouseCommand):
    help = """Deliveries: mail, letters and timers that events asked for.

Examples:
  longbien deliveries stuck        number, reaction, error and entry of each that failed three times
  longbien deliveries retry 17     take up one again, after what stood in its way was mended
  longbien deliveries retry all

Exit codes: 0 done, 1 there is no such stuck delivery, 2 wrong usage.
"""

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
        verbs.add_parser("stuck", help="list those that were given up")
        again = verbs.add_parser("retry", help="take them up again")
        again.add_argument("number", type=_number, metavar="NUMBER", help="as `stuck` lists it, or `all`")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["verb"] == "stuck":
            for one in queries.stuck_deliveries():
                self.stdout.write(f"{one.number}\t{one.reaction}\t{one.error}\t{one.entry_id}")
            return
        taken = retry(at=timezone.now(), number=options["number"] or None)
        if not taken and options["number"]:
            raise CommandError(f"no stuck delivery has the number {options['number']}")
        self.stdout.write(f"{taken} taken up again")


def _number(written: str) -> int:
    return 0 if written == "all" else int(written)
