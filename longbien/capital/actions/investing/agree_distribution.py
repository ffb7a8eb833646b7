"""Agree how a vehicle distributes: a new version of its terms, before anything was distributed by the old one."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from longbien.capital import models
from longbien.capital.actions.funds.locked import locked, subject_of
from longbien.capital.actions.investing.deciding import written
from longbien.capital.events.investing import DistributionTermsAgreed
from longbien.capital.queries.funds.vehicles import terms
from longbien.capital.rules.funds.lives import DRAFT, POSTED
from longbien.capital.rules.funds.terms import write_terms
from longbien.capital.rules.investing.terms import DistributionShape
from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Fault, Refusal, conflict
from longbien.kernel.shape import examine, faults_only
from longbien.kernel.sourced import Sourced
from longbien.kernel.text import Text
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit


@act
def agree_distribution(vehicle_id: UUID, asked: Mapping[str, Any], *, by: Actor, at: datetime) -> int:
    """Keep the terms (as `rules.investing.terms` writes them); the answer is the number of the version.

    Refusal 422 for terms that can't stand, 409 once a distribution was posted or prepared by others.
    """
    vehicle = locked(vehicle_id, by=by, action="prepare")
    found = faults_only(list(examine(Sourced("terms", dict(asked), {}), DistributionShape(), ("vi", "en"))))
    if found:
        raise Refusal("bad-terms", found[0].what, faults=tuple(Fault("", one.what) for one in found))
    if any(one.objects.filter(vehicle=vehicle, state__in=(DRAFT, POSTED)).exists() for one in BY_THEM):
        raise conflict("in-use", IN_USE)
    known = terms(vehicle.pk)
    content, digest = written(write_terms(replace(known.rules, distribution=dict(asked))))
    if digest == known.sha256:
        return known.number
    number = known.number + 1
    models.Terms.objects.create(vehicle=vehicle, number=number, content=content, sha256=digest, agreed_at=at)
    event = DistributionTermsAgreed(number, digest)
    emit(event, subject=subject_of(vehicle), by=by, at=at, chain=subject_of(vehicle))
    return number


BY_THEM = (models.Distribution, models.BuyOut)
IN_USE = Text.of(
    vi="Quỹ đã phân chia hoặc mua lại phần vốn công (hoặc đang lập phương án) theo điều khoản hiện tại.",
    en="The fund has distributed, or the public share was bought (or that is prepared), by the terms that stand.",
)
