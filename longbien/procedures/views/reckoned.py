"""Facts of a case that its procedure gives a title, as its offices read them."""

from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from longbien.kernel.text import Text
from longbien.procedures.queries.versions import Published
from longbien.procedures.rules.expressions import CannotTell, Reckoning


@dataclass(frozen=True)
class Reckoned:
    title: Text
    value: str


def reckoned(version: Published, rules: Reckoning) -> tuple[Reckoned, ...]:
    """In the order of the file; what can't be told yet is a dash."""
    return tuple(Reckoned(title, _value(rules, name)) for name, title in version.definition.told_facts.items())


def _value(rules: Reckoning, name: str) -> str:
    try:
        return _said(rules.fact(name))
    except CannotTell:
        return "–"


def _said(found: Any) -> str:
    if isinstance(found, bool):
        return _("yes") if found else _("no")
    if isinstance(found, float):
        return number_format(found, 0 if found.is_integer() else 2)
    return number_format(found) if isinstance(found, int) else str(found)
