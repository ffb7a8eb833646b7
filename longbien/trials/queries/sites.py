"""Reads of the areas designated for testing."""

from longbien.places.queries import areas
from longbien.trials.rules.policy import Site


def designated_sites() -> dict[str, Site]:
    """Areas that a licence may use, by code, with the geometry that the licence will keep."""
    return {area.code: Site(area.code, dict(area.name), area.geometry) for area in areas()}
