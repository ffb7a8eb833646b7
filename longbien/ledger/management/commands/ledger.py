"""`longbien ledger`: the ledger on the command line."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import CommandError

from longbien.ledger import queries
from longbien.ui.commands import HouseCommand

SHOWN = 50


class Command(HouseCommand):
    help = """The ledger: check all of it, show balances.

Examples:
  longbien ledger verify
  longbien ledger balances

Exit codes: 0 all is well, 1 a fault was found (it says where), 2 wrong usage.
"""

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
        verbs.add_parser("verify", help="replay every entry, derive chain and balances again; print what doesn't agree")
        verbs.add_parser("balances", help="print unit, account and balance, one account a line")

    def handle(self, *args: Any, **options: Any) -> None:
        auditor, found = queries.audit()
        if options["verb"] == "balances":
            for account in sorted(auditor.accounts.values(), key=lambda one: (one.unit, one.code)):
                self.stdout.write(f"{account.unit}\t{account.code}\t{account.balance}")
            return
        for finding in found[:SHOWN]:
            self.stdout.write(str(finding))
        if found:
            raise CommandError(f"{len(found)} faults")
        self.stdout.write(f"{len(auditor.entries)} entries, {len(auditor.accounts)} accounts: all is as it was posted")
