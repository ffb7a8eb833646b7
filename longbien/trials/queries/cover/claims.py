"""Reads of claims for compensation: each with its steps, and their sums."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from longbien.kernel.money import Money
from longbien.kernel.text import Text
from longbien.trials import models
from longbien.trials.queries.cover.insurance import money
from longbien.trials.rules.cover.claims import NAMES, Known, Sums, sums


@dataclass(frozen=True)
class StepView:
    """What became of a claim: `verb`, with the amount, the day or the reason that goes with it."""

    verb: str
    amount: Money | None
    paid_on: date | None
    reason: str
    at: datetime
    entry: UUID


@dataclass(frozen=True)
class ClaimView:
    """A claim. `told` says for what, without a name."""

    trial_id: UUID
    number: int
    told: str
    made_on: date
    claimed: Money
    agreed: Money | None
    paid_on: date | None
    state: str
    entry: UUID
    steps: tuple[StepView, ...]

    @property
    def state_name(self) -> Text:
        return NAMES[self.state]


def claims(trial_id: UUID) -> tuple[ClaimView, ...]:
    """Newest first. Ask for `view` before."""
    rows = models.Claim.objects.filter(trial_id=trial_id).prefetch_related("steps").order_by("-number")
    return tuple(_view(row) for row in rows)


def claim(trial_id: UUID, number: int) -> ClaimView | None:
    return next((one for one in claims(trial_id) if one.number == number), None)


def claim_sums(trial_id: UUID) -> Sums:
    rows = models.Claim.objects.filter(trial_id=trial_id).values_list("state", "claimed_minor", "agreed_minor")
    return sums(Known(*row) for row in rows)


def _view(row: models.Claim) -> ClaimView:
    steps = (
        StepView(
            one.verb,
            None if one.amount_minor is None else money(one.amount_minor),
            one.paid_on,
            one.reason,
            one.recorded_at,
            one.entry,
        )
        for one in sorted(row.steps.all(), key=lambda one: one.pk)
    )
    return ClaimView(
        row.trial_id,
        row.number,
        row.told,
        row.made_on,
        money(row.claimed_minor),
        None if row.agreed_minor is None else money(row.agreed_minor),
        row.paid_on,
        row.state,
        row.entry,
        tuple(steps),
    )
