"""Commitments and what each of them owes, as far as the actor may see them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet, Sum

from longbien.capital import models
from longbien.capital.queries.funds.notices import NoticeCard, notice_cards
from longbien.capital.queries.funds.taken import TakenOver, taken_over
from longbien.capital.rules.funds.lives import NAMES, TONES
from longbien.kernel.actor import Actor
from longbien.kernel.money import Money
from longbien.kernel.refusal import not_found
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.people.policy import check, visible
from longbien.people.queries import OrganisationCard, organisations


@dataclass(frozen=True)
class CommitmentCard:
    """One investor's promise."""

    id: UUID
    vehicle_id: UUID
    vehicle: str
    organisation: OrganisationCard
    source: str
    state: str
    signed_on: date
    amount: Money
    close: int | None
    is_demo: bool

    @property
    def state_name(self) -> Text:
        return NAMES[self.state]

    @property
    def tone(self) -> str:
        return TONES[self.state]

    @property
    def subject(self) -> Subject:
        return Subject("capital.commitment", self.id)


@dataclass(frozen=True)
class ClauseCard:
    number: int
    kind: str
    words: str
    since: date


@dataclass(frozen=True)
class RefundCard:
    """What a close pays back; `paid_on` once it is."""

    commitment_id: UUID
    close: int
    principal: Money
    interest: Money
    given: Money
    amount: Money
    paid_on: date | None


@dataclass(frozen=True)
class Account:
    """An investor's account with a vehicle; `called` and `received` net of what a close paid back, without interest.

    Both are of what was asked of them: what a buy-out of the public share moved, `bought` says.
    """

    commitment: CommitmentCard
    called: Money
    uncalled: Money
    received: Money
    outstanding: Money
    notices: tuple[NoticeCard, ...]
    refunds: tuple[RefundCard, ...]
    clauses: tuple[ClauseCard, ...]
    bought: TakenOver | None = None

    @property
    def owed_back(self) -> Money:
        """What closes pay back and have not yet: called and paid in differ by it from what is left to pay."""
        waiting = (one.amount.minor for one in self.refunds if one.paid_on is None)
        return Money(sum(waiting), self.commitment.amount.currency)


def commitments(actor: Actor, vehicle_id: UUID | None = None) -> QuerySet[models.Commitment]:
    """Those the actor may see, of one vehicle where it is named."""
    found = visible(actor, models.Commitment.objects.select_related("vehicle", "close"))
    return found.filter(vehicle=vehicle_id) if vehicle_id else found


def mine(actor: Actor) -> QuerySet[models.Commitment]:
    """Those of the actor's own organisations."""
    return commitments(actor).filter(organisation__in=list(actor.organisations))


def commitment(actor: Actor, commitment_id: UUID) -> CommitmentCard:
    """Refusal 404 for what is not there or hidden."""
    row = models.Commitment.objects.select_related("vehicle", "close").filter(pk=commitment_id).first()
    if row is None:
        raise not_found()
    check(actor, "view", row)
    return commitment_cards([row])[0]


def commitment_cards(rows: Iterable[models.Commitment]) -> tuple[CommitmentCard, ...]:
    """The list form. One query, however many."""
    found = list(rows)
    owners = organisations(row.organisation_id for row in found)
    return tuple(
        CommitmentCard(
            id=row.pk,
            vehicle_id=row.vehicle_id,
            vehicle=row.vehicle.name,
            organisation=owners[row.organisation_id],
            source=row.source,
            state=row.state,
            signed_on=row.signed_on,
            amount=Money(row.amount, row.vehicle.currency),
            close=row.close.number if row.close else None,
            is_demo=row.vehicle.is_demo,
        )
        for row in found
    )


def account(card: CommitmentCard, *, today: date) -> Account:
    """Everything between the investor and the vehicle. The caller has asked the policy."""
    rows = models.Notice.objects.filter(commitment=card.id)
    notices, refunds = notice_cards(rows, today=today), refunds_of(commitment_id=card.id)
    zero = Money(0, card.amount.currency)
    called = sum((one.principal for one in notices), zero) - sum((one.principal for one in refunds), zero)
    bought = taken_over([card.id]).get(card.id)
    return Account(
        commitment=card,
        called=called,
        uncalled=card.amount - called + (bought.uncalled if bought else zero) if card.close else zero,
        received=_paid_in(notices, refunds, zero),
        outstanding=sum((one.outstanding for one in notices), zero),
        notices=notices,
        refunds=refunds,
        clauses=clauses(card.id),
        bought=bought,
    )


def _paid_in(notices: Iterable[NoticeCard], refunds: Iterable[RefundCard], zero: Money) -> Money:
    """The capital that came in and stays: interest is covered first, what is credited of
    distributions counts at once, and what was paid back doesn't."""
    principal = (max(one.received - one.interest + one.given, min(one.principal, zero)) for one in notices)
    return sum(principal, zero) - sum((one.principal for one in refunds if one.paid_on), zero)


def clauses(commitment_id: UUID) -> tuple[ClauseCard, ...]:
    rows = models.Clause.objects.filter(commitment=commitment_id)
    return tuple(ClauseCard(row.number, row.kind, row.words, row.since) for row in rows)


def refunds_of(*, commitment_id: UUID | None = None, close_id: UUID | None = None) -> tuple[RefundCard, ...]:
    """The refunds of a commitment, or of a close."""
    rows = models.Refund.objects.select_related("close", "commitment__vehicle")
    rows = rows.filter(commitment=commitment_id) if commitment_id else rows.filter(close=close_id)
    return tuple(
        RefundCard(
            commitment_id=row.commitment_id,
            close=row.close.number or 0,
            principal=Money(row.principal, row.commitment.vehicle.currency),
            interest=Money(row.interest, row.commitment.vehicle.currency),
            given=Money(row.given, row.commitment.vehicle.currency),
            amount=Money(row.amount, row.commitment.vehicle.currency),
            paid_on=row.paid_on,
        )
        for row in rows
    )


def called_of(vehicle_id: UUID) -> dict[UUID, int]:
    """What each commitment of a vehicle was called, net of refunds, in minor units."""
    asked = models.Notice.objects.filter(commitment__vehicle=vehicle_id).order_by()
    back = models.Refund.objects.filter(commitment__vehicle=vehicle_id).order_by()
    found = dict(asked.values_list("commitment").annotate(sum=Sum("principal")))
    for key, sum_ in back.values_list("commitment").annotate(sum=Sum("principal")):
        found[key] = found.get(key, 0) - sum_
    return found


def title(commitment_id: UUID) -> str:
    row = models.Commitment.objects.select_related("vehicle").filter(pk=commitment_id).first()
    return row.vehicle.name if row else ""
