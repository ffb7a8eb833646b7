"""`longbien kind`: the kinds of trial that the hub knows, and whether a kind's file is in order."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import CommandError

from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.sourced import Unreadable, read_yaml
from longbien.trials import queries
from longbien.trials.kinds.shape import faults
from longbien.trials.kinds.shelf import LANGUAGES, SHIPPED
from longbien.trials.rules.kinds.kind import Kind
from longbien.ui.commands import HouseCommand

HELP = """The kinds of trial: what each counts, what the hub proposes as its guardrails, how its telemetry reads.

Examples:
  longbien kind list
  longbien kind show delivery-robot
  longbien kind check hubs/my-city/kinds/river-bus.yaml       every fault with its line

A new one: make new kind=trial name=river-bus. It needs no code; a plan names it in its part “kind”.

Exit codes: 0 done; 1 there are faults, or no such kind; 2 wrong usage.
"""


class Command(HouseCommand):
    help = HELP

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
        verbs.add_parser("list", help="every kind: code and title")
        verbs.add_parser("show", help="what a kind counts and needs").add_argument("code", metavar="CODE")
        verbs.add_parser("check", help="examine a kind's file").add_argument("file", type=Path, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            getattr(self, f"_{options['verb']}")(options)
        except Refusal as refusal:
            raise CommandError(" | ".join(refusal.what.values())) from refusal
        except (Unreadable, OSError) as error:
            raise CommandError(str(error)) from error

    def _list(self, options: dict[str, Any]) -> None:
        for one in queries.kinds():
            self.stdout.write(f"{one.code:<24} {one.title.in_language('en')}")

    def _show(self, options: dict[str, Any]) -> None:
        if found := queries.kind(options["code"]):
            self.stdout.write("\n".join(_told(found)))

    def _check(self, options: dict[str, Any]) -> None:
        path: Path = options["file"]
        ours = path.resolve().parent == SHIPPED.resolve()
        found = faults(read_yaml(path), LANGUAGES if ours else settings.HUB.languages)
        for one in found:
            if isinstance(one, Fault):
                self.stderr.write(f"{one.where}: {' | '.join(one.what.values())}")
        if found:
            raise CommandError(f"{len(found)} lỗi | {len(found)} faults")
        self.stdout.write(f"{path}: in order")


def _told(kind: Kind) -> list[str]:
    """A kind in lines."""
    terms = kind.terms
    lines = [f"{kind.title.in_language('en')} ({kind.code})", kind.summary.in_language("en")]
    lines += [f"amount: {one.code}" + (f", at most by {one.most}" if one.most else "") for one in terms.amounts]
    for one in terms.measures:
        lines.append(
            f"measure: {one.code}, {one.statistic}" + (f" of {one.against}" * bool(one.against)) + f", {one.unit}"
        )
    for rail, why in ((one.guardrail, one.why) for one in kind.proposals):
        lines.append(f"proposed: {rail.measure} at most {rail.limit} in {rail.per} ({why.in_language('en')})")
    lines += [f"telemetry: {one.key} is {one.column or one.measure}" for one in terms.telemetry]
    lines += [f"required: {one.part or one.guardrail} ({one.why.in_language('en')})" for one in kind.requires]
    lines.append(f"caps: {', '.join(kind.caps)}")
    return lines + ([f"MDS 2.0: {kind.mobility.mode}, {kind.mobility.vehicle_type}"] if kind.mobility else [])
