"""Record what somebody claims, and what becomes of it."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Fault, Refusal, not_found
from longbien.kernel.text import Text
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit
from longbien.trials import models
from longbien.trials.actions.locked import locked, subject_of
from longbien.trials.events.cover import ClaimMade, ClaimMoved
from longbien.trials.queries.cover.insurance import money
from longbien.trials.queries.owed.periods import day_of
from longbien.trials.rules.cover.claims import AGREE, CLAIMED, Step, check_words, next_state
from longbien.trials.rules.cover.insurance import AMOUNT, LARGEST_MINOR


@dataclass(frozen=True)
class Claimed:
    """For what, how much in minor units, and on which day it was claimed; no name."""

    told: str
    amount_minor: int
    made_on: date


@act
def record_claim(trial_id: UUID, claimed: Claimed, *, by: Actor, at: datetime) -> int:
    """The number of the claim in its trial. Refusal 422 with every fault."""
    trial = locked(trial_id, by=by, action="keep-cover")
    told, today = claimed.told.strip(), day_of(at)
    faults = [one for one in (check_words(told, where="told"),) if one]
    if not 0 < claimed.amount_minor <= LARGEST_MINOR:
        faults.append(Fault("claimed", AMOUNT))
    if claimed.made_on > today:
        faults.append(Fault("made_on", Text.of(vi="Ngày này chưa đến.", en="This day is still to come.")))
    if faults:
        what = Text.of(vi="Yêu cầu bồi thường ghi chưa đủ.", en="The claim is incomplete.")
        raise Refusal("claim-incomplete", what, faults=tuple(faults))
    number = trial.claims.count() + 1
    made = ClaimMade(trial.number, number, money(claimed.amount_minor), claimed.made_on, told=told)
    entry = emit(made, subject=subject_of(trial), by=by, at=at, chain=subject_of(trial))
    models.Claim.objects.create(
        trial=trial, number=number, told=told, made_on=claimed.made_on, claimed_minor=claimed.amount_minor,
        state=CLAIMED, recorded_at=at, entry=entry,
    )  # fmt: skip
    return number


@act
def move_claim(trial_id: UUID, number: int, step: Step, *, by: Actor, at: datetime) -> str:
    """The state it is in now. Refusal 404, 409 or 422 (`rules.cover.claims`)."""
    trial = locked(trial_id, by=by, action="keep-cover")
    claim = models.Claim.objects.select_for_update().filter(trial=trial, number=number).first()
    if claim is None:
        raise not_found()
    claim.state = next_state(claim.state, step, made_on=claim.made_on, today=day_of(at))
    if step.verb == AGREE:
        claim.agreed_minor = step.amount_minor
    claim.paid_on = step.paid_on
    claim.save(update_fields=["state", "agreed_minor", "paid_on"])
    agreed = None if claim.agreed_minor is None else money(claim.agreed_minor)
    moved = ClaimMoved(trial.number, number, claim.state, agreed, claim.paid_on, reason=step.reason or None)
    entry = emit(moved, subject=subject_of(trial), by=by, at=at, chain=subject_of(trial))
    models.ClaimStep.objects.create(
        claim=claim, verb=step.verb, amount_minor=claim.agreed_minor, paid_on=step.paid_on, reason=step.reason,
        recorded_at=at, entry=entry,
    )  # fmt: skip
    return claim.state
