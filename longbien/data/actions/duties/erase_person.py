"""Erase one person from a data set: the rows, every older version, what is derived from them; then prove it."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings

from longbien.data.actions.duties.prove_erasure import proof
from longbien.data.dependents import rebuilt
from longbien.data.events.duties import PersonErasedFromSet, SubjectRequestStepped
from longbien.data.events.sets import EditionDelivered
from longbien.data.models import (
    DataSet,
    Edition,
    GoneEdition,
    Quarantine,
    Receipt,
    RequestStep,
    SubjectRequest,
)
from longbien.data.policy import DUTIES
from longbien.data.queries.duties.keyed import mac_of
from longbien.data.queries.duties.statutes import clock
from longbien.data.queries.parts import forget_parts
from longbien.data.queries.sets import contract_of, folder_of
from longbien.data.rules.agreement.written import value_of
from longbien.data.rules.contract.contract import Contract
from longbien.kernel.actor import Actor
from longbien.kernel.extras import require
from longbien.kernel.ids import new_id
from longbien.kernel.refusal import Fault, Refusal, conflict, not_found
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.people.policy import check
from longbien.record.actions.act import act, hold
from longbien.record.actions.emit import emit
from longbien.record.rules.leaf import canonical

MEANWHILE = Text.of(
    vi="Trong lúc xoá có một lần giao dữ liệu mới, có thể đưa người này trở lại. Hãy xoá lần nữa.",
    en="A delivery came while this went on, and may have brought the person back. Erase them once more.",
)


@dataclass(frozen=True)
class Gone:
    """How many rows went, from the newest edition and from those set apart; `left` is what stood then."""

    rows: int
    apart: int
    editions: int
    left: tuple[int, int]


def erase_person(
    code: str, *, column: str, value: str, by: Actor, at: datetime, request_id: UUID | None = None
) -> Receipt:
    """The receipt; it says `is_clean` when a scan of every file of the platform found nothing.

    Run again, it erases nothing more and proves it anew. Refusal: no such set (404), not the column that tells persons
    apart, a value that is none of it (422), a delivery that came meanwhile and may have brought the person back (409).
    """
    check(by, "erase", None, type=DUTIES)
    found = DataSet.objects.filter(code=code).first()
    if found is None:
        raise not_found()
    contract = contract_of(found)
    wanted = _wanted(contract, column, value)
    gone = _rewrite(found, contract, column, wanted, by=by, at=at)
    _forget_versions(found)
    made = rebuilt(code, at)
    forget_parts()  # none is kept of persons; but the contract may not have spoken of any before
    report = {**_report(found, column, gone, made), "scan": proof(found, column, wanted)}
    return _receipt(found, wanted, report, gone, request_id=request_id, by=by, at=at)


def _wanted(contract: Contract, column: str, value: str) -> Any:
    """By the column that tells persons apart alone: a later delivery is looked through for the person there."""
    person = contract.processing.person if contract.processing else ""
    if not person or column != person:
        named = f"“{person}”" if person else "–"
        what = Text.of(
            vi=f"“{column}” không phải cột phân biệt từng người mà hợp đồng nêu ({named}).",
            en=f"“{column}” is not the column by which the contract tells persons apart ({named}).",
        )
        raise Refusal("column", what, faults=(Fault("column", what),))
    try:
        if value.strip():
            return value_of(value.strip(), contract, column)
    except ValueError:
        pass
    what = Text.of(vi="Giá trị này không hợp với cột.", en="This is no value of the column.")
    raise Refusal("value", what, faults=(Fault("value", what),))


@act
def _rewrite(found: DataSet, contract: Contract, column: str, wanted: Any, *, by: Actor, at: datetime) -> Gone:
    hold(f"data.set {found.code}")
    lake, tables = (require(f"longbien.data.lake.{one}", extra="data") for one in ("forgetting", "tables"))
    apart = sum(_strip_apart(row, lake, column, wanted) for row in Quarantine.objects.filter(data_set=found))
    newest = found.editions.order_by("-number").first()
    if newest is None:
        return Gone(0, apart, 0, _standing(found))
    folder = folder_of(found.code)
    table, rows = lake.without(folder, newest.version, column=column, value=wanted)
    older = list(found.editions.filter(gone=None).exclude(pk=newest.pk))
    if not rows and not older and tables.opened(folder).version() == newest.version:
        return Gone(0, apart, 0, _standing(found))  # else a delivery was written that the database never heard of
    table = lake.as_promised(table, contract)
    version, digest = tables.write(folder, table), tables.digest(table)
    told = EditionDelivered(found.code, newest.number + 1, table.num_rows, digest)
    subject = Subject("data.set", found.pk)
    entry_id = emit(told, subject=subject, by=by, at=at, chain=subject)
    Edition.objects.create(
        data_set=found, number=newest.number + 1, version=version, rows=table.num_rows, sha256=digest,
        contract_version=contract.version, contract_sha256=newest.contract_sha256, at=at, entry_id=entry_id,
    )  # fmt: skip
    GoneEdition.objects.bulk_create(GoneEdition(edition=one, why="erasure", at=at) for one in (*older, newest))
    return Gone(rows, apart, len(older) + 1, _standing(found))


def _standing(found: DataSet) -> tuple[int, int]:
    """How many editions and deliveries set apart there are: another number once anything was delivered."""
    return found.editions.count(), found.quarantined.count()


@act
def _forget_versions(found: DataSet) -> None:
    """Only once the new edition stands: what fails before leaves every row readable, and the next run goes on here.

    Held as a delivery holds the set: files of one that is under way, which no log names yet, are not taken for old.
    """
    hold(f"data.set {found.code}")
    newest = found.editions.order_by("-number").first()
    if newest is not None:
        require("longbien.data.lake.forgetting", extra="data").forget_before(folder_of(found.code), newest.version)


def _strip_apart(row: Quarantine, lake: Any, column: str, wanted: Any) -> int:
    file = Path(settings.VAR) / row.file
    return lake.strip_file(file, column=column, value=wanted) if file.exists() else 0


def _report(found: DataSet, column: str, gone: Gone, made: dict[str, int]) -> dict[str, Any]:
    copies = clock("copies")
    return {
        "data_set": found.code,
        "column": column,
        "rows": gone.rows,
        "rows_set_apart": gone.apart,
        "editions_gone": gone.editions,
        "rebuilt": made,
        "not_covered": ["downloads", "copies", "source"],
        "copies_expire": f"{copies.span.number}{copies.span.unit}" if copies else "",
    }


@act
def _receipt(  # noqa: PLR0913 - what a receipt is of
    found: DataSet, wanted: Any, report: dict[str, Any], gone: Gone, *, request_id: UUID | None, by: Actor, at: datetime
) -> Receipt:
    hold(f"data.set {found.code}")
    if _standing(found) != gone.left:  # until there is a receipt, deliveries are taken as they come
        raise conflict("delivered-meanwhile", MEANWHILE)
    digest, key = sha256(canonical(report)).hexdigest(), new_id()
    is_clean, subject = not report["scan"]["found"], Subject("data.set", found.pk)
    told = PersonErasedFromSet(found.code, key, gone.rows, digest, is_clean)
    entry_id = emit(told, subject=subject, by=by, at=at, chain=subject)
    made = Receipt.objects.create(
        id=key, kind="erasure", data_set=found, request_id=request_id, mac=mac_of(found.code, wanted), report=report,
        digest=digest, is_clean=is_clean, at=at, entry_id=entry_id,
    )  # fmt: skip
    if request_id and is_clean:
        _done(request_id, by=by, at=at)
    return made


def _done(request_id: UUID, *, by: Actor, at: datetime) -> None:
    asked = SubjectRequest.objects.get(pk=request_id)
    if asked.steps.filter(what="done").exists():
        return
    subject = Subject("data.request", asked.pk)
    entry_id = emit(SubjectRequestStepped("done"), subject=subject, by=by, at=at, chain=subject)
    RequestStep.objects.create(request=asked, what="done", at=at, entry_id=entry_id)
