"""Reads of notices before a start: whether one is owed, and who follows the wards around."""

from collections.abc import Iterable
from uuid import UUID

from django.conf import settings

from longbien.people.queries import Contact, contacts
from longbien.places.queries import wards
from longbien.places.rules.geometry import distance_m
from longbien.places.rules.wards import Ward
from longbien.trials import models
from longbien.trials.queries.regimes import regime
from longbien.trials.rules.policy import Site
from longbien.trials.rules.residents.promises import notice_days

MARGIN_M = 500.0


def reach_m(ward: Ward) -> float:
    """How far from its middle a ward and what lies beside it reaches: a disk, for outlines are not open data."""
    return ward.radius_m + MARGIN_M


def notice_owed(trial: models.Trial) -> int:
    """How many days before its start residents are told of a trial; 0 where no rule asks for it."""
    return notice_days(regime(trial.regime_id).content, settings.HUB.data)


def wards_around(sites: Iterable[Site]) -> tuple[Ward, ...]:
    """The wards that these areas lie in or beside."""
    shapes = [site.geometry for site in sites]
    return tuple(one for one in wards() if any(distance_m(shape, one.lon, one.lat) <= reach_m(one) for shape in shapes))


def watchers(sites: Iterable[Site]) -> tuple[Contact, ...]:
    """Who follows a ward around these areas, each once."""
    codes = [one.code for one in wards_around(sites)]
    found = models.WardWatch.objects.filter(ward__in=codes).values_list("person_id", flat=True)
    return contacts(found)


def wards_watched(person_id: UUID | None) -> tuple[Ward, ...]:
    """The wards that someone follows, by code."""
    if person_id is None:
        return ()
    codes = set(models.WardWatch.objects.filter(person_id=person_id).values_list("ward", flat=True))
    return tuple(one for one in wards() if one.code in codes) if codes else ()
