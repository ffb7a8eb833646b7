"""What a bearer of a token may read: one agreement's rows, edition by edition, as files made once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from longbien.data.drafts import draft_of
from longbien.data.models import Agreement, DataSet, Edition, Profile
from longbien.data.queries.agreements import state_of
from longbien.data.queries.sets import contract_of, folder_of
from longbien.data.rules.agreement.compiled import view_name
from longbien.data.rules.agreement.noted import notes
from longbien.data.rules.agreement.written import read_terms
from longbien.kernel.extras import require
from longbien.kernel.ids import to_slug
from longbien.record import rows


@dataclass(frozen=True)
class Snapshot:
    """The rows that an agreement shows of one edition, as a Parquet file; `fields` as Delta calls them.

    `notes` say of some columns, in every language of the hub, what their values mean.
    """

    file: Path
    size: int
    rows: int
    fields: tuple[tuple[str, str], ...]
    number: int
    at: datetime
    notes: Mapping[str, str] = field(default_factory=dict)


def agreement_of(token: str, *, at: datetime) -> Agreement | None:
    """The agreement that a token opens now: the newest token of one in force. None for any other."""
    found = opened_by(token, at=at)
    return found[0] if found else None


def opened_by(token: str, *, at: datetime) -> tuple[Agreement, UUID | None] | None:
    """The same, and whose token it is."""
    held = rows.select(Profile, token_sha256=sha256(token.encode()).hexdigest())
    if not held or held[0].expires_at <= at:
        return None
    (profile,) = held
    newest = max(rows.select(Profile, agreement_id=profile.agreement_id), key=lambda one: (one.at, one.pk))
    agreement = rows.find(Agreement, profile.agreement_id) if newest == profile else None
    if agreement is None:
        return None
    agreement.data_set = rows.select(DataSet, pk=agreement.data_set_id)[0]
    return (agreement, profile.person_id) if opens(agreement) else None


def opens(row: Agreement) -> bool:
    """Whether anything is given out under it now."""
    if state_of(row) != "in-force" or row.data_set.access == "restricted":
        return False
    return not read_terms(row.terms, contract_of(row.data_set)).is_noisy


def table_of(row: Agreement) -> tuple[str, str]:
    """The schema and the table that its rows stand in."""
    return to_slug(row.pk), view_name(row.data_set.code)


def folder(row: Agreement) -> Path:
    """Where its files are kept; all of them can be made anew."""
    return Path(settings.VAR) / "shares" / to_slug(row.pk)


def standing(row: Agreement) -> QuerySet[Edition]:
    """The editions of its data set whose rows were neither erased nor deleted after their time."""
    return Edition.objects.filter(data_set=row.data_set, gone=None)


def newest_number(row: Agreement) -> int | None:
    """Of the editions whose rows are kept."""
    return standing(row).order_by("-number").values_list("number", flat=True).first()


def versions(row: Agreement) -> list[tuple[int, datetime]]:
    """Of each edition whose rows are kept its number and when it was delivered, oldest first."""
    return list(standing(row).order_by("number").values_list("number", "at"))


def snapshot(row: Agreement, number: int) -> Snapshot | None:
    """Made when it is first asked for; None for an edition that there isn't."""
    edition = standing(row).filter(number=number).first()
    if edition is None:
        return None
    tables = require("longbien.data.lake.tables", extra="data")
    file, contract = folder(row) / f"{number}.parquet", contract_of(row.data_set)
    terms = read_terms(row.terms, contract)
    if not file.exists():
        made = draft_of(file)
        lake, source = require("longbien.data.lake.governed", extra="data"), folder_of(row.data_set.code)
        lake.keep(made, terms, contract, (source, edition.version), key=row.key)
        made.replace(file)
    rows, fields = tables.told(file)
    told = {name: " | ".join(said.values()) for name, said in notes(terms.columns).items()}
    return Snapshot(file, file.stat().st_size, rows, fields, number, edition.at, told)


def with_id(agreement_id: UUID) -> Agreement | None:
    return Agreement.objects.filter(pk=agreement_id).select_related("data_set").first()
