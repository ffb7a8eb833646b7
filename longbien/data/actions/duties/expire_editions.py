"""Delete the rows of editions that are kept long enough, as the contract of their set says."""

from datetime import date, datetime
from hashlib import sha256
from zoneinfo import ZoneInfo

from django.conf import settings

from longbien.data.actions.duties.rebuild_shares import rebuild_shares
from longbien.data.events.duties import EditionsExpired
from longbien.data.events.sets import EditionDelivered
from longbien.data.models import DataSet, Edition, GoneEdition, Receipt
from longbien.data.policy import DUTIES
from longbien.data.queries.sets import contract_of, folder_of
from longbien.data.rules.contract.contract import Contract
from longbien.kernel.actor import Actor
from longbien.kernel.extras import require
from longbien.kernel.ids import new_id
from longbien.kernel.subject import Subject
from longbien.people.policy import check
from longbien.record.actions.act import act, hold
from longbien.record.actions.emit import emit
from longbien.record.rules.leaf import canonical


def expire_editions(*, by: Actor, at: datetime) -> tuple[Receipt, ...]:
    """A receipt for each set of which something was over, each in a transaction of its own."""
    check(by, "erase", None, type=DUTIES)
    made = tuple(
        receipt for row in DataSet.objects.order_by("code") if (receipt := _expire(row, by=by, at=at)) is not None
    )
    for one in made:
        rebuild_shares(one.data_set.code)
    return made


@act
def _expire(row: DataSet, *, by: Actor, at: datetime) -> Receipt | None:
    hold(f"data.set {row.code}")
    contract, day = contract_of(row), _local(at)
    standing = list(row.editions.filter(gone=None).order_by("number"))
    over = [one for one in standing if one.rows and _is_over(contract, one, day)]
    if not over:
        return None
    lake = require("longbien.data.lake.forgetting", extra="data")
    if over[-1] == standing[-1]:
        _empty(row, contract, standing[-1], by=by, at=at)
    else:
        lake.forget_before(folder_of(row.code), standing[standing.index(over[-1]) + 1].version)
    GoneEdition.objects.bulk_create(GoneEdition(edition=one, why="retention", at=at) for one in over)
    return _receipt(row, contract, over, by=by, at=at)


def _is_over(contract: Contract, one: Edition, day: date) -> bool:
    kept = contract.processing.retention if contract.processing else None
    return kept is not None and kept.ends(_local(one.at)) <= day


def _local(at: datetime) -> date:
    return at.astimezone(ZoneInfo(settings.HUB.timezone)).date()


def _empty(row: DataSet, contract: Contract, newest: Edition, *, by: Actor, at: datetime) -> None:
    """Also the newest rows are kept no longer than agreed: an edition without rows takes their place."""
    lake, tables = (require(f"longbien.data.lake.{one}", extra="data") for one in ("forgetting", "tables"))
    nothing = tables.of_rows((), contract)
    version, digest, number = lake.replace(folder_of(row.code), nothing), tables.digest(nothing), newest.number + 1
    subject = Subject("data.set", row.pk)
    entry_id = emit(EditionDelivered(row.code, number, 0, digest), subject=subject, by=by, at=at, chain=subject)
    Edition.objects.create(
        data_set=row, number=number, version=version, rows=0, sha256=digest, contract_version=contract.version,
        contract_sha256=newest.contract_sha256, at=at, entry_id=entry_id,
    )  # fmt: skip


def _receipt(row: DataSet, contract: Contract, over: list[Edition], *, by: Actor, at: datetime) -> Receipt:
    numbers = tuple(one.number for one in over)
    kept = contract.processing.kept if contract.processing else None
    report = {
        "data_set": row.code, "editions": list(numbers), "rows": sum(one.rows for one in over),
        "kept": dict(kept.items()) if kept else {},
    }  # fmt: skip
    digest, key, subject = sha256(canonical(report)).hexdigest(), new_id(), Subject("data.set", row.pk)
    told = EditionsExpired(row.code, key, numbers, digest)
    entry_id = emit(told, subject=subject, by=by, at=at, chain=subject)
    return Receipt.objects.create(
        id=key, kind="retention", data_set=row, report=report, digest=digest, is_clean=True, at=at, entry_id=entry_id
    )
