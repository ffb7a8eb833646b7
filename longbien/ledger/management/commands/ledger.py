"""`longbien ledger`: the ledger on the command line."""

from argparse import ArgumentParser
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.core.management import CommandError

from longbien.ledger import queries
from longbien.ledger.actions.attack import attack
from longbien.ledger.queries.exporting import beancount
from longbien.ui.commands import HouseCommand

SHOWN = 50


class Command(HouseCommand):
    help = """The ledger: check all of it, attack it, show balances, hand it out.

Examples:
  longbien ledger verify
  longbien ledger attack
  longbien ledger balances
  longbien ledger export --beancount books.beancount

Exit codes: 0 all is well, 1 a fault was found (it says where), 2 wrong usage.
"""

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
        verbs.add_parser("verify", help="replay every entry, derive chain and balances again; print what doesn't agree")
        verbs.add_parser("attack", help="try seven tamperings on this database; nothing of them stays")
        verbs.add_parser("balances", help="print unit, account and balance, one account a line")
        export = verbs.add_parser("export", help="write the whole ledger to a file that other tools read")
        export.add_argument("--beancount", metavar="FILE", required=True, type=Path, help="as a file of Beancount")

    def handle(self, *args: Any, **options: Any) -> None:
        verbs: dict[str, Callable[..., None]] = {
            "verify": self._verify,
            "attack": self._attack,
            "balances": self._balances,
            "export": self._export,
        }
        verbs[options["verb"]](**options)

    def _verify(self, **options: Any) -> None:
        auditor, found = queries.audit()
        for finding in found[:SHOWN]:
            self.stdout.write(str(finding))
        if found:
            raise CommandError(f"{len(found)} faults")
        self.stdout.write(f"{len(auditor.entries)} entries, {len(auditor.accounts)} accounts: all is as it was posted")

    def _attack(self, **options: Any) -> None:
        attempts = attack(at=datetime.now(UTC))
        for one in attempts:
            self.stdout.write(f"{'refused' if one.refusal else 'LET THROUGH'}\t{one.name}\t{one.refusal}")
        refused = sum(bool(one.refusal) for one in attempts)
        said = f"{refused} of {len(attempts)} refused"
        if refused < len(attempts):
            raise CommandError(said)
        self.stdout.write(said)

    def _balances(self, **options: Any) -> None:
        for account in queries.every_account():
            self.stdout.write(f"{account.unit}\t{account.code}\t{account.balance}")

    def _export(self, **options: Any) -> None:
        path: Path = options["beancount"]
        try:
            with path.open("w", encoding="utf-8") as file:
                file.writelines(f"{line}\n" for line in beancount())
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from error
        self.stdout.write(f"{path}: check it with bean-check")
