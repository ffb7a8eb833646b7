"""Random lives of a trial, whoever tries whatever: no way from suspended to live without officer, reason and record."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from longbien.kernel.actor import ANONYMOUS, SYSTEM, Actor
from longbien.kernel.ids import new_id
from longbien.kernel.refusal import Refusal
from longbien.kernel.subject import Subject
from longbien.people.models import Membership
from longbien.people.queries import actor_for
from longbien.record.queries import chain, openings
from longbien.trials import models
from longbien.trials.actions.extend_licence import Extension, extend_licence
from longbien.trials.actions.issue_licence import Application, issue_licence
from longbien.trials.actions.leaving.close_trial import close_trial
from longbien.trials.actions.leaving.expire import expire
from longbien.trials.actions.leaving.file_exit import file_exit
from longbien.trials.actions.report_incident import Told, report_incident
from longbien.trials.actions.resume import resume
from longbien.trials.actions.revoke import revoke
from longbien.trials.actions.start_trial import start_trial
from longbien.trials.actions.suspend import suspend
from longbien.trials.rules.leaving.exit import Answers
from longbien.trials.rules.lifecycle import FINAL, OVER, RUNNING, SUSPENDED
from tests.trials.make import MONDAY, NOW, Staged, event, licensed, outside, person, plan_data

pytestmark = pytest.mark.django_db
REASONS = ("Đã kiểm tra và khắc phục.", "", "   ngắn   ", "\x00" * 12)
RAILS = [{"measure": "near_miss", "limit_per_site_day": 0}]
LIVES = settings(
    max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@dataclass(frozen=True)
class Step:
    """Who tries what, with which reason."""

    verb: str
    who: str
    reason: str


def incident(trial: Staged, reason: str, by: Actor, at: datetime) -> None:
    report_incident(trial.id, Told("near_miss", "north", MONDAY, "minor", reason), by=by, at=at)


def extended(trial: Staged, reason: str, by: Actor, at: datetime) -> None:
    extend_licence(trial.id, Extension(trial.organisation_id, 1, new_id()), by=by, at=at)


VERBS = {
    "start": lambda trial, reason, by, at: start_trial(trial.id, by=by, at=at),
    "suspend": lambda trial, reason, by, at: suspend(trial.id, reason=reason, by=by, at=at),
    "resume": lambda trial, reason, by, at: resume(trial.id, reason=reason, by=by, at=at),
    "revoke": lambda trial, reason, by, at: revoke(trial.id, reason=reason, by=by, at=at),
    "close": lambda trial, reason, by, at: close_trial(trial.id, by=by, at=at),
    "exit": lambda trial, reason, by, at: file_exit(trial.id, Answers(reason, reason, reason), by=by, at=at),
    "operate": lambda trial, reason, by, at: trial.send(event(1, id=str(new_id()), at=at), at=at),
    "stray": lambda trial, reason, by, at: trial.send(outside(1, id=str(new_id()), at=at), at=at),
    "incident": incident,
    "extend": extended,
    "tick": lambda trial, reason, by, at: expire(trial.id, at=at),
    "last day": lambda trial, reason, by, at: expire(trial.id, at=datetime(2031, 1, 1, tzinfo=UTC)),
}
# The interesting ones come often; the last day seldom, for little happens after it.
CHOSEN = ["start", "start", "resume", "resume", "resume", "stray", "stray", "suspend", "operate", *VERBS]
WHO = ("holder", "officer", "officer", "kin", "nameless", "stranger", "nobody", "system")
STEPS = st.lists(
    st.builds(Step, st.sampled_from(CHOSEN), st.sampled_from(WHO), st.sampled_from((REASONS[0], *REASONS))),
    min_size=4, max_size=25,
)  # fmt: skip


@pytest.fixture
def world() -> tuple[Staged, dict[str, Actor]]:
    """People of every kind; each life gets a licence of its own."""
    trial = licensed(guardrails=RAILS)
    kin = person("Người nhà", "licensing-officer")
    Membership.objects.create(person=kin, organisation_id=trial.organisation_id, role=Membership.Role.MEMBER)
    return trial, {
        "holder": trial.holder,
        "officer": trial.officer,
        "kin": actor_for(kin.pk),
        "nameless": replace(actor_for(person(" ", "licensing-officer").pk), name=" "),
        "stranger": actor_for(person("Người lạ").pk),
        "nobody": ANONYMOUS,
        "system": SYSTEM,
    }


def lived(world: tuple[Staged, dict[str, Actor]], steps: list[Step]) -> None:
    first, actors = world
    trial_id = issue_licence(Application(first.organisation_id, plan_data(guardrails=RAILS)), by=SYSTEM, at=NOW)
    trial = Staged(trial_id, first.organisation_id, first.holder, first.officer)
    for turn, step in enumerate(steps, 1):
        before, known = trial.row.state, len(told(trial_id))
        try:
            VERBS[step.verb](trial, step.reason, actors[step.who], NOW + timedelta(hours=turn))
        except Refusal:
            assert (trial.row.state, len(told(trial_id))) == (before, known), "a refusal changes nothing"
        held(trial, step, before, known)


def held(trial: Staged, step: Step, before: str, known: int) -> None:
    """What must be true after every step."""
    now, fresh = trial.row.state, told(trial.id)[known:]
    if before == SUSPENDED and now == RUNNING:
        assert (step.verb, step.who, step.reason) == ("resume", "officer", REASONS[0])
        [resumed] = [one for one in fresh if one.kind == "trials.resumed"]
        assert resumed.actor_id == trial.officer.id
        assert openings(resumed.id)["officer"].value == trial.officer.name
        assert openings(resumed.id)["reason"].value == REASONS[0]
    else:
        assert [one for one in fresh if one.kind == "trials.resumed"] == []
    assert before not in FINAL or now == before, "what is over stays over"
    assert before not in OVER or now in OVER, "nothing that stopped for good is live again"
    assert before == now or fresh, "no move without an entry in the record"
    open_stops = models.Suspension.objects.filter(trial_id=trial.id, lifted_us=None).count()
    assert open_stops == 1 if now == SUSPENDED else open_stops == 0 or now in OVER
    lifted = models.Suspension.objects.filter(trial_id=trial.id, lifted_us__isnull=False)
    assert all(one.lifted_by_name and one.lift_reason for one in lifted)


def told(trial_id: UUID):
    return chain(Subject("trials.trial", trial_id))


@LIVES
@given(steps=STEPS)
def test_no_way_from_suspended_to_live_without_officer_reason_and_record(world, steps):
    lived(world, steps)


def test_the_random_lives_do_reach_what_they_are_about(world):
    """A life by hand: were the verbs above broken, the property would hold of nothing."""
    first, actors = world
    turns = (
        ("start", "holder"), ("stray", "system"), ("resume", "kin"), ("resume", "officer"), ("suspend", "holder"),
        ("resume", "system"), ("close", "holder"), ("exit", "holder"),
    )  # fmt: skip
    lived(world, [Step(verb, who, REASONS[0]) for verb, who in turns])
    newest = models.Trial.objects.exclude(pk=first.id).get()
    assert [entry.kind.removeprefix("trials.") for entry in told(newest.pk)] == [
        "licence-issued", "started", "batch-stored", "suspended", "resumed", "suspended", "closing", "exited",
        "lesson-drawn",
    ]  # fmt: skip
    assert actors["kin"].roles == actors["officer"].roles
