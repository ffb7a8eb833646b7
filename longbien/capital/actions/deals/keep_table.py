"""Keep a version of a company's cap table, written here or imported."""

from datetime import datetime
from hashlib import sha256
from typing import Literal
from uuid import UUID

import rfc8785

from longbien.capital.events.deals import CapTableKept
from longbien.capital.models import CapTable
from longbien.capital.rules.captable.ocf.holdings import holdings_on
from longbien.capital.rules.captable.ocf.package import Package, canonical, written
from longbien.kernel.actor import Actor
from longbien.kernel.ids import new_id
from longbien.kernel.refusal import not_found
from longbien.kernel.subject import Subject
from longbien.people.policy import check
from longbien.people.queries import organisation, today
from longbien.record.actions.act import act, hold
from longbien.record.actions.emit import emit

Source = Literal["written", "imported"]


@act
def keep_table(company_id: UUID, package: Package, *, source: Source, by: Actor, at: datetime) -> int:
    """The number of the version. Every file of the package is kept whole, so that what was imported is exported again.
    Refusal (422) for transactions that can't be reckoned."""
    if organisation(company_id) is None:
        raise not_found()
    row = CapTable(id=new_id(), company_id=company_id, source=source, person_id=by.person_id, at=at)
    check(by, "keep", row)
    holdings_on(package, today())
    hold(f"capital.table {company_id}")
    files = {path: content.decode() for path, content in written(package).items()}
    row.files = files
    row.sha256 = digest_of(files)
    row.number = CapTable.objects.filter(company=company_id).count() + 1
    # The sequence is the company's, each version a subject of its own.
    row.entry_id = emit(
        CapTableKept(row.number, row.sha256, source), subject=Subject("capital.cap_table", row.pk), by=by, at=at,
        chain=Subject("capital.cap_table", company_id),
    )  # fmt: skip
    row.save(force_insert=True)
    return row.number


def digest_of(files: dict[str, str]) -> str:
    """SHA-256 over the canonical form of every file by its path."""
    return sha256(
        rfc8785.dumps({path: canonical(text.encode()).decode() for path, text in files.items()})
    ).hexdigest()  # fmt: skip
