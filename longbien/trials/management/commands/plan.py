"""`longbien plan`: before a plan is filed, can it show what it is for?"""

import json
from argparse import ArgumentParser, ArgumentTypeError
from dataclasses import asdict
from math import ceil
from pathlib import Path
from typing import Any

from django.core.management import CommandError

from longbien.kernel.refusal import Refusal
from longbien.trials import queries
from longbien.trials.rules.comparing.power import LOTS, check_comparable, needed
from longbien.trials.rules.monitors.power import ALPHA, POWER, Needed, exposure_needed, tries_needed
from longbien.trials.rules.monitors.question import check_answerable, device_hours, site_days
from longbien.trials.rules.odd import odd_guardrails
from longbien.trials.rules.plan import Plan, read_plan
from longbien.trials.rules.planning.takes import Takes, takes
from longbien.ui.commands import HouseCommand

HELP = """\
How much must be seen until “safer than the limit” can be shown, and do a plan's own caps allow that much?

  longbien plan power --limit 2 --true 0.5 --per "1000 km"          incidents by distance: how many kilometres
  longbien plan power --limit 1 --true 0.3 --per site-days          … by days of a site
  longbien plan power --limit 0.05 --true 0.02 --share --per users  a share of users: how many users
  longbien plan power --plan plan.json                              what each guardrail and comparison of a plan takes
  longbien plan check plan.json                                     can it answer its question if nothing happens?
  longbien plan check plan.json --expect near_miss=0.5              … at half a near miss a site and day

With a kind, a guardrail is asked for as its kind counts it: a vehicle-day, a metre driven, a share of the tries.

A plan is the JSON of the licence form: the page of an application, its last look before sending and the page of a trial
hand it out as plan.json. The evidence may be looked at every day; --alpha is the chance to be wrong
however often one looks, --power the chance to be able to show it by then. Counts are taken as Poisson: when they are
more uneven, more is needed, and “share of site-days with any incident” can be answered whatever their law.

Exit codes: 0 done, or the plan can answer; 1 it can't, or nothing could show it (it says why); 2 wrong usage."""

SITE_DAY = (1.0, "site-days")


class Command(HouseCommand):
    help = HELP

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="power|check")
        power = verbs.add_parser("power", help="how much must be seen")
        power.add_argument(
            "--plan", type=Path, metavar="PLAN", help="what all guardrails and comparisons of a plan take"
        )
        power.add_argument("--limit", type=float, metavar="X", help="the limit that is licensed")
        power.add_argument("--true", type=float, metavar="X", help="the rate that is expected in truth")
        power.add_argument(
            "--per", type=_per, default=SITE_DAY, metavar="AMOUNT", help="of what: “1000 km” (site-days)"
        )
        power.add_argument("--share", action="store_true", help="limit and truth are shares that fail, from 0 to 1")
        power.add_argument("--power", type=_chance, default=POWER, metavar="P", help=f"chance to show it ({POWER})")
        power.add_argument("--json", action="store_true", help="as JSON, for machines")
        check = verbs.add_parser("check", help="refuse a plan whose caps can't answer its own question")
        check.add_argument("plan", type=Path, metavar="PLAN", help="JSON as the licence form gives it")
        check.add_argument("--expect", type=_expected, action="append", default=[], metavar="MEASURE=X")
        for verb in (power, check):
            verb.add_argument("--alpha", type=_chance, default=ALPHA, metavar="P", help=f"chance to be wrong ({ALPHA})")

    def handle(self, *args: Any, **options: Any) -> None:
        verb = "asked" if options["verb"] == "power" and options["plan"] else options["verb"]
        try:
            getattr(self, f"_{verb}")(options)
        except Refusal as refusal:
            for fault in refusal.faults:
                self.stderr.write(f"{fault.where}: {' | '.join(fault.what.values())}")
            raise CommandError(" | ".join(refusal.what.values()), returncode=1) from refusal

    def _power(self, options: dict[str, Any]) -> None:
        if options["limit"] is None or options["true"] is None:
            words = "Cần --limit và --true, hoặc --plan | --limit and --true are needed, or --plan"
            raise CommandError(words, returncode=2)
        size, unit = options["per"]
        if options["share"] and size != 1.0:
            words = "Với --share, --per chỉ nêu đơn vị | With --share, --per only names the unit"
            raise CommandError(words, returncode=2)
        ask = tries_needed if options["share"] else exposure_needed
        found = ask(options["limit"], options["true"], alpha=options["alpha"], power=options["power"])
        found = Needed(found.amount * size, found.incidents, found.power)
        if options["json"]:
            self.stdout.write(
                json.dumps({"unit": unit, "alpha": options["alpha"], **asdict(found)}, ensure_ascii=False)
            )
            return
        self.stdout.write(
            f"Needed: {_amount(found.amount)} {unit}, with at most {found.incidents} incidents on the way.\n"
            f"Then it is shown with a chance of {found.power:.0%}, wrongly with one of at most {options['alpha']:g}."
        )

    def _asked(self, options: dict[str, Any]) -> None:
        """What every guardrail and comparison of a plan takes."""
        plan, alpha = _plan(options["plan"]), options["alpha"]
        kind = queries.kind(plan.kind)
        rails = tuple(takes(plan, kind.terms if kind else None, alpha=alpha))
        share = alpha / max(len(plan.comparisons), 1)
        found = [needed(asked, plan, alpha=share, power=options["power"]) for asked in plan.comparisons]
        if options["json"]:
            said = {"guardrails": [_taken(one) for one in rails], "comparisons": [asdict(one) for one in found]}
            self.stdout.write(json.dumps(said, ensure_ascii=False))
            return
        for rail in rails:
            self.stdout.write(_rail(rail))
        for asked, one in zip(plan.comparisons, found, strict=True):
            unit = LOTS[asked.design]["en"]
            self.stdout.write(
                f"{asked.measure}: a gain of {asked.margin:,} takes {one.lots:,} {unit}, {one.days:,} of the "
                f"{plan.term.days:,} days of the term at the most that the plan allows.\n"
                f"Then it is noticed with a chance of {options['power']:.0%}, wrongly with one of at most {share:g}."
            )
        if not found:
            self.stdout.write("The plan compares nothing.")

    def _check(self, options: dict[str, Any]) -> None:
        plan = _plan(options["plan"])
        kind = queries.kind(plan.kind)
        days, hours = site_days(plan), device_hours(plan)
        self.stdout.write(f"The caps allow at most {days:,} site-days and {hours:,.0f} hours of devices.")
        expected = dict(options["expect"])
        if unknown := sorted(expected.keys() - {rail.measure for rail in plan.guardrails}):
            words = ", ".join(unknown)
            raise CommandError(f"Phương án không giới hạn {words} | The plan has no guardrail on {words}", returncode=2)
        outcome = check_answerable(plan, expected, alpha=options["alpha"], terms=kind.terms if kind else None)
        outcome += check_comparable(plan, alpha=options["alpha"])
        for reason in odd_guardrails(plan, kind):
            self.stderr.write(f"hãy xem lại | look again, {reason.where}: {' | '.join(reason.what.values())}")
        for reason in outcome.against:
            self.stderr.write(f"{reason.where}: {' | '.join(reason.what.values())}")
        if not outcome:
            raise CommandError("Phương án bị từ chối | The plan is refused", returncode=1)
        self.stdout.write("Trả lời được câu hỏi của mọi ngưỡng | They can answer every guardrail's question.")


