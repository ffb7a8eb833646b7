"""Take a version of a legal regime into the hub."""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

import rfc8785

from longbien.kernel.actor import Actor
from longbien.kernel.subject import Subject
from longbien.people.policy import check
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit
from longbien.trials import models
from longbien.trials.events import RegimeAdopted


@act
def adopt_regime(content: Mapping[str, Any], *, by: Actor, at: datetime) -> UUID:
    """The id of the regime's newest version; a new one when its content is not that of the last.

    `content` is plain JSON data with a `code`. Licences keep the version they were granted under.
    """
    check(by, "adopt-regime", None, type="trials.hub")
    canonical = rfc8785.dumps(dict(content))
    digest = sha256(canonical).hexdigest()
    last = models.Regime.objects.filter(code=content["code"]).order_by("-number").first()
    if last is not None and last.sha256 == digest:
        return last.pk
    number = last.number + 1 if last else 1
    regime = models.Regime.objects.create(
        code=content["code"], number=number, sha256=digest, content=canonical.decode(), adopted_at=at
    )
    event = RegimeAdopted(code=regime.code, number=number, sha256=digest)
    emit(event, subject=Subject("trials.regime", regime.pk), by=by, at=at)
    return regime.pk
