"""`longbien capital`: funds, their terms and their figures on the command line."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import CommandError

from longbien.capital.management.verbs import (
    captable,
    check,
    explain,
    golden,
    ocds,
    rules,
    show,
    simulate,
    statement,
)
from longbien.kernel.refusal import Refusal
from longbien.ui.commands import HouseCommand

HELP = """Funds on the command line.

Examples:
  longbien capital rules                                     every kind of fund: code, signed by counsel or not, title
  longbien capital show startup-fund                         its limits with their articles, and what is open
  longbien capital check --regime startup-fund asked.yaml    may this commitment be taken, may it close so?
  longbien capital golden capital.json                       published cases, each through the room's own rules
  longbien capital simulate flows.yaml --public-terms all    five ways to put public money beside private money
  longbien capital explain 01kd3…                            every unit of a distribution, to its clause and document
  longbien capital captable package/ --on 2026-12-31         a cap table in the Open Cap Table Format 1.2
  longbien capital statement 01k… --as-of 2026-03-31 --known-at 2026-04-15    any past statement, the same bytes again
  longbien capital ocds --schemas ocds/ --export orders.json signed orders in the Open Contracting Data Standard 1.1

Exit codes: 0 done; 1 refused, or something does not agree (it says what); 2 wrong usage.
"""
VERBS = {
    "rules": rules, "show": show, "check": check, "golden": golden, "simulate": simulate, "captable": captable,
    "explain": explain, "statement": statement, "ocds": ocds,
}  # fmt: skip


class Command(HouseCommand):
    help = HELP

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
        for name, verb in VERBS.items():
            verb.arguments(verbs.add_parser(name, help=verb.HELP))

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            VERBS[options["verb"]].run(options, self.stdout.write)
        except Refusal as refusal:
            for fault in refusal.faults:
                self.stderr.write(f"{fault.where}: {' | '.join(fault.what.values())}")
            raise CommandError(" | ".join(refusal.what.values()), returncode=1) from refusal
