"""`longbien letter`: try a letter's template, and check the seal of a letter."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import CommandError

from longbien.credentials.letters.sampling import sample_for
from longbien.credentials.queries import checks_of, draw, faults_in, outcome_of, seal_check
from longbien.kernel.refusal import Fault, Refusal
from longbien.ui.commands import HouseCommand

HELP = """Letters: draw one from its template, find what is wrong with a template, check the seal of a letter.

Examples:
  longbien letter check procedures/letters/award.typ                  every fault, by its line
  longbien letter draw procedures/letters/award.typ                   award.pdf, unsealed, to look at
  longbien letter draw letters/award.typ --data sample.json --language en --out other.pdf
  longbien letter verify award.pdf                                    whether a sealed letter is genuine

Without --data, a template in the folder letters/ beside a procedure that names it is filled with made-up answers to
the questions of that procedure. A file of data is one JSON object; texts are given by language:

  {"number": "VB-2026-000001", "date": "2026-11-28",
   "date_text": {"vi": "ngày 28 tháng 11 năm 2026", "en": "28 November 2026"},
   "hub": {"vi": "…", "en": "…"}, "applicant": "…", "case_number": "…", "case_title": "…", "opened": "2026-11-02",
   "opened_text": {"vi": "…", "en": "…"}, "service": {"vi": "…", "en": "…"}, "laws": [{"vi": "…", "en": "…"}],
   "decision": {"vi": "…", "en": "…"}, "state": {"vi": "…", "en": "…"}, "reason": "…", "decided_by": "…",
   "deciders": [{"name": "…", "role": {"vi": "…", "en": "…"}, "did": {"vi": "…", "en": "…"}, "reason": "…",
                 "day": "2026-11-27", "day_text": {"vi": "…", "en": "…"}, "on_behalf_of": ""}],
   "answers": {"request": {"people": 4}}, "shown": {"request": {"people": {"vi": "4", "en": "4"}}}}

Exit codes: 0 done, or all is well; 1 there are faults, or the seal doesn't hold (it says what); 2 wrong usage.
"""


class Command(HouseCommand):
    help = HELP

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
        for verb, said in (("check", "name every fault of a template"), ("draw", "draw the letter, unsealed")):
            one = verbs.add_parser(verb, help=said)
            one.add_argument("template", type=Path, metavar="TEMPLATE", help="a Typst file (.typ)")
            one.add_argument("--data", type=Path, metavar="FILE", help="what the letter says, as a JSON object")
        one.add_argument("--out", type=Path, metavar="FILE", help="where to write the PDF (TEMPLATE's name, here)")
        one.add_argument("--language", default="vi", metavar="CODE", help="the language of the letter (vi)")
        verify = verbs.add_parser("verify", help="examine the seal of a PDF")
        verify.add_argument("file", type=Path, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            getattr(self, f"_{options['verb']}")(options)
        except Refusal as refusal:
            self._tell(refusal.faults)
            raise CommandError(refusal.what.in_language("en")) from refusal
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(str(error)) from error

    def _check(self, options: dict[str, Any]) -> None:
        template = options["template"]
        faults = faults_in(template.read_text("utf-8"), _data(options), named=str(template))
        self._tell(faults)
        if faults:
            raise CommandError(f"{len(faults)} faults")
        self.stdout.write(f"{template}: no faults")

    def _draw(self, options: dict[str, Any]) -> None:
        template = options["template"]
        pdf = draw(template.read_text("utf-8"), _data(options), options["language"], named=str(template))
        out = options["out"] or Path(template.stem + ".pdf")
        out.write_bytes(pdf)
        self.stdout.write(str(out))

    def _verify(self, options: dict[str, Any]) -> None:
        report = seal_check(options["file"].read_bytes())
        checks = checks_of(report)
        for check in checks:
            self.stdout.write(f"{check.outcome:<8} {check.what.in_language('en')}")
        if report.seals:
            self.stdout.write(f"sealed by {report.signer} at {report.at}: {report.about}")
        if outcome_of(checks) != "ok":
            raise CommandError("the seal does not hold, or is not this hub's")

    def _tell(self, faults: tuple[Fault, ...]) -> None:
        for fault in faults:
            self.stdout.write(f"{fault.where}: {' | '.join(fault.what.values())}")


def _data(options: dict[str, Any]) -> dict[str, Any]:
    """What the file of data holds, or a sample without one. CommandError unless the file holds a JSON object."""
    path = options["data"]
    if path is None:
        return sample_for(options["template"])
    try:
        read = json.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise CommandError(f"{path}: {error}") from error
    if not isinstance(read, dict):
        raise CommandError(f"{path}: not a JSON object")
    return read
