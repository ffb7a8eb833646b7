"""The rules of a kind of fund: every limit with its article, and what is open."""

from dataclasses import dataclass
from fractions import Fraction

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from longbien.capital.queries import funds as queries
from longbien.capital.rules.vehicles.limits import shown
from longbien.capital.rules.vehicles.measures import kind_of, name_of
from longbien.capital.rules.vehicles.pack import Limit, Pack
from longbien.kernel.citation import Citation
from longbien.kernel.money import Money
from longbien.kernel.text import Text
from longbien.ui.formats import short_money
from longbien.ui.language import reader_language
from longbien.ui.requests import Request


@dataclass(frozen=True)
class ShownLimit:
    """A limit as it is read; `least` and `most` are empty where there is none."""

    name: Text
    least: str
    most: str
    citation: Citation


@require_safe
def rules(request: Request, code: str) -> HttpResponse:
    found = queries.pack_with_code(code)
    return render(
        request, "capital/funds/rules.html", {"pack": found, "rules": found.rules, "limits": limits_of(found.rules)}
    )


def limits_of(pack: Pack) -> list[ShownLimit]:
    return [
        ShownLimit(name_of(one.measure), _said(one, one.least), _said(one, one.most), one.citation)
        for one in pack.limits
    ]


def _said(limit: Limit, bound: Fraction | None) -> str:
    if bound is None:
        return ""
    if (kind := kind_of(limit.measure)) == "money":
        return short_money(Money(int(bound), limit.currency))
    return shown(bound, kind, limit.currency, reader_language())
