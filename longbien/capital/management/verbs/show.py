"""`longbien capital show CODE`: the limits of a kind of fund with their articles, and what is open."""

from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from longbien.capital.management.verbs.check import pack_called
from longbien.capital.rules.vehicles.limits import shown
from longbien.capital.rules.vehicles.measures import kind_of, name_of
from longbien.capital.rules.vehicles.pack import Limit

HELP = "the limits of a kind of fund with their articles, and what is open"


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("code", metavar="CODE", help="the kind of fund")


def run(options: dict[str, Any], out: Callable[[str], Any]) -> None:
    rules = pack_called(options["code"]).rules
    signed = "verified by counsel" if rules.verified else f"as of {rules.as_of}, not yet verified by counsel"
    out(f"{rules.title.in_language('en')}: {rules.form.in_language('en')}\n{signed}")
    for limit in rules.limits:
        out(f"{limit.measure}: {name_of(limit.measure)['en']}, {_bounds(limit)} ({limit.citation.in_language('en')})")
    for question in rules.open:
        out(f"open: {question.in_language('en')}")


def _bounds(limit: Limit) -> str:
    bounds = (("at least", limit.least), ("at most", limit.most))
    return ", ".join(
        f"{words} {shown(bound, kind_of(limit.measure), limit.currency, 'en')}"
        for words, bound in bounds
        if bound is not None
    )
