"""`longbien retention`: how long what is personal is kept, and erasing what is over."""

from argparse import ArgumentParser
from typing import Any

from django.utils import timezone

from longbien.record.actions.retain import BATCH, retain
from longbien.record.queries.retention import due, retention_rules
from longbien.ui.commands import HouseCommand


class Command(HouseCommand):
    help = """The hub's rules of retention (retention.yaml of its folder). The worker applies them every hour.

Examples:
  longbien retention list              each rule: what, how long, on what basis
  longbien retention run --dry-run     what would be erased now; changes nothing
  longbien retention run               erase it now

Exit codes: 0 done, 2 wrong usage.
"""

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
        verbs.add_parser("list", help="list the rules")
        run = verbs.add_parser("run", help="erase what is over")
        run.add_argument("--dry-run", action="store_true", help="only say what would be erased")

    def handle(self, *args: Any, **options: Any) -> None:
        getattr(self, f"_{options['verb']}")(options)

    def _list(self, options: dict[str, Any]) -> None:
        for rule in retention_rules():
            period = f"{rule.months} months {rule.days} days"
            self.stdout.write(f"{rule.code}\t{rule.of} of {rule.subject}\t{period}\t{rule.means}\t{rule.basis}")

    def _run(self, options: dict[str, Any]) -> None:
        at, total = timezone.now(), 0
        if options["dry_run"]:
            for one in (one for rule in retention_rules() for one in due(rule, at=at, limit=BATCH)):
                self.stdout.write(
                    f"{one.rule.code}\t{one.rule.means}\t{one.subject}\t{one.count}\tsince {one.started:%F}"
                )
                total += 1
            self.stdout.write(f"{total} would be erased; nothing was changed")
            return
        while done := retain(at=at):
            total += done
        self.stdout.write(f"{total} erased")
