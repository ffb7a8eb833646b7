"""The data strategy: what is there, what the city's problems lack, what is on the national platform."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings

from longbien.data.models import NationalShare
from longbien.data.queries.gaps import GapCard, gaps
from longbien.data.queries.sets import SetCard, cards, listed
from longbien.data.registry import every_need
from longbien.data.rules.access.strategy import Coverage, Standing, coverage, standing_of
from longbien.kernel.citation import Citation
from longbien.kernel.text import Text
from longbien.people.queries import organisations, today
from longbien.ui.language import reader_language
from longbien.ui.links import url_for


@dataclass(frozen=True)
class National:
    """A data set and where it stands on the national platform; `since` None: nobody told that it is there."""

    card: SetCard
    owner: str
    since: date | None
    address: str


@dataclass(frozen=True)
class Duty:
    """By which day public bodies share through the national platform, and where that is written."""

    by: date
    cited: tuple[Citation, ...]
    as_of: str
    verified: bool
    is_over: bool


@dataclass(frozen=True)
class Strategy:
    """All of it, as of now."""

    standings: tuple[Standing, ...]
    coverage: Coverage
    sets: tuple[SetCard, ...]
    gaps: tuple[GapCard, ...]


def strategy_now() -> Strategy:
    every, missing = cards(listed()), gaps()
    delivered = {one.code for one in every if one.newest}
    closed = {one.code for one in missing if not one.is_open}
    found = tuple(standing_of(one, delivered=delivered, closed=closed) for one in every_need())
    return Strategy(found, coverage(found), every, missing)


def needs_by_gap() -> dict[str, list[tuple[Text, str]]]:
    """By the code of a gap: the titles and addresses of whatever waits for it."""
    found: dict[str, list[tuple[Text, str]]] = {}
    for need in every_need():
        for code in need.gaps:
            found.setdefault(code, []).append((need.title, url_for(need.problem) or ""))
    return found


def needing_set(code: str) -> list[tuple[Text, str]]:
    """The titles and addresses of whatever needs a data set."""
    return [(one.title, url_for(one.problem) or "") for one in every_need() if code in one.sets]


def national(found: tuple[SetCard, ...]) -> tuple[National, ...]:
    """Each data set with what was told of it last."""
    told = {one.data_set_id: one for one in NationalShare.objects.order_by("at", "pk")}
    named = organisations(one.owner_id for one in found if one.owner_id)
    return tuple(
        National(
            one,
            named[one.owner_id].name if one.owner_id else "",
            told[one.id].since if one.id in told else None,
            told[one.id].address if one.id in told else "",
        )
        for one in found
    )


def duty() -> Duty | None:
    """What hub.yaml says of it; None where it says nothing."""
    told = settings.HUB.data.get("national_data")
    if told is None:
        return None
    cited = settings.HUB.cite(told["source"], reader_language())
    return Duty(told["by"], cited, told["as_of"], told["verified"], today() > told["by"])
