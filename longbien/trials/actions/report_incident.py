"""Report something that happened: an incident, a near miss, an emergency stop, a complaint."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import numpy as np
from django.conf import settings
from django.utils.timezone import localdate

from longbien.kernel.actor import SYSTEM, Actor
from longbien.kernel.ids import new_id
from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.text import Text
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit
from longbien.trials import models
from longbien.trials.actions.halt import Halt, halt
from longbien.trials.actions.intake.incidents import incident_stops
from longbien.trials.actions.intake.watching import GUARDRAIL, bet_alarms
from longbien.trials.actions.locked import locked, subject_of
from longbien.trials.actions.reason import reason_given
from longbien.trials.events import IncidentReported
from longbien.trials.queries.owed.duties import duties_of
from longbien.trials.queries.policies import policy_of
from longbien.trials.rules.judge import local_days
from longbien.trials.rules.lifecycle import can_move
from longbien.trials.rules.limits.incidents import INCIDENT, INCIDENTS
from longbien.trials.rules.monitors.units import Tally
from longbien.trials.rules.owed.levels import Scale, level_of
from longbien.trials.rules.policy import Policy
from longbien.trials.rules.reading import NAME
from longbien.trials.rules.telemetry import WRONG, instant_us
from longbien.trials.rules.words import MEASURES

CLOCKS_DIFFER = timedelta(minutes=5)


@dataclass(frozen=True)
class Told:
    """What happened, when and at which site of the licence (its code); to which `device`, where that is known."""

    measure: str
    site: str
    happened_at: datetime
    severity: str
    description: str
    device: str = ""


@act
def report_incident(trial_id: UUID, told: Told, *, by: Actor, at: datetime) -> UUID:
    """The id of the incident. It counts for its site and day; a guardrail that it trips suspends the trial as of now.

    Its full report is owed from now on, within the time that its severity gives, if it gives any. Refusal 422 for an
    unknown measure, site or severity, a time to come, or one before the first day of the licence.
    """
    trial = locked(trial_id, by=by, action="report-incident")
    _check_begun(trial, told)
    return _report(trial, told, by=by, at=at)


@act
def report_as_recorded(trial_id: UUID, told: Told, *, by: Actor, at: datetime) -> UUID:
    """The same for what stands in a record already, which may be older than what is refused today."""
    return _report(locked(trial_id, by=by, action="report-incident"), told, by=by, at=at)


def _report(trial: models.Trial, told: Told, *, by: Actor, at: datetime) -> UUID:
    policy, scale = policy_of(trial.pk), duties_of(trial.pk).incidents
    description = reason_given(told.description, where="description")
    _check(told, policy, scale, at)
    within = level_of(scale, told.severity).within
    incident = models.Incident.objects.create(
        id=new_id(),
        trial=trial,
        measure=told.measure,
        site=told.site,
        happened_at=told.happened_at,
        severity=told.severity,
        description=description,
        reported_at=at,
        reported_by=by.id,
        due_at=within.after(at, settings.HUB.calendar) if within else None,
    )
    feed = models.Feed.objects.select_for_update().get(trial=trial)
    happened_us = np.array([instant_us(told.happened_at)], dtype=np.int64)
    tally = Tally(instant_us(at), local_days(happened_us, policy.timezone)[0], told.site, 1, told.device)
    alarms = bet_alarms(feed, policy, {told.measure: [tally]}, ())
    reached = incident_stops(feed, policy, [tally] if told.measure == INCIDENT else ())
    models.Tally.objects.create(feed=feed, measure=told.measure, incident=incident, **asdict(tally))
    emit(_event(incident, told, description), subject=subject_of(trial), by=by, at=at, chain=subject_of(trial))
    rule = GUARDRAIL + told.measure if alarms else INCIDENTS
    if (alarms or reached) and can_move(trial.state, "suspend"):
        halt(trial, Halt(tally.known_us, rule), by=SYSTEM, at=at)
    return incident.pk


def _event(incident: models.Incident, told: Told, description: str) -> IncidentReported:
    return IncidentReported(
        incident=incident.pk,
        measure=told.measure,
        site=told.site,
        happened_at=told.happened_at,
        severity=told.severity,
        description=description,
        device=told.device or None,
        due_by=incident.due_at,
    )


def _check_begun(trial: models.Trial, told: Told) -> None:
    if localdate(told.happened_at, ZoneInfo(settings.HUB.timezone)) < trial.term_start:
        first = trial.term_start
        what = Text.of(
            vi=f"Giấy phép bắt đầu từ ngày {first:%d/%m/%Y}; điều xảy ra trước đó không thuộc thử nghiệm này.",
            en=f"The licence begins on {first:%d %B %Y}; what happened before that is not of this trial.",
        )
        raise Refusal("before-licence", what, faults=(Fault("happened_at", what),))


def _check(told: Told, policy: Policy, scale: Scale, at: datetime) -> None:
    ours = [one.code for one in policy.terms.measures] if policy.terms else []
    measures = {*MEASURES, *ours, *(rail.measure for rail in policy.plan.guardrails)}
    faults = []
    if told.measure not in measures:
        faults.append(Fault("measure", Text.of(vi="Hãy chọn điều đã xảy ra.", en="Choose what happened.")))
    if told.site not in {site.code for site in policy.sites}:
        faults.append(Fault("site", Text.of(vi="Hãy chọn khu vực.", en="Choose the area.")))
    if told.severity not in {level.code for level in scale}:
        faults.append(Fault("severity", Text.of(vi="Hãy chọn mức độ.", en="Choose how grave it was.")))
    if told.device and not NAME(told.device):
        faults.append(Fault("device", WRONG["device"]))
    if told.happened_at > at + CLOCKS_DIFFER:
        faults.append(Fault("happened_at", Text.of(vi="Thời điểm ở tương lai.", en="This time is still to come.")))
    if faults:
        what = Text.of(vi="Báo cáo chưa đủ.", en="The report is incomplete.")
        raise Refusal("incident-incomplete", what, faults=tuple(faults))
