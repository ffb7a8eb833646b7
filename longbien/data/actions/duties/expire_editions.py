"""Delete the rows of editions that are kept long enough, as the contract of their set says."""

from datetime import datetime
from hashlib import sha256

from longbien.data.dependents import rebuilt
from longbien.data.events.duties import EditionsExpired
from longbien.data.events.sets import EditionDelivered
from longbien.data.models import DataSet, Edition, GoneEdition, Receipt
from longbien.data.policy import DUTIES
from longbien.data.queries.duties.kept import ends_at
from longbien.data.queries.parts import forget_parts
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


def expire_editions(code: str = "", *, by: Actor, at: datetime) -> tuple[Receipt, ...]:
    """A receipt for each set, or for one, of which something was over. What fails on the way is gone on with by the
    next run."""
    check(by, "erase", None, type=DUTIES)
    found = DataSet.objects.filter(**({"code": code} if code else {})).order_by("code")
    every = (_expire(row, by=by, at=at) for row in found)
    return tuple(one for one in every if one is not None)


def _expire(row: DataSet, *, by: Actor, at: datetime) -> Receipt | None:
    contract, ends = contract_of(row), ends_at(row.code)
    standing = list(row.editions.filter(gone=None).order_by("number"))
    over = [one for one in standing if one.number in ends and ends[one.number] <= at]
    if not over:
        return None
    after = standing[standing.index(over[-1]) + 1 :]
    kept_from = after[0] if after else _empty(row, contract, over[-1], by=by, at=at)
    lake = require("longbien.data.lake.forgetting", extra="data")
    lake.forget_before(folder_of(row.code), kept_from.version)
    made = rebuilt(row.code, at)
    forget_parts()
    return _receipt(row, contract, over, made, by=by, at=at)


@act
def _empty(row: DataSet, contract: Contract, newest: Edition, *, by: Actor, at: datetime) -> Edition:
    """Also the newest rows are kept no longer than agreed: an edition without rows takes their place."""
    hold(f"data.set {row.code}")
    tables = require("longbien.data.lake.tables", extra="data")
    nothing = tables.of_rows((), contract)
    version, digest, number = tables.write(folder_of(row.code), nothing), tables.digest(nothing), newest.number + 1
    subject = Subject("data.set", row.pk)
    entry_id = emit(EditionDelivered(row.code, number, 0, digest), subject=subject, by=by, at=at, chain=subject)
    return Edition.objects.create(
        data_set=row, number=number, version=version, rows=0, sha256=digest, contract_version=contract.version,
        contract_sha256=newest.contract_sha256, at=at, entry_id=entry_id,
    )  # fmt: skip


@act
def _receipt(
    row: DataSet, contract: Contract, over: list[Edition], made: dict[str, int], *, by: Actor, at: datetime
) -> Receipt:
    numbers = tuple(one.number for one in over)
    GoneEdition.objects.bulk_create(GoneEdition(edition=one, why="retention", at=at) for one in over)
    kept = contract.processing.kept if contract.processing else None
    report = {
        "data_set": row.code, "editions": list(numbers), "rows": sum(one.rows for one in over),
        "kept": dict(kept.items()) if kept else {}, "rebuilt": made,
    }  # fmt: skip
    digest, key, subject = sha256(canonical(report)).hexdigest(), new_id(), Subject("data.set", row.pk)
    told = EditionsExpired(row.code, key, numbers, digest)
    entry_id = emit(told, subject=subject, by=by, at=at, chain=subject)
    return Receipt.objects.create(
        id=key, kind="retention", data_set=row, report=report, digest=digest, is_clean=True, at=at, entry_id=entry_id
    )
