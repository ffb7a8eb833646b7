"""One run over a source: read all of it, write down what it lists; a folder's files with a contract are delivered."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from longbien.data.actions.harvest.keep import Kept, keep
from longbien.data.actions.sets.deliver import deliver
from longbien.data.actions.sets.list_data_set import list_data_set
from longbien.data.harvest.folders import LARGEST, contract_beside, files_in
from longbien.data.hub import contracts
from longbien.data.queries.harvest import SourceCard
from longbien.data.queries.sets import card
from longbien.data.registry import BY_STEWARDS
from longbien.data.rules.contract.contract import read_contract
from longbien.data.rules.delivery.reading import rows_of
from longbien.data.rules.harvest.addresses import place_of
from longbien.data.rules.harvest.faults import unread
from longbien.kernel.actor import Actor
from longbien.kernel.extras import require
from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.sourced import Unreadable, read_yaml
from longbien.kernel.text import Text


@dataclass(frozen=True)
class Ran:
    """What a run found; `delivered` are codes of data sets that have a new edition by it, `broken` what was refused."""

    kept: Kept
    delivered: tuple[str, ...] = ()
    broken: tuple[str, ...] = ()


def harvest(source: SourceCard, *, by: Actor, at: datetime, inside: bool = False) -> Ran:
    """Refusal (422) when the source can't be read whole: then nothing is changed."""
    catalogues = require("longbien.data.harvest.catalogues", extra="data")
    door = place_of(source.address).door if inside and "://" in source.address else None
    found = catalogues.read(source.kind, source.address, inside=door)
    kept = keep(source.code, found.sets, found.faults, by=by, at=at)
    if source.kind != "folder":
        return Ran(kept)
    delivered, broken = [], []
    for file in files_in(Path(source.address)):
        beside = contract_beside(file)
        try:
            if beside is not None and _deliver(file, beside, by=by, at=at):
                delivered.append(file.stem)
        except Refusal as refusal:
            broken.append(f"{file.name}: {' '.join(refusal.what.values())} {_said(refusal.faults)}".strip())
    return Ran(kept, tuple(delivered), tuple(broken))


def _deliver(file: Path, beside: Path, *, by: Actor, at: datetime) -> bool:
    """Refusal (422) for a contract with a fault, and for rows that can't be read by it."""
    try:
        written = read_yaml(beside, named=beside.name)
    except Unreadable as error:
        raise unread(beside.name, vi="YAML này không đọc được.", en=str(error)) from None
    if faults := [one for one in contracts.check(settings.HUB, (written,)) if isinstance(one, Fault)]:
        raise Refusal("faulty-contract", FAULTY, faults=tuple(faults))
    contract = read_contract(written.data, settings.HUB.languages)
    if contract.source != BY_STEWARDS or file.stat().st_size > LARGEST:
        raise unread(
            file.name, vi="Cần source: stewards, tệp dưới 32 MB.", en="source: stewards, under 32 MB, is needed."
        )
    known = card(contract.code)
    if known is not None and known.contract.source != BY_STEWARDS:
        raise unread(file.name, vi="Mã này là của bộ dữ liệu khác.", en="This code is another data set's.")
    list_data_set(written.data, contract, at=at)
    return deliver(contract.code, rows_of(file.read_bytes(), "csv", contract), by=by, at=at) is not None


def in_words(refusal: Refusal) -> Text:
    """Why a source couldn't be read, for its stewards."""

    def said(language: str) -> str:
        faults = "; ".join(f"{one.where}: {one.what.in_language(language)}" for one in refusal.faults[:5])
        return f"{refusal.what.in_language(language)} {faults}".strip()

    return Text(tuple((language, said(language)) for language, _ in refusal.what.items()))


FAULTY = Text.of(vi="Hợp đồng bên cạnh có lỗi.", en="The contract beside it is faulty.")


def _said(faults: tuple[Fault, ...]) -> str:
    return "; ".join(f"{one.where}: {' | '.join(one.what.values())}" for one in faults[:5])
