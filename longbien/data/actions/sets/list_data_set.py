"""Take a data set's contract into the catalogue."""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from longbien.data.events.sets import DataSetListed
from longbien.data.models import DataSet
from longbien.data.rules.ckan.packages import organisation_name
from longbien.data.rules.contract.contract import Contract
from longbien.kernel.actor import SYSTEM
from longbien.kernel.folding import fold
from longbien.kernel.subject import Subject
from longbien.people.queries import organisation_with_code
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit
from longbien.record.rules.leaf import canonical


@act
def list_data_set(data: Mapping[str, Any], contract: Contract, *, at: datetime) -> None:
    """Write what differs; a data set that the folder no longer has stays, for its editions and agreements."""
    digest = sha256(canonical(dict(data))).hexdigest()
    known = DataSet.objects.filter(code=contract.code).first()
    if known is not None and known.sha256 == digest:
        return
    columns = " ".join(f"{one.name} {' '.join(one.title.values())}" for one in contract.columns)
    texts = (*contract.title.values(), *contract.about.values(), *contract.publisher.values(), columns, contract.code)
    values = {
        "contract": dict(data), "sha256": digest, "theme": contract.theme, "access": contract.access,
        "publisher": organisation_name(contract.publisher), "found": fold(" ".join(texts)), "loaded_at": at,
        "owner_id": _owner(contract),
    }  # fmt: skip
    row, _ = DataSet.objects.update_or_create(code=contract.code, defaults=values)
    listed = DataSetListed(contract.code, contract.version, digest)
    emit(listed, subject=Subject("data.set", row.pk), by=SYSTEM, at=at)


def _owner(contract: Contract) -> UUID | None:
    found = organisation_with_code(contract.owner) if contract.owner else None
    return found.id if found else None
