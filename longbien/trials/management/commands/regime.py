"""`longbien regime`: the legal regimes of the hub, and whether a plan stays inside them."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import CommandError

from longbien.kernel.refusal import Refusal
from longbien.kernel.sourced import Unreadable, read_yaml
from longbien.trials import queries
from longbien.trials.queries.regimes import RegimeView, weigh
from longbien.trials.rules.plan import Plan, read_plan
from longbien.ui.commands import HouseCommand

HELP = """The legal regimes of controlled testing, as this hub has them.

Examples:
  longbien regime list
  longbien regime show capital-law-art-25
  longbien regime check plan.yaml --regime capital-law-art-25
  longbien regime check plan.yaml                      against every regime of the hub, to compare

A plan is YAML or JSON with the answers of the licence form. What is not marked as verified was not signed by counsel.

Exit codes: 0 done, and the plan fits every regime that was asked for; 1 it does not (each reason with its article), or
it can't be read; 2 wrong usage.
"""


class Command(HouseCommand):
    help = HELP

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
        verbs.add_parser("list", help="every regime: code, who grants, longest term, title")
        verbs.add_parser("show", help="what a regime says, and what is open").add_argument("code", metavar="CODE")
        check = verbs.add_parser(
            "check", help="whether a plan stays inside a regime, with the article for every failure"
        )
        check.add_argument("plan", type=Path, metavar="PLAN")
        check.add_argument("--regime", action="append", default=[], metavar="CODE", help="again for more; else all")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            getattr(self, f"_{options['verb']}")(options)
        except Refusal as refusal:
            faults = [f"  {fault.where}: {fault.what.in_language('en')}" for fault in refusal.faults]
            raise CommandError("\n".join([refusal.what.in_language("en"), *faults])) from refusal
        except (Unreadable, OSError) as error:
            raise CommandError(str(error)) from error

    def _list(self, options: dict[str, Any]) -> None:
        for one in queries.regimes():
            rules = one.rules
            months = f"{rules.term.max_months} months" if rules.term else "term open"
            who = "granted here" if rules.can_grant else "not granted here"
            self.stdout.write(f"{one.code:<36} {who:<16} {months:<10}  {rules.title.in_language('en')}")

    def _show(self, options: dict[str, Any]) -> None:
        found = _regime(options["code"])
        rules = found.rules
        signed = "verified by counsel" if rules.verified else f"as of {rules.as_of}, not yet verified by counsel"
        self.stdout.write(f"{rules.title.in_language('en')} (version {found.number})\n{signed}")
        self.stdout.write(f"authority: {rules.authority.in_language('en')}")
        for law in rules.basis:
            self.stdout.write(f"law: {law.in_language('en')}")
        for name, provisions in rules.provisions.items():
            for one in provisions:
                self.stdout.write(f"{name}: {one.words.in_language('en')} ({one.citation.in_language('en')})")
        for question in rules.open:
            self.stdout.write(f"open: {question.in_language('en')}")

    def _check(self, options: dict[str, Any]) -> None:
        plan = _plan(options["plan"])
        asked = [_regime(code) for code in options["regime"]] or list(queries.regimes())
        fits = [self._weighed(plan, one) for one in asked]
        if not all(fits):
            sys.exit(1)

    def _weighed(self, plan: Plan, regime: RegimeView) -> bool:
        outcome = weigh(plan, regime)
        self.stdout.write(f"{regime.code}: {'fits' if outcome else 'does not fit'}")
        for reason in outcome.against:
            law = f" ({reason.citation.in_language('en')})" if reason.citation else ""
            self.stdout.write(f"  {reason.where or '-'}: {reason.what.in_language('en')}{law}")
        return bool(outcome)


def _plan(path: Path) -> Plan:
    data = read_yaml(path).data
    if not isinstance(data, dict):
        raise CommandError(f"{path}: a plan is a list of names with their answers, such as “term_months: 12”")
    return read_plan({name: str(value) if name == "start" else value for name, value in data.items()})


def _regime(code: str) -> RegimeView:
    found = {one.code: one for one in queries.regimes()}
    if code not in found:
        raise CommandError(f"there is no regime {code}; there are: {', '.join(found) or 'none'}")
    return found[code]
