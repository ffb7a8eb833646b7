"""`longbien capital rules`: every kind of fund that this hub has rules for."""

from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from longbien.capital.queries.funds import packs

HELP = "every kind of fund: code, signed by counsel or not, title"


def arguments(parser: ArgumentParser) -> None:
    """None."""


def run(options: dict[str, Any], out: Callable[[str], Any]) -> None:
    for one in packs():
        signed = "verified" if one.rules.verified else "not verified"
        out(f"{one.code:<24} {signed:<14} {one.rules.title.in_language('en')}")
