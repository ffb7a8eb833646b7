"""Valuations, proceeds and distributions as pages show them: who decided, by which document, and what became of it."""

from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.db.models import Model, Q, Sum
from django.db.models.functions import Coalesce

from longbien.capital import models
from longbien.capital.queries.funds.commitments import CommitmentCard, commitment_cards
from longbien.capital.queries.investing.holdings import InvestmentCard, investment_cards
from longbien.capital.queries.investing.pool import STANDS, STANDS_ITSELF
from longbien.capital.queries.papers import NoticePaper, of_payout
from longbien.capital.rules.funds.lives import DRAFT, NAMES, POSTED, TONES
from longbien.capital.rules.investing.proceeds import KINDS
from longbien.capital.rules.investing.valuing import TECHNIQUES, Technique
from longbien.kernel.actor import Actor
from longbien.kernel.money import Money
from longbien.kernel.refusal import not_found
from longbien.kernel.text import Text
from longbien.people.policy import check
from longbien.people.queries import PersonCard, person_card
from longbien.record.queries import Document, document

Decided = (
    models.Investment | models.Valuation | models.Proceeds | models.Distribution | models.FeePayment
    | models.Conversion | models.BuyOut
)  # fmt: skip
DECIDED = (
    models.Investment, models.Valuation, models.Proceeds, models.Distribution, models.FeePayment, models.Conversion,
    models.BuyOut,
)  # fmt: skip


@dataclass(frozen=True)
class Decision:
    """A draft, or what was posted of it."""

    id: UUID
    kind: str
    vehicle_id: UUID
    number: int | None
    state: str
    sha256: str
    prepared_by: UUID
    prepared_at: datetime
    confirmed_by: UUID | None
    confirmed_at: datetime | None
    entry: UUID | None
    evidence_id: UUID | None
    rate: str
    reversal_by: UUID | None
    reversal_reason: str

    @property
    def state_name(self) -> Text:
        return NAMES[self.state]

    @property
    def tone(self) -> str:
        return TONES[self.state]

    @property
    def is_draft(self) -> bool:
        return self.state == DRAFT

    @property
    def is_posted(self) -> bool:
        return self.state == POSTED

    @property
    def officers(self) -> tuple[PersonCard | None, PersonCard | None]:
        """Who prepared it, and who confirmed it."""
        return person_card(self.prepared_by), person_card(self.confirmed_by)

    @property
    def evidence(self) -> Document | None:
        return document(self.evidence_id) if self.evidence_id else None


@dataclass(frozen=True)
class ValuationCard:
    decision: Decision
    investment_id: UUID
    technique: Technique
    as_of: date
    amount: Money
    value: Money
    calibration: str
    inputs: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class ProceedsCard:
    """`left` is what was neither distributed nor recycled."""

    decision: Decision
    investment_id: UUID
    company: str
    kind: str
    on: date
    amount: Money
    received: Money
    left: Money
    part: Fraction

    @property
    def kind_name(self) -> Text:
        return KINDS[self.kind]


@dataclass(frozen=True)
class DistributionCard:
    """`carry` and `escrow` of a settlement: what the manager pays, and what is released to it."""

    decision: Decision
    on: date
    amount: Money
    carry: Money
    escrow: Money
    settles: bool
    in_kind: InvestmentCard | None
    paid_on: date | None
    returned_on: date | None
    plan: str

    @property
    def to_investors(self) -> Money:
        return self.amount if self.settles else self.amount - self.carry

    @property
    def may_be_paid(self) -> bool:
        waits = self.settles and bool(self.carry) and self.returned_on is None
        return self.decision.is_posted and self.paid_on is None and not waits

    @property
    def may_be_returned(self) -> bool:
        return self.decision.is_posted and self.settles and bool(self.carry) and self.returned_on is None


@dataclass(frozen=True)
class PayoutCard:
    """What one investor gets of a distribution."""

    id: UUID
    commitment: CommitmentCard
    amount: Money
    distribution_id: UUID
    number: int
    on: date
    paid_on: date | None
    settles: bool
    state: str
    place: int
    asset: str

    @property
    def state_name(self) -> Text:
        return NAMES[self.state]

    @property
    def tone(self) -> str:
        return TONES[self.state]

    @property
    def paper(self) -> NoticePaper:
        return of_payout(self.id, self.number, self.place)


def decision_of(row: Decided) -> Decision:
    return Decision(
        id=row.pk,
        kind=type(row).__name__.lower(),
        vehicle_id=row.vehicle_id,
        number=row.number,
        state=row.state,
        sha256=row.sha256,
        prepared_by=row.prepared_by,
        prepared_at=row.prepared_at,
        confirmed_by=row.confirmed_by,
        confirmed_at=row.confirmed_at,
        entry=row.entry,
        evidence_id=row.evidence,
        rate=_rate(row),
        reversal_by=row.reversal_by,
        reversal_reason=row.reversal_reason,
    )


def _rate(row: Decided) -> str:
    """The rate of an amount in another currency, with its source; "" for one of the vehicle's own."""
    if not isinstance(row, models.Investment | models.Valuation | models.Proceeds) or row.rate_on is None:
        return ""
    return f"1 {row.currency} = {row.rate} {row.vehicle.currency} ({row.rate_source})"


MODELS: dict[str, type[Model]] = {
    "investment": models.Investment,
    "valuation": models.Valuation,
    "proceeds": models.Proceeds,
    "distribution": models.Distribution,
    "payout": models.Payout,
    "feepayment": models.FeePayment,
    "conversion": models.Conversion,
    "buyout": models.BuyOut,
    "buyoutpart": models.BuyOutPart,
}


