"""What a vehicle holds of its companies, as the ledger says it."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from uuid import UUID

from django.db.models import QuerySet

from longbien.capital import models
from longbien.capital.queries.funds.books import accounts, code_of
from longbien.capital.rules.funds.books import Place
from longbien.capital.rules.funds.lives import NAMES, POSTED, TONES
from longbien.capital.rules.investing.books import COST, FAIR_VALUE, INCOME, REALISED
from longbien.capital.rules.investing.instruments import INSTRUMENTS
from longbien.capital.rules.investing.proceeds import Held
from longbien.kernel.actor import Actor
from longbien.kernel.money import Money
from longbien.kernel.refusal import not_found
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.ledger.queries import AccountState, balances
from longbien.people.policy import check
from longbien.people.queries import OrganisationCard, organisations


@dataclass(frozen=True)
class InvestmentCard:
    """An investment; `cost`, `value` and `realised` as they stand in the ledger now, in the vehicle's currency."""

    id: UUID
    vehicle_id: UUID
    vehicle: str
    organisation: OrganisationCard
    instrument: str
    about: str
    on: date
    number: int | None
    state: str
    amount: Money
    invested: Money
    recycled: Money
    cost: Money
    value: Money
    realised: Money
    share: Fraction
    is_demo: bool

    @property
    def state_name(self) -> Text:
        return NAMES[self.state]

    @property
    def tone(self) -> str:
        return TONES[self.state]

    @property
    def instrument_name(self) -> Text:
        return INSTRUMENTS[self.instrument]

    @property
    def is_open(self) -> bool:
        """Whether the vehicle still holds something of it."""
        return self.state == POSTED and self.cost.minor > 0

    @property
    def gain(self) -> Money:
        return self.value - self.cost

    @property
    def subject(self) -> Subject:
        return Subject("capital.investment", self.id)


def investments(vehicle_id: UUID) -> tuple[InvestmentCard, ...]:
    """Every investment of a vehicle, the earliest first. The caller has asked the policy."""
    return investment_cards(models.Investment.objects.filter(vehicle=vehicle_id).order_by("on", "prepared_at", "id"))


def investment(actor: Actor, investment_id: UUID) -> InvestmentCard:
    """Refusal 404 for what is not there or hidden."""
    row = models.Investment.objects.filter(pk=investment_id).first()
    if row is None:
        raise not_found()
    check(actor, "view", row)
    return investment_cards(models.Investment.objects.filter(pk=investment_id))[0]


def investment_cards(rows: QuerySet[models.Investment]) -> tuple[InvestmentCard, ...]:
    """The list form: two queries for all, and three for each vehicle."""
    found = list(rows.select_related("vehicle"))
    owners = organisations(row.organisation_id for row in found)
    books = {key: accounts(key) for key in {row.vehicle_id for row in found}}
    return tuple(_card(row, owners[row.organisation_id], books[row.vehicle_id]) for row in found)


def _card(row: models.Investment, owner: OrganisationCard, book: dict[str, AccountState]) -> InvestmentCard:
    def stands(name: str) -> Money:
        found = book.get(code_of(row.vehicle_id, Place(name, row.pk)))
        return Money(found.balance if found else 0, row.vehicle.currency)

    return InvestmentCard(
        id=row.pk,
        vehicle_id=row.vehicle_id,
        vehicle=row.vehicle.name,
        organisation=owner,
        instrument=row.instrument,
        about=row.about,
        on=row.on,
        number=row.number,
        state=row.state,
        amount=Money(row.minor, row.currency),
        invested=Money(row.cost, row.vehicle.currency),
        recycled=Money(row.recycled, row.vehicle.currency),
        cost=stands(COST),
        value=stands(COST) + stands(FAIR_VALUE),
        realised=stands(REALISED) + stands(INCOME),
        share=Fraction(row.share),
        is_demo=row.vehicle.is_demo,
    )


def held(row: models.Investment, *, on: date | None = None) -> Held:
    """What the books hold of an investment, as of a day where one is named."""
    known = accounts(row.vehicle_id)
    places = (code_of(row.vehicle_id, Place(name, row.pk)) for name in (COST, FAIR_VALUE))
    ids = [known[code].id if code in known else None for code in places]
    states = balances([one for one in ids if one], on=on)
    cost, above = (states[one].balance if one else 0 for one in ids)
    return Held(cost, above)


def cost_in(vehicle_id: UUID, organisation_id: UUID) -> int:
    """What a vehicle holds, at cost, in one company."""
    rows = models.Investment.objects.filter(vehicle=vehicle_id, organisation=organisation_id, state=POSTED)
    return sum(held(row).cost for row in rows)


def title(investment_id: UUID) -> str:
    row = models.Investment.objects.select_related("organisation").filter(pk=investment_id).first()
    return row.organisation.name if row else ""
