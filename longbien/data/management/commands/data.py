"""`longbien data`: the catalogue on the command line."""

import sys
from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management import CommandError
from django.utils import timezone

from longbien.data.actions.agreements.ask import ask
from longbien.data.actions.sets.refresh import refresh
from longbien.data.gateway.answer import Answer
from longbien.data.management import cubes, harvesting
from longbien.data.management.run import add_mirror, add_run, answer_of, mirrored
from longbien.data.management.verbs import duties
from longbien.data.queries.sets import cards, listed
from longbien.kernel.actor import SYSTEM
from longbien.kernel.ids import from_slug
from longbien.kernel.refusal import Refusal
from longbien.ui.commands import HouseCommand

HELP = """The data catalogue on the command line.

Examples:
  longbien data list               every data set: code, who may see it, newest edition, rows
  longbien data refresh            take in what the hub's own supplies hold now, each data set under its contract
  longbien data refresh wards      one data set
  longbien data erase CODE --column card --value-from-stdin < code.txt   erase one person, and prove it: a receipt
  longbien data retain             delete what contracts say is kept no longer: a receipt for each set
  longbien data harvest            read every other catalogue that the hub's folder names
  longbien data harvest https://data.example.org    one catalogue: CKAN, or DCAT by its file
  longbien data harvest exports/   a folder of CSV files; one with a contract beside it is delivered under it
  longbien data query --agreement ID < statement.sql    a question under an agreement: its answer as CSV
  longbien data cube --agreement ID --by service --epsilon 0.25    a number with noise, paid from the budget
  longbien data cube --agreement ID --publish           count the newest edition; what is left of the budget
  longbien data run FILE --agreement ID --engine spark   the same on another engine (see longbien data run --help)
  longbien data mirror s3://bucket/lake    copy the lake to where many machines read it

Exit codes: 0 done; 1 refused, or a delivery broke its contract and was set apart (it says which), or an erased value
still stands somewhere; 2 wrong usage;
3 a question was refused (it says why in one line).
"""
REFUSED, SLUG = 3, 26
SAID = {
    "new": "ấn bản mới | new edition", "same": "không đổi | unchanged",
    "apart": "trái hợp đồng, đã cách ly | breaks its contract, set apart",
}  # fmt: skip


class Command(HouseCommand):
    help = HELP

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
        verbs.add_parser("list", help="every data set")
        asked = verbs.add_parser("query", help="a question in SQL under an agreement, read from standard input")
        asked.add_argument("--agreement", required=True, metavar="ID", help="the agreement's id, as in its address")
        harvesting.add(verbs.add_parser("harvest", help="read other catalogues, of the hub's list or by address"))
        cubes.arguments(verbs.add_parser("cube", help="publish a cube, ask it, or see what is left of its budget"))
        add_run(verbs)
        add_mirror(verbs)
        one = verbs.add_parser("refresh", help="take in what supplies hold now")
        one.add_argument("code", nargs="?", default="")
        duties.add(verbs)

    def handle(self, *args: Any, **options: Any) -> None:
        if options["verb"] in duties.VERBS:
            duties.run(self, options)
            return
        verb = {"list": self._list, "query": self._query, "run": self._query, "cube": self._query,
                "mirror": self._mirror, "harvest": self._harvest}  # fmt: skip
        verb.get(options["verb"], self._refresh)(options)

    def _harvest(self, options: dict[str, Any]) -> None:
        harvesting.run(self.stdout, options)

    def _list(self, options: dict[str, Any]) -> None:
        for card in cards(listed()):
            newest = f"{card.newest.number}\t{card.newest.rows}" if card.newest else "–\t–"
            self.stdout.write(f"{card.code}\t{card.contract.access}\t{newest}")

    def _refresh(self, options: dict[str, Any]) -> None:
        try:
            made = refresh(options["code"], by=SYSTEM, at=timezone.now())
        except Refusal as refusal:
            raise CommandError(" | ".join(refusal.what.values()), returncode=1) from refusal
        for found in made:
            if options["verbosity"] or found.outcome == "apart":
                self.stdout.write(f"{found.code}: {SAID[found.outcome]} ({found.rows})")
        if any(found.outcome == "apart" for found in made):
            raise CommandError("Xem trang của bộ dữ liệu. | See the page of the data set.", returncode=1)

    def _mirror(self, options: dict[str, Any]) -> None:
        try:
            self.stdout.write(mirrored(options["address"]))
        except Refusal as refusal:
            raise CommandError(" | ".join(refusal.what.values()), returncode=1) from refusal

    def _query(self, options: dict[str, Any]) -> None:
        try:
            agreement = _id(options["agreement"])
        except ValueError as error:
            raise CommandError("--agreement: không phải mã số. | This is no id.", returncode=2) from error
        try:
            if options["verb"] == "cube":
                self.stdout.write(cubes.answered(agreement, options), ending="")
                return
            answer = _answer(agreement, options)
        except ValueError as error:
            raise CommandError(f"Không đọc được. | This could not be read: {error}", returncode=2) from error
        except Refusal as refusal:
            words = (refusal.what, *(fault.what for fault in refusal.faults))
            raise CommandError(
                " | ".join(text for one in words for text in one.values()), returncode=REFUSED
            ) from refusal
        self.stdout.write(answer.as_csv(), ending="")
        if answer.cut:
            self.stderr.write("Còn dòng nữa, đã cắt bớt. | There were more rows; they were cut.")


def _answer(agreement: UUID, options: dict[str, Any]) -> Answer:
    if options["verb"] == "run":
        return answer_of(agreement, options)
    return ask(agreement, sys.stdin.read(), by=SYSTEM, at=timezone.now())


def _id(written: str) -> UUID:
    return from_slug(written) if len(written) == SLUG else UUID(written)