def needed(actor: Actor, kind: str, key: UUID) -> Any:
    """The row, for whoever may view it. Refusal 404 for what is not there or hidden."""
    row = MODELS[kind]._default_manager.filter(pk=key).first()
    if row is None:
        raise not_found()
    check(actor, "view", row)
    return row


def valuation_card(row: models.Valuation) -> ValuationCard:
    return ValuationCard(
        decision=decision_of(row),
        investment_id=row.investment_id,
        technique=TECHNIQUES[row.technique],
        as_of=row.as_of,
        amount=Money(row.minor, row.currency),
        value=Money(row.value, row.vehicle.currency),
        calibration=row.calibration,
        inputs=tuple(tuple(one) for one in row.inputs),
    )


def valuations_of(investment_id: UUID) -> tuple[ValuationCard, ...]:
    """The newest day first, and of a day the last one confirmed. The caller has asked the policy."""
    rows = models.Valuation.objects.filter(investment=investment_id).select_related("vehicle")
    return tuple(map(valuation_card, rows.order_by("-as_of", "-prepared_at")))


def proceeds_card(row: models.Proceeds, gone: int | None = None) -> ProceedsCard:
    """`gone` is what was distributed or recycled of them, where it is known already."""
    if gone is None:
        gone = sum(row.spent.filter(STANDS_ITSELF).values_list("amount", flat=True))
    return ProceedsCard(
        decision=decision_of(row),
        investment_id=row.investment_id,
        company=row.investment.organisation.name,
        kind=row.kind,
        on=row.on,
        amount=Money(row.minor, row.currency),
        received=Money(row.received, row.vehicle.currency),
        left=Money(row.received - gone if row.state == POSTED else 0, row.vehicle.currency),
        part=Fraction(row.part or 0),
    )


def proceeds_of(*, vehicle_id: UUID | None = None, investment_id: UUID | None = None) -> tuple[ProceedsCard, ...]:
    """The newest first. The caller has asked the policy."""
    rows = models.Proceeds.objects.select_related("vehicle", "investment__organisation")
    rows = rows.filter(vehicle=vehicle_id) if vehicle_id else rows.filter(investment=investment_id)
    rows = rows.annotate(gone=Coalesce(Sum("spent__amount", filter=STANDS), 0)).order_by("-on", "-prepared_at")
    return tuple(proceeds_card(row, row.gone) for row in rows)


def distribution_card(row: models.Distribution) -> DistributionCard:
    def money(minor: int) -> Money:
        return Money(minor, row.vehicle.currency)

    asset = investment_cards(models.Investment.objects.filter(pk=row.in_kind_id)) if row.in_kind_id else ()
    return DistributionCard(
        decision=decision_of(row),
        on=row.on,
        amount=money(row.amount),
        carry=money(row.carry),
        escrow=money(row.escrow),
        settles=row.settles,
        in_kind=asset[0] if asset else None,
        paid_on=row.paid_on,
        returned_on=row.returned_on,
        plan=row.plan,
    )


def distribution(distribution_id: UUID) -> DistributionCard:
    """The caller has asked the policy of something that belongs to it."""
    return distribution_card(models.Distribution.objects.select_related("vehicle").get(pk=distribution_id))


def distributions_of(vehicle_id: UUID) -> tuple[DistributionCard, ...]:
    """The newest first. The caller has asked the policy."""
    rows = models.Distribution.objects.filter(vehicle=vehicle_id).select_related("vehicle")
    return tuple(map(distribution_card, rows))


def payouts(*, distribution_id: UUID | None = None, commitment_id: UUID | None = None) -> tuple[PayoutCard, ...]:
    """Those of a distribution, or of an investor; of the latter only what stands. The caller has asked the policy."""
    rows = models.Payout.objects.select_related("distribution__in_kind__organisation")
    if distribution_id:
        return payout_cards(list(rows.filter(distribution=distribution_id)))
    return payout_cards(list(rows.filter(commitment=commitment_id, distribution__state=POSTED)))


def payout_cards(rows: list[models.Payout]) -> tuple[PayoutCard, ...]:
    ids = [row.commitment_id for row in rows]
    found = models.Commitment.objects.select_related("vehicle", "close").filter(pk__in=ids)
    known = {card.id: card for card in commitment_cards(found)}
    places = dict(found.values_list("pk", "place"))
    return tuple(
        PayoutCard(
            id=row.pk,
            commitment=known[row.commitment_id],
            amount=Money(row.amount, known[row.commitment_id].amount.currency),
            distribution_id=row.distribution_id,
            number=row.distribution.number or 0,
            on=row.distribution.on,
            paid_on=row.distribution.paid_on,
            settles=row.distribution.settles,
            state=row.distribution.state,
            place=places[row.commitment_id] or 0,
            asset=row.distribution.in_kind.organisation.name if row.distribution.in_kind else "",
        )
        for row in rows
    )


def drafts() -> tuple[Decision, ...]:
    """Everything of this part that waits for a second officer, a reversal that was asked for too."""
    found: list[Decision] = []
    waits = Q(state=DRAFT) | Q(state=POSTED, reversal_by__isnull=False)
    for model in DECIDED:
        found += map(decision_of, model._default_manager.select_related("vehicle").filter(waits))
    return tuple(found)
