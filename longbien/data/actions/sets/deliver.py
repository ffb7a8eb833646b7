"""Take a delivery of rows into the lake when all of it keeps the contract; else keep it apart, with what breaks it."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings

from longbien.data.actions.sets.withhold import without_erased
from longbien.data.events.sets import DeliveryQuarantined, EditionDelivered
from longbien.data.models import DataSet, Edition, Quarantine
from longbien.data.queries.sets import contract_of, folder_of
from longbien.kernel.actor import Actor
from longbien.kernel.extras import require
from longbien.kernel.ids import new_id, to_slug
from longbien.kernel.refusal import Refusal, not_found
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.record.actions.act import act, hold
from longbien.record.actions.emit import emit


@act
def deliver(code: str, rows: Iterable[Mapping[str, Any]], *, by: Actor, at: datetime) -> UUID | None:
    """The new edition's id; None when nothing is new, or when the delivery was quarantined.

    `rows` are mappings by the contract's columns, or a table of Arrow that has just these, of their types.
    The same rows as in the newest edition make no new one. Refusal (422) for a value of another kind than its column.
    """
    hold(f"data.set {code}")
    found = DataSet.objects.filter(code=code).first()
    if found is None:
        raise not_found()
    tables = require("longbien.data.lake.tables", extra="data")
    contract = contract_of(found)
    try:
        table = tables.of_rows(rows, contract)
    except (TypeError, ValueError) as error:
        raise _not_of_kind(str(error)) from error
    table = without_erased(found, contract, table)
    digest, newest = tables.digest(table), found.editions.order_by("-number").first()
    if newest is not None and (newest.sha256, newest.contract_sha256) == (digest, found.sha256):
        return None
    verdict = require("longbien.data.lake.judged", extra="data").judge(table, contract)
    if not verdict.is_kept:
        _keep_apart(found, table, digest, verdict, by=by, at=at)
        return None
    number = newest.number + 1 if newest else 1
    version = _written(tables, found, table, newest)
    told = EditionDelivered(code, number, table.num_rows, digest)
    subject = Subject("data.set", found.pk)
    entry_id = emit(told, subject=subject, by=by, at=at, chain=subject)
    made = Edition.objects.create(
        data_set=found, number=number, version=version, rows=table.num_rows, sha256=digest,
        contract_version=contract.version, contract_sha256=found.sha256, at=at, entry_id=entry_id,
    )  # fmt: skip
    return made.pk


def _written(tables: Any, found: DataSet, table: Any, newest: Edition | None) -> int:
    """The version of the table in the lake. Rows that only came to those of the newest edition are put beside them."""
    folder = folder_of(found.code)
    if newest and newest.contract_sha256 == found.sha256 and tables.grew(table, newest.rows, newest.sha256):
        return int(tables.extend(folder, table.slice(newest.rows)))
    return int(tables.write(folder, table))


def _not_of_kind(what: str) -> Refusal:
    words = Text.of(vi=f"Có giá trị không đúng kiểu của cột: {what}", en=f"A value is not of its column's kind: {what}")
    return Refusal("not-of-kind", words)


def _keep_apart(found: DataSet, table: Any, digest: str, verdict: Any, *, by: Actor, at: datetime) -> None:
    key = new_id()
    file = f"quarantine/{to_slug(key)}.parquet"
    require("longbien.data.lake.tables", extra="data").keep(settings.VAR / file, table)
    report = {
        "rows": [[row, list(broken)] for row, broken in verdict.rows],
        "whole": [list(one) for one in verdict.whole],
    }
    subject = Subject("data.set", found.pk)
    told = DeliveryQuarantined(found.code, table.num_rows, verdict.broken, key, digest)
    entry_id = emit(told, subject=subject, by=by, at=at, chain=subject)
    Quarantine.objects.create(
        id=key, data_set=found, rows=table.num_rows, broken=verdict.broken, report=report, file=file, sha256=digest,
        at=at, entry_id=entry_id,
    )  # fmt: skip
