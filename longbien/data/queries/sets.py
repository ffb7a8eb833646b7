"""Data sets of the catalogue, their editions, and what is set apart."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import OuterRef, QuerySet, Subquery

from longbien.data.models import DataSet, Edition, Quarantine
from longbien.data.rules.ckan.packages import code_of
from longbien.data.rules.contract.contract import Contract, read_contract
from longbien.kernel.extras import require
from longbien.kernel.folding import fold
from longbien.record import rows


@dataclass(frozen=True)
class EditionCard:
    """One edition; `sha256` is that of its rows."""

    number: int
    version: int
    rows: int
    sha256: str
    contract_version: str
    at: datetime
    entry_id: UUID


@dataclass(frozen=True)
class SetCard:
    """A data set as lists show it; `newest` is its newest edition."""

    id: UUID
    code: str
    contract: Contract
    newest: EditionCard | None
    owner_id: UUID | None = None


def contract_of(row: DataSet) -> Contract:
    return read_contract(row.contract, settings.HUB.languages)


def contract_with_code(code: str) -> Contract | None:
    found = DataSet.objects.filter(code=code).first()
    return contract_of(found) if found else None


def folder_of(code: str) -> Path:
    """Where the lake keeps a data set."""
    return Path(settings.VAR) / "lake" / code


def listed(words: str = "", *, theme: str = "", access: str = "") -> QuerySet[DataSet]:
    """Data sets whose texts have all the words, folded, by code."""
    found = DataSet.objects.order_by("code")
    for word in fold(words).split():
        found = found.filter(found__contains=word)
    if theme:
        found = found.filter(theme=theme)
    return found.filter(access=access) if access else found


def cards(rows: Iterable[DataSet]) -> tuple[SetCard, ...]:
    """The list form of what `listed` found, or of a slice of it. Two queries."""
    found = list(rows)
    newest = Edition.objects.filter(data_set=OuterRef("data_set")).order_by("-number").values("pk")[:1]
    kept = {row.data_set_id: row for row in Edition.objects.filter(data_set__in=found, pk=Subquery(newest))}
    return tuple(SetCard(row.pk, row.code, contract_of(row), _card(kept.get(row.pk)), row.owner_id) for row in found)


def card(code: str) -> SetCard | None:
    return next((_carded(row) for row in rows.select(DataSet, code=code)), None)


def _carded(row: DataSet) -> SetCard:
    newest = _card(rows.latest(Edition, "number", data_set_id=row.pk))
    return SetCard(row.pk, row.code, contract_of(row), newest, row.owner_id)


def card_of_resource(resource_id: str) -> SetCard | None:
    """The data set that a resource belongs to, by the id of the resource, or of the set."""
    found = (card(said) or _by_id(said) for said in code_of(resource_id))
    return next((one for one in found if one), None)


def _by_id(said: str) -> SetCard | None:
    try:
        key = UUID(said)
    except ValueError:
        return None
    return next(map(_carded, rows.select(DataSet, pk=key)), None)


def _card(row: Edition | None) -> EditionCard | None:
    if row is None:
        return None
    return EditionCard(row.number, row.version, row.rows, row.sha256, row.contract_version, row.at, row.entry_id)


def editions(data_set_id: UUID) -> tuple[EditionCard, ...]:
    """Newest first."""
    rows = Edition.objects.filter(data_set=data_set_id).order_by("-number")
    return tuple(one for row in rows if (one := _card(row)))


@dataclass(frozen=True)
class Apart:
    """A delivery that broke the contract: how many of its rows, and the first of them with what they break."""

    id: UUID
    rows: int
    broken: int
    report: dict[str, Any]
    at: datetime
    entry_id: UUID


def set_apart(data_set_id: UUID) -> tuple[Apart, ...]:
    """Newest first."""
    rows = Quarantine.objects.filter(data_set=data_set_id).order_by("-at")
    return tuple(Apart(row.pk, row.rows, row.broken, row.report, row.at, row.entry_id) for row in rows)


def rows_of(found: SetCard) -> Any:
    """The rows of the newest edition, as Arrow. Whoever asks has seen to it that they may be shown."""
    if found.newest is None:
        return None
    return require("longbien.data.lake.tables", extra="data").read(folder_of(found.code), found.newest.version)