def _amount(amount: float) -> str:
    """Rounded up: to a whole number, below a hundred to a tenth."""
    return f"{ceil(amount):,}" if amount >= 100 else f"{ceil(amount * 10) / 10:,g}"


def _taken(one: Takes) -> dict[str, Any]:
    """For machines: null stands for what can't be shown, and for what no cap bounds."""
    allowed = one.allowed if one.is_bounded else None
    return {
        "measure": one.measure, "unit": one.unit.in_language("en"), "if_none": one.none, "if_half": one.half,
        "allowed": allowed, "days": one.days,
    }  # fmt: skip


def _rail(one: Takes) -> str:
    if one.none is None:
        why = "a limit of 0, the first one stops the trial" if one.at_once else "its limit can't be shown to be kept"
        return f"{one.measure}: {why}."
    unit = one.unit.in_language("en").lower()
    half = f"{one.half:,} if half of the limit does" if one.half is not None else "can't be shown at half of the limit"
    most = f"; the plan allows {ceil(one.allowed):,}" if one.is_bounded else ""
    return f"{one.measure}: safer than its limit takes {one.none:,} {unit} if nothing happens, {half}{most}."


def _plan(path: Path) -> Plan:
    try:
        data = json.loads(path.read_text())
    except OSError as error:
        raise CommandError(f"Không đọc được {path} | {path} can't be read: {error.strerror}", returncode=2) from error
    except ValueError as error:
        raise CommandError(f"{path} không phải là JSON | {path} is no JSON: {error}", returncode=1) from error
    if not isinstance(data, dict):
        raise CommandError(f"{path} không phải là phương án | {path} is no plan", returncode=1)
    return read_plan(data)


def _per(written: str) -> tuple[float, str]:
    """“1000 km”, “users”, “bus stops”: how many of what."""
    first, _, rest = written.strip().partition(" ")
    try:
        size, unit = float(first.replace(",", "")), rest.strip()
    except ValueError:
        size, unit = 1.0, written.strip()
    if not (0.0 < size < float("inf") and any(letter.isalpha() for letter in unit)):
        raise ArgumentTypeError(f"“{written}” không phải là số lượng | is no amount, such as “1000 km”")
    return size, unit


def _chance(written: str) -> float:
    try:
        chance = float(written)
    except ValueError:
        chance = 0.0
    if not 0.0 < chance < 1.0:
        raise ArgumentTypeError(f"{written} không phải là số giữa 0 và 1 | is no number between 0 and 1")
    return chance


def _expected(written: str) -> tuple[str, float]:
    measure, _, rate = written.partition("=")
    try:
        return measure, float(rate)
    except ValueError as error:
        words = f"“{written}” không có dạng near_miss=0.5 | is not of the form near_miss=0.5"
        raise ArgumentTypeError(words) from error
