"""Reads of the areas designated for testing."""

from collections.abc import Iterable
from datetime import timedelta

from longbien.kernel.period import Period
from longbien.places.queries import areas
from longbien.trials.rules.policy import Site


def designated_sites() -> dict[str, Site]:
    """Areas that a licence may use, by code, with the geometry that the licence will keep."""
    return {area.code: Site(area.code, dict(area.name), area.geometry) for area in areas()}


def areas_too_short(codes: Iterable[str], term: Period) -> tuple[str, ...]:
    """Those of the areas that were designated for fewer days than a term has."""
    known, last = {area.code: area for area in areas()}, term.end - timedelta(days=1)
    return tuple(code for code in codes if code in known and not known[code].holds_on(term.start, last))
