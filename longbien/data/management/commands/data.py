"""`longbien data`: the catalogue on the command line."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import CommandError
from django.utils import timezone

from longbien.data.actions.refresh import refresh
from longbien.data.queries.sets import cards, listed
from longbien.kernel.actor import SYSTEM
from longbien.kernel.refusal import Refusal
from longbien.ui.commands import HouseCommand

HELP = """The data catalogue on the command line.

Examples:
  longbien data list               every data set: code, who may see it, newest edition, rows
  longbien data refresh            take in what the hub's own supplies hold now, each data set under its contract
  longbien data refresh wards      one data set

Exit codes: 0 done; 1 refused, or a delivery broke its contract and was set apart (it says which); 2 wrong usage.
"""
SAID = {
    "new": "ấn bản mới | new edition", "same": "không đổi | unchanged",
    "apart": "trái hợp đồng, đã cách ly | breaks its contract, set apart",
}  # fmt: skip


class Command(HouseCommand):
    help = HELP

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
        verbs.add_parser("list", help="every data set")
        one = verbs.add_parser("refresh", help="take in what supplies hold now")
        one.add_argument("code", nargs="?", default="")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["verb"] == "list":
            for card in cards(listed()):
                newest = f"{card.newest.number}\t{card.newest.rows}" if card.newest else "–\t–"
                self.stdout.write(f"{card.code}\t{card.contract.access}\t{newest}")
            return
        try:
            made = refresh(options["code"], by=SYSTEM, at=timezone.now())
        except Refusal as refusal:
            raise CommandError(" | ".join(refusal.what.values()), returncode=1) from refusal
        for found in made:
            if options["verbosity"] or found.outcome == "apart":
                self.stdout.write(f"{found.code}: {SAID[found.outcome]} ({found.rows})")
        if any(found.outcome == "apart" for found in made):
            raise CommandError("Xem trang của bộ dữ liệu. | See the page of the data set.", returncode=1)
