"""Buy-outs of the public share as pages show them: the decision, the price as it was made up, what each side did."""

import json
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from uuid import UUID

from longbien.capital import models
from longbien.capital.queries.funds.commitments import CommitmentCard, commitment_cards
from longbien.capital.queries.funds.taken import TakenOver, taken_of
from longbien.capital.queries.investing.decisions import Decision, decision_of
from longbien.capital.queries.papers import NoticePaper, of_part
from longbien.capital.rules.funds.lives import DRAFT, NAMES, POSTED, TONES
from longbien.capital.rules.public.price import Grown
from longbien.kernel.money import Money
from longbien.kernel.text import Text


@dataclass(frozen=True)
class BuyOutCard:
    decision: Decision
    on: date
    amount: Money
    day_count: str
    plan: str

    @property
    def grown(self) -> tuple[Grown, ...]:
        """The payments that the price is made of, as they were stored."""
        return tuple(
            Grown(date.fromisoformat(on), int(net), Fraction(span), Fraction(factor), source)
            for on, net, span, factor, source in json.loads(self.plan)["grown"]
        )

    @property
    def passed(self) -> tuple[tuple[UUID, UUID, Money, Money, Money], ...]:
        """Seller, buyer, what passes of what was committed and of what was called, and the price of it."""

        def money(minor: str) -> Money:
            return Money(int(minor), self.amount.currency)

        return tuple(
            (UUID(seller), UUID(buyer), money(committed), money(called), money(price))
            for seller, buyer, committed, called, price in json.loads(self.plan)["passed"]
        )


@dataclass(frozen=True)
class PartCard:
    """What one investor took over, or handed over. `place` is that of the commitment in the fund."""

    id: UUID
    commitment: CommitmentCard
    moved: TakenOver
    state: str
    place: int

    @property
    def state_name(self) -> Text:
        return NAMES[self.state]

    @property
    def tone(self) -> str:
        return TONES[self.state]

    @property
    def paper(self) -> NoticePaper:
        return of_part(self.id, self.moved.number, self.place)


def buy_out_card(row: models.BuyOut) -> BuyOutCard:
    return BuyOutCard(
        decision=decision_of(row),
        on=row.on,
        amount=Money(row.price, row.vehicle.currency),
        day_count=json.loads(row.plan)["day_count"],
        plan=row.plan,
    )


def buy_out(buy_out_id: UUID) -> BuyOutCard:
    """The caller has asked the policy of something that belongs to it."""
    return buy_out_card(models.BuyOut.objects.select_related("vehicle").get(pk=buy_out_id))


def buy_out_of(vehicle_id: UUID) -> BuyOutCard | None:
    """The draft or the posted one. The caller has asked the policy."""
    row = models.BuyOut.objects.select_related("vehicle").filter(vehicle=vehicle_id, state__in=(DRAFT, POSTED)).first()
    return buy_out_card(row) if row else None


def parts_of(buy_out_id: UUID) -> tuple[PartCard, ...]:
    """In the order of the commitments: sellers and buyers. The caller has asked the policy."""
    return part_cards(list(models.BuyOutPart.objects.filter(buy_out=buy_out_id).select_related("buy_out__vehicle")))


def part_cards(rows: list[models.BuyOutPart]) -> tuple[PartCard, ...]:
    found = models.Commitment.objects.select_related("vehicle", "close").filter(
        pk__in=[row.commitment_id for row in rows]
    )
    known = {card.id: card for card in commitment_cards(found)}
    places = dict(found.values_list("pk", "place"))
    return tuple(
        PartCard(row.pk, known[row.commitment_id], taken_of(row), row.buy_out.state, places[row.commitment_id] or 0)
        for row in rows
    )
