"""Play a demonstration: the very actions that people do on the pages, by the demonstration's people."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from longbien.kernel.actor import SYSTEM, Actor
from longbien.kernel.ids import new_id
from longbien.people.accounts.assurance import DEMO
from longbien.people.queries import actor_for, demonstration
from longbien.problems.actions.apply_with import apply_with
from longbien.problems.queries import applicants, problem_with_code
from longbien.procedures.actions.perform import perform
from longbien.procedures.actions.submit_task import submit_task
from longbien.procedures.queries import cases_of, open_tasks
from longbien.procedures.queries.standing import local_date
from longbien.procedures.rules.signing import Proof
from longbien.record.actions.act import act
from longbien.trials.actions.ingest_batch import ingest_batch
from longbien.trials.actions.leaving.end_trial import end_trial
from longbien.trials.actions.resume import resume
from longbien.trials.actions.start_trial import start_trial
from longbien.trials.queries import trial_of_case
from longbien.ventures.actions.open_next import open_next
from longbien.ventures.queries import venture_of_case
from longbien.ventures.rules.script import Scene, Script, dated


@dataclass
class Play:
    """A demonstration under way: its people and what came into being so far."""

    people: dict[str, UUID]
    cases: dict[str, UUID] = field(default_factory=dict)

    def actor(self, code: str) -> Actor:
        return actor_for(self.people[code])

    @property
    def trial_id(self) -> UUID:
        found = trial_of_case(self.cases["licence"])
        if found is None:
            raise LookupError("the licence is not granted yet")
        return found.id

    @property
    def venture_id(self) -> UUID:
        return venture_of_case(self.cases["application"])


def begin() -> Play:
    """A play with the demonstration's people; KeyError later for those who are not loaded."""
    return Play({card.code: card.person.id for card in demonstration()})


def play(script: Script, *, at: datetime) -> bool:
    """Every scene, a moment apart. False when it was played before: nothing is done twice."""
    stage = begin()
    if played(script, stage):
        return False
    for n, scene in enumerate(script.scenes):
        take(scene, stage, at=at + timedelta(milliseconds=n))
    return True


def played(script: Script, stage: Play) -> bool:
    """Whether the team of the first scene has applied to its problem already."""
    first = script.scenes[0]
    team = applicants(stage.actor(first.by))[0]
    about = problem_with_code(first.problem)
    return any(case.about and case.about.id == about for case in cases_of(team.id))


@act
def take(scene: Scene, stage: Play, *, at: datetime) -> None:
    """One scene. Refusal when the person may not, as on the page."""
    DEEDS.get(scene.do, _perform)(scene, stage, at)


def _apply(scene: Scene, stage: Play, at: datetime) -> None:
    by = stage.actor(scene.by)
    problem_id, team = problem_with_code(scene.problem), applicants(by)[0]
    stage.cases["application"] = apply_with(problem_id, organisation_id=team.id, by=by, at=at)


def _open(scene: Scene, stage: Play, at: datetime) -> None:
    stage.cases[scene.case] = open_next(stage.venture_id, step=scene.case, by=stage.actor(scene.by), at=at)


def _perform(scene: Scene, stage: Play, at: datetime) -> None:
    case_id, by = stage.cases[scene.case], stage.actor(scene.by)
    data = dated(scene.data, local_date(at)) if scene.data else None
    # As on the page, where the demonstration's link has just shown who they are.
    proof = Proof(DEMO, second_factor=True, at=at)
    perform(case_id=case_id, action=scene.do, data=data, reason=scene.reason, proof=proof, by=by, at=at)


def _hand_in(scene: Scene, stage: Play, at: datetime) -> None:
    for task_id, person_id in open_tasks(stage.cases[scene.case]):
        submit_task(task_id=task_id, data=scene.data, by=actor_for(person_id), at=at)


def _start(scene: Scene, stage: Play, at: datetime) -> None:
    start_trial(stage.trial_id, by=stage.actor(scene.by), at=at)


def _report(scene: Scene, stage: Play, at: datetime) -> None:
    """Telemetry of one device, a point a second, the last one at `at`."""
    lines = [
        {
            "id": str(new_id()),
            "device": "demonstration-1",
            "at": (at - timedelta(seconds=len(scene.points) - 1 - n)).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
            "lon": lon,
            "lat": lat,
            "speed_kmh": speed,
        }
        for n, (lon, lat, speed) in enumerate(scene.points)
    ]
    body = "\n".join(map(json.dumps, lines)).encode()
    ingest_batch(stage.trial_id, body, key_id=None, by=SYSTEM, at=at)


def _resume(scene: Scene, stage: Play, at: datetime) -> None:
    resume(stage.trial_id, reason=scene.reason, by=stage.actor(scene.by), at=at)


def _end(scene: Scene, stage: Play, at: datetime) -> None:
    end_trial(stage.trial_id, report=scene.reason, by=stage.actor(scene.by), at=at)


DEEDS: dict[str, Callable[[Scene, Play, datetime], None]] = {
    "apply": _apply, "open": _open, "hand_in": _hand_in, "start": _start, "report": _report, "resume": _resume,
    "end": _end,
}  # fmt: skip
