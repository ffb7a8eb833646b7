"""Suspend a trial by hand. Automatic suspension is part of `ingest_batch` and `report_incident`."""

from datetime import datetime
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.record.actions.act import act
from longbien.trials.actions.halt import Halt, halt
from longbien.trials.actions.locked import locked
from longbien.trials.actions.reason import name_of, reason_given
from longbien.trials.rules.telemetry import instant_us

BY_OFFICER = "officer"
BY_HOLDER = "holder"


@act
def suspend(trial_id: UUID, *, reason: str, by: Actor, at: datetime) -> None:
    """Stop the trial now. The holder may do so as well as an officer; only an officer lets it go on."""
    trial = locked(trial_id, by=by, action="suspend")
    name_of(by)
    rule = BY_HOLDER if by.member_of(trial.organisation_id) else BY_OFFICER
    halt(trial, Halt(instant_us(at), rule, reason=reason_given(reason)), by=by, at=at)
