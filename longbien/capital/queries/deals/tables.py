"""Cap tables as they stand: the latest version of a company, who holds what, and the files as they were."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from uuid import UUID

from longbien.capital.models import CapTable
from longbien.capital.rules.captable.ocf.holdings import ISSUANCES, Holdings, holdings_on
from longbien.capital.rules.captable.ocf.package import Package, read
from longbien.capital.rules.captable.table import Table
from longbien.kernel.actor import Actor
from longbien.kernel.refusal import not_found
from longbien.people.policy import can, visible
from longbien.people.queries import person_card


@dataclass(frozen=True)
class Owned:
    """One line of the table: a holder's shares, and their part issued and fully diluted (None while there are none)."""

    holder: str
    shares: int
    issued: Fraction | None
    diluted: Fraction | None


@dataclass(frozen=True)
class TableView:
    """A version with what it comes to on a day. `convertibles` counts those that are no shares yet."""

    id: UUID
    number: int
    sha256: str
    source: str
    by: str
    at: datetime
    entry_id: UUID
    rows: tuple[Owned, ...]
    table: Table
    convertibles: int
    currency: str


def may_see(actor: Actor, company_id: UUID) -> bool:
    return can(actor, "view", CapTable(company_id=company_id))


def may_keep(actor: Actor, company_id: UUID) -> bool:
    return can(actor, "keep", CapTable(company_id=company_id))


def must_see(actor: Actor, company_id: UUID) -> None:
    """Refusal 404 for whoever may not."""
    if not may_see(actor, company_id):
        raise not_found()


def versions(company_id: UUID) -> tuple[CapTable, ...]:
    """Every version, the latest first."""
    return tuple(CapTable.objects.filter(company=company_id).order_by("-number"))


def companies_with_tables(actor: Actor) -> list[UUID]:
    """Companies whose table the actor may see."""
    found = visible(actor, CapTable.objects.all()).order_by("company").values_list("company", flat=True)
    return list(found.distinct())


def latest(company_id: UUID) -> CapTable | None:
    return CapTable.objects.filter(company=company_id).order_by("-number").first()


def version(company_id: UUID, number: int) -> CapTable:
    """Refusal 404 for a version that is not there."""
    found = CapTable.objects.filter(company=company_id, number=number).first()
    if found is None:
        raise not_found()
    return found


def package_in(files: Mapping[str, str]) -> Package:
    """The package that was kept."""

    def opened(path: str) -> bytes:
        if path not in files:
            raise FileNotFoundError(2, "No such file", path)
        return files[path].encode()

    return read(opened)


def table_of(company_id: UUID, on: date) -> Table | None:
    """The company's table on a day, fully diluted; None while none is kept."""
    row = latest(company_id)
    return holdings_on(package_in(row.files), on).table() if row else None


def table_view(row: CapTable, on: date) -> TableView:
    package = package_in(row.files)
    holdings = holdings_on(package, on)
    diluted, issued = holdings.table(), holdings.table(diluted=False)
    author = person_card(row.person_id)
    return TableView(
        id=row.pk,
        number=row.number,
        sha256=row.sha256,
        source=row.source,
        by=author.name if author else "",
        at=row.at,
        entry_id=row.entry_id,
        rows=_rows(diluted, issued),
        table=diluted,
        convertibles=_convertibles(holdings),
        currency=_currency(package),
    )


def _rows(diluted: Table, issued: Table) -> tuple[Owned, ...]:
    def part(table: Table, holder: str) -> Fraction | None:
        return table.part(holder) if table.total and holder in table.shares else None

    held = sorted(diluted.shares.items(), key=lambda one: (-one[1], one[0]))
    return tuple(Owned(name, shares, part(issued, name), part(diluted, name)) for name, shares in held)


def _convertibles(holdings: Holdings) -> int:
    return sum(one.kind == "convertible" for one in holdings.securities.values())


def _currency(package: Package) -> str:
    """That of the first price in the package, "" where there is none."""
    for item in package.objects(*ISSUANCES):
        price = item.get("share_price") or item.get("investment_amount")
        if isinstance(price, dict) and price.get("currency"):
            return str(price["currency"])
    return ""
