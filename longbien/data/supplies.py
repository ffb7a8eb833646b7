"""What the platform supplies itself: the hub's working calendar, and the services that rooms below it publish."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.conf import settings

from longbien.data.registry import supply
from longbien.kernel.period import Period
from longbien.procedures.queries.cases import opened_cases
from longbien.procedures.queries.services import services as published

FIRST_YEAR, YEARS = 2025, 3


@supply("hub.calendar")
def working_days() -> Iterator[dict[str, Any]]:
    """Every day of some years: whether it is worked, and whether it is off by law or by decision."""
    calendar = settings.HUB.calendar
    span = Period(date(FIRST_YEAR, 1, 1), date(FIRST_YEAR + YEARS, 1, 1))
    off = frozenset(calendar.holidays(span))
    day = span.start
    while day < span.end:
        yield {
            "day": day, "is_working": calendar.is_working(day), "is_holiday": day in off,
            "is_decided": day in calendar.overrides, "weekday": day.isoweekday(),
        }  # fmt: skip
        day += timedelta(days=1)


@supply("hub.sources")
def sources() -> Iterator[dict[str, Any]]:
    """What the hub's own content is built from: every source that its folder cites."""
    for code, told in settings.HUB.data.get("sources", {}).items():
        yield {"code": code, **_said(told)}


def _said(told: dict[str, Any]) -> dict[str, Any]:
    title = settings.HUB.text(told["title"])
    return {"title_vi": title.in_language("vi"), "title_en": title.in_language("en"), "url": told.get("url")}


@supply("procedures.services")
def services() -> Iterator[dict[str, Any]]:
    """Every service in force, as the public catalogue lists it."""
    for one in published():
        yield {
            "code": one.code, "version": one.version, "title_vi": one.title.in_language("vi"),
            "title_en": one.title.in_language("en"), "states": len(one.definition.states),
            "is_offered": one.is_offered, "sha256": one.sha256,
        }  # fmt: skip


CARDS, RIDES, SEED = 300, 4, 20_261_129


@supply("data.demonstration-rides")
def demonstration_rides() -> Iterator[dict[str, Any]]:
    """Rides of cards that nobody holds, the same ones always: for demonstration, and called so wherever they stand."""
    chance = random.Random(SEED)  # noqa: S311 - nothing of it is secret
    for card in range(1, CARDS + 1):
        for _ in range(RIDES):
            yield {
                "card": f"MH-{card:06}", "day": date(2026, 11, chance.randint(2, 27)),
                "hour": chance.choice((6, 7, 8, 12, 17, 18, 19)), "stop": f"MH-B{chance.randint(1, 12):02}",
            }  # fmt: skip


@supply("procedures.cases")
def cases() -> Iterator[dict[str, Any]]:
    """Every case, as statistics count it; the applicant is a personal id."""
    for one in opened_cases():
        yield {
            "applicant": str(one.applicant), "service": one.service, "opened_on": one.opened_on,
            "closed_on": one.closed_on, "moves": one.moves,
        }  # fmt: skip
