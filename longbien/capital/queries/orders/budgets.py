"""What public bodies may spend on orders, as balances of the ledger."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings

from longbien.capital.models import Appropriation
from longbien.kernel.money import Money
from longbien.ledger.queries import account
from longbien.people.queries import OrganisationCard, organisations


def available_code(buyer: UUID) -> str:
    """The account that holds what a public body may still order for."""
    return f"orders/{buyer}/available"


def appropriated_code(buyer: UUID) -> str:
    return f"orders/{buyer}/appropriated"


def paid_code(buyer: UUID, supplier: UUID) -> str:
    return f"orders/{buyer}/paid/{supplier}"


@dataclass(frozen=True)
class Budget:
    """`available` is neither paid nor reserved."""

    buyer: OrganisationCard
    appropriated: Money
    paid: Money
    reserved: Money
    available: Money
    decisions: tuple[Appropriation, ...]


def budgets() -> tuple[Budget, ...]:
    """Every public body that something was appropriated to, by name."""
    given: dict[UUID, list[Appropriation]] = {}
    for row in Appropriation.objects.all():
        given.setdefault(row.buyer_id, []).append(row)
    cards = organisations(given)
    found = [_budget(cards[key], tuple(rows)) for key, rows in given.items()]
    return tuple(sorted(found, key=lambda one: one.buyer.name.casefold()))


def left(buyer: UUID) -> Money:
    """What a public body may still order for."""
    currency = settings.HUB.currency
    found = account(currency, available_code(buyer))
    return Money(found.available if found else 0, currency)


def _budget(buyer: OrganisationCard, rows: tuple[Appropriation, ...]) -> Budget:
    currency = rows[0].currency
    state = account(currency, available_code(buyer.id))
    held, free = (state.held, state.available) if state else (0, 0)
    given = sum(row.minor for row in rows)
    return Budget(
        buyer, Money(given, currency), Money(given - held - free, currency), Money(held, currency),
        Money(free, currency), rows,
    )  # fmt: skip
