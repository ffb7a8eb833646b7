"""`longbien capital`: funds on the command line."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import CommandError

from longbien.capital import queries
from longbien.capital.queries.packs import PackView
from longbien.capital.rules.vehicles.limits import shown
from longbien.capital.rules.vehicles.measures import kind_of, name_of
from longbien.capital.rules.vehicles.written import answer, read_question
from longbien.kernel.refusal import Refusal
from longbien.kernel.sourced import Unreadable, read_yaml
from longbien.ui.commands import HouseCommand

HELP = """Funds, and the law they stand under, as this hub has it.

Examples:
  longbien capital rules                                  every kind of fund: code, signed by counsel or not, title
  longbien capital show startup-fund                      its limits with their articles, and what is open
  longbien capital check --regime startup-fund FILE       may this commitment be taken?

FILE is YAML or JSON: `vehicle`, `commitments` that stand, and what is asked: `commitment`, `close: true`, `investment`.
What is not marked as verified was not signed by counsel.

Exit codes: 0 done, and what is asked stays inside the rules; 1 it does not (each breach with its article), or the file
can't be read; 2 wrong usage.
"""


class Command(HouseCommand):
    help = HELP

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
        verbs.add_parser("rules", help="every kind of fund: code, signed or not, title")
        verbs.add_parser("show", help="the limits of a kind of fund, and what is open").add_argument("code")
        check = verbs.add_parser("check", help="whether a commitment, a close or a stake stays inside the rules")
        check.add_argument("file", type=Path, metavar="FILE")
        check.add_argument("--regime", required=True, metavar="CODE", help="the kind of fund")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            getattr(self, f"_{options['verb']}")(options)
        except Refusal as refusal:
            faults = [f"  {fault.where}: {' | '.join(fault.what.values())}" for fault in refusal.faults]
            raise CommandError("\n".join([" | ".join(refusal.what.values()), *faults]), returncode=1) from refusal
        except (Unreadable, OSError) as error:
            raise CommandError(str(error), returncode=1) from error

    def _rules(self, options: dict[str, Any]) -> None:
        for one in queries.packs():
            signed = "verified" if one.rules.verified else "not verified"
            self.stdout.write(f"{one.code:<24} {signed:<14} {one.rules.title.in_language('en')}")

    def _show(self, options: dict[str, Any]) -> None:
        rules = _pack(options["code"]).rules
        signed = "verified by counsel" if rules.verified else f"as of {rules.as_of}, not yet verified by counsel"
        self.stdout.write(f"{rules.title.in_language('en')}: {rules.form.in_language('en')}\n{signed}")
        for limit in rules.limits:
            bounds = (("at least", limit.least), ("at most", limit.most))
            said = [
                f"{words} {shown(bound, kind_of(limit.measure), limit.currency, 'en')}"
                for words, bound in bounds
                if bound is not None
            ]
            name = name_of(limit.measure)["en"]
            self.stdout.write(f"{limit.measure}: {name}, {', '.join(said)} ({limit.citation.in_language('en')})")
        for question in rules.open:
            self.stdout.write(f"open: {question.in_language('en')}")

    def _check(self, options: dict[str, Any]) -> None:
        pack = _pack(options["regime"])
        outcome = answer(read_question(read_yaml(options["file"])), pack.rules)
        for reason in outcome.against:
            self.stdout.write(f"{reason.code}: {reason.what['vi']} | {reason.what['en']}")
        self.stdout.write(f"{pack.code}: {'fits' if outcome else 'refused'}")
        if not outcome:
            sys.exit(1)


def _pack(code: str) -> PackView:
    found = {one.code: one for one in queries.packs()}
    if code not in found:
        raise CommandError(f"there is no kind of fund {code}; there are: {', '.join(found) or 'none'}", returncode=1)
    return found[code]
