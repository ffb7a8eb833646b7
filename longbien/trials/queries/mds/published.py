"""What is published of the trials as MDS documents: every licence, suspension and end, old ones included."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.conf import settings

from longbien.trials import models
from longbien.trials.kinds import shelf
from longbien.trials.queries.policies import compiled
from longbien.trials.rules.mds.geography import geography_documents
from longbien.trials.rules.mds.policy import Grant, History, Stop, policy_documents
from longbien.trials.rules.mds.terms import DELIVERY_ROBOTS, Document, Mode, milliseconds
from longbien.trials.rules.policy import Policy


@dataclass(frozen=True)
class Asked:
    """Which policies a reader wants: in force at some time within [start, end] (milliseconds; None has no end)."""

    start: float | None = None
    end: float | None = None
    active_only: bool = False

    def wants(self, policy: Document, replaced: frozenset[str]) -> bool:
        ends = policy.get("end_date")
        return not (
            (self.start is not None and ends is not None and ends < self.start)
            or (self.end is not None and policy["start_date"] > self.end)
            or (self.active_only and policy["policy_id"] in replaced)
        )


def published_policies(asked: Asked | None = None) -> tuple[Document, ...]:
    """MDS policies in order of effective date."""
    found = _published(_mark()).policies
    replaced = frozenset(before for one in found for before in one["prev_policies"])
    return tuple(one for one in found if asked is None or asked.wants(one, replaced))


def published_geographies() -> tuple[Document, ...]:
    """MDS geographies of every licence that was granted."""
    return _published(_mark()).geographies


def last_published(documents: Iterable[Document], now: datetime) -> int:
    """When the newest of the documents was published; now, when there are none."""
    return max((one["published_date"] for one in documents), default=milliseconds(now))


@dataclass(frozen=True)
class Published:
    """The documents as they are while nothing happens: made once, and not to be changed."""

    policies: tuple[Document, ...]
    geographies: tuple[Document, ...]


@lru_cache(maxsize=2)
def _published(mark: str) -> Published:
    language, known = settings.HUB.languages[0], histories()
    policies = [one for history in known for one in policy_documents(history, language)]
    granted = [(grant.granted_at, grant.policy) for history in known for grant in history.grants]
    policies.sort(key=lambda one: (one["start_date"], one["policy_id"]))
    return Published(tuple(policies), geography_documents(granted, language))


def _mark() -> str:
    """A text that changes whenever the documents do. Three queries of small columns."""
    trials = list(models.Trial.objects.order_by("id").values_list("id", "state", "closed_at"))
    versions = list(models.PlanVersion.objects.order_by("id").values_list("id", flat=True))
    stops = list(models.Suspension.objects.order_by("id").values_list("id", "decided_at", "lifted_at"))
    return sha256(repr((settings.HUB.languages, trials, versions, stops)).encode()).hexdigest()


def mode_of(policy: Policy) -> Mode | None:
    """The MDS mode of what is tried, as its kind says; None for a kind that MDS has no mode for.

    A plan of no kind is of the one mode that MDS has for what moves by itself among people.
    """
    if not policy.plan.kind:
        return DELIVERY_ROBOTS
    kind = shelf.kinds(settings.HUB).get(policy.plan.kind)
    return Mode(kind.mobility.mode, kind.mobility.vehicle_type) if kind and kind.mobility else None


def histories() -> tuple[History, ...]:
    """All that is public of every trial of an MDS mode, oldest licence first. Three queries, however many trials."""
    grants, stops = _grants(), _stops()
    rows = models.Trial.objects.order_by("licensed_at", "id")
    modes = {trial: mode for trial, granted in grants.items() if (mode := mode_of(granted[-1].policy))}
    return tuple(
        _history(row, modes[row.pk], tuple(grants[row.pk]), tuple(stops[row.pk])) for row in rows if row.pk in modes
    )


def _history(row: models.Trial, mode: Mode, grants: tuple[Grant, ...], stops: tuple[Stop, ...]) -> History:
    return History(
        trial_id=row.pk,
        number=row.number,
        title=row.title,
        summary=row.summary,
        mode=mode,
        grants=grants,
        stops=stops,
        closed=(row.closed_at, row.state) if row.closed_at else None,
        is_demo=row.is_demo,
    )


def _grants() -> defaultdict[UUID, list[Grant]]:
    found: defaultdict[UUID, list[Grant]] = defaultdict(list)
    rows: Any = models.PlanVersion.objects.order_by("number").values_list(
        "trial_id", "number", "granted_at", "policy_sha256", "policy"
    )
    for trial_id, number, granted_at, digest, text in rows:
        found[trial_id].append(Grant(number, granted_at, compiled(digest, text)))
    return found


def _stops() -> defaultdict[UUID, list[Stop]]:
    found: defaultdict[UUID, list[Stop]] = defaultdict(list)
    for row in models.Suspension.objects.order_by("decided_at"):
        found[row.trial_id].append(Stop(row.pk, row.decided_at, row.lifted_at))
    return found
