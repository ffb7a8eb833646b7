"""Take a version of the rules for a kind of fund into the hub."""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

import rfc8785

from longbien.capital import models
from longbien.capital.events.funds import PackAdopted
from longbien.kernel.actor import Actor
from longbien.kernel.subject import Subject
from longbien.people.policy import check
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit


@act
def adopt_pack(content: Mapping[str, Any], *, by: Actor, at: datetime) -> UUID:
    """The id of the pack's newest version; a new one when its content is not that of the last.

    `content` is plain JSON data with a `code`. Vehicles keep the version they were opened under.
    """
    check(by, "adopt-pack", None, type="capital.hub")
    canonical = rfc8785.dumps(dict(content))
    digest = sha256(canonical).hexdigest()
    last = models.Pack.objects.filter(code=content["code"]).order_by("-number").first()
    if last is not None and last.sha256 == digest:
        return last.pk
    number = last.number + 1 if last else 1
    pack = models.Pack.objects.create(
        code=content["code"], number=number, sha256=digest, content=canonical.decode(), adopted_at=at
    )
    emit(PackAdopted(pack.code, number, digest), subject=Subject("capital.pack", pack.pk), by=by, at=at)
    return pack.pk
