"""Time zones to choose from: each once, under its present name, the nearest to the hub's first."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale
from babel.core import get_global
from babel.dates import format_datetime, get_timezone_location
from django.conf import settings

from longbien.kernel.text import Text

NOWHERE = frozenset({None, "001", "ZZ"})  # CLDR: the world, and no place at all


@dataclass(frozen=True)
class Zone:
    """`title` names place, country and offset: `Berlin, Germany (GMT+01:00)`; `also` are older names of the zone."""

    name: str
    title: Text
    offset: timedelta
    also: tuple[str, ...] = ()


def canonical(name: str) -> str:
    """The present name of a zone: `Asia/Calcutta` is `Asia/Kolkata`."""
    aliases: Mapping[str, str] = get_global("zone_aliases")
    return aliases.get(name, name)


@lru_cache(maxsize=2)
def zones(on: date, at_home: str, languages: tuple[str, ...]) -> tuple[Zone, ...]:
    """Every zone with a place to it, by how far its time is from that at home, then by name."""
    countries, names = get_global("zone_territories"), _by_present_name()
    noon = datetime.combine(on, time(12), ZoneInfo(at_home))
    found = [
        _zone(name, countries[name], also, noon, languages)
        for name, also in names.items()
        if countries.get(name) not in NOWHERE
    ]
    here = noon.utcoffset() or timedelta()
    return tuple(sorted(found, key=lambda one: (abs(one.offset - here), one.name != at_home, str(one.title))))


def zone_title(name: str, on: date) -> Text:
    """What a zone is called, the hub's for ""."""
    wanted = canonical(name or settings.HUB.timezone)
    known = {one.name: one.title for one in zones(on, settings.HUB.timezone, settings.HUB.languages)}
    return known.get(wanted, Text.of(und=wanted))


def _by_present_name() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name in sorted(available_timezones()):
        present = canonical(name)
        found[present] = (*found.get(present, ()), *(() if name == present else (name,)))
    return found


def _zone(name: str, country: str, also: tuple[str, ...], noon: datetime, languages: tuple[str, ...]) -> Zone:
    local = noon.astimezone(ZoneInfo(name))
    said = {language: _title(name, country, local, language) for language in languages}
    return Zone(name, Text.of(**said), local.utcoffset() or timedelta(), also)


def _title(name: str, country: str, local: datetime, language: str) -> str:
    city = get_timezone_location(name, locale=language, return_city=True)
    land = Locale(language).territories.get(country, country)
    place = city if city == land else f"{city}, {land}"
    return f"{place} ({format_datetime(local, 'OOOO', locale=language)})"
