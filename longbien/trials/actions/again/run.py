"""Do again what was done: every batch and every act of a person at its recorded moment, through the same actions."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from longbien.kernel.actor import SYSTEM, Actor
from longbien.kernel.ids import new_id
from longbien.kernel.refusal import Refusal
from longbien.record.actions.act import act
from longbien.trials import models
from longbien.trials.actions.again.stage import stage
from longbien.trials.actions.consent.note_consents import note_as_recorded
from longbien.trials.actions.consent.publish_text import SHORTEST, publish_text
from longbien.trials.actions.halt import Halt, halt
from longbien.trials.actions.ingest_batch import ingest_batch
from longbien.trials.actions.issue_licence import write_version
from longbien.trials.actions.leaving.close_trial import close_trial
from longbien.trials.actions.leaving.expire import expire
from longbien.trials.actions.locked import locked
from longbien.trials.actions.report_incident import Told, report_as_recorded
from longbien.trials.actions.resume import resume
from longbien.trials.actions.revoke import revoke
from longbien.trials.actions.start_trial import start_trial
from longbien.trials.policy import LICENSING
from longbien.trials.queries.again.result import result_of
from longbien.trials.queries.owed.duties import duties_of
from longbien.trials.rules.again import Course, Result
from longbien.trials.rules.consent.codes import Row
from longbien.trials.rules.policy import read_policy
from longbien.trials.rules.telemetry import instant_us

# Who did it, and why, stays in the record; a second run asks only when.
WORDS = "as it was recorded"
NOT_NOW = frozenset({"not-now", "not-started"})


@dataclass(frozen=True)
class Stage:
    """Where a trial runs again, and those who act in it."""

    trial_id: UUID
    course: Course
    holder: Actor
    officer: Actor


def run_again(course: Course) -> Result:
    """What comes of a course, in this database, which must be empty.

    Under other caps an act may not be possible any more (nobody resumes what was never stopped): it is left out.
    """
    trial_id = stage(course)
    holder_id = models.Trial.objects.values_list("organisation_id", flat=True).get(pk=trial_id)
    there = Stage(
        trial_id,
        course,
        Actor(id=new_id(), name=WORDS, organisations={holder_id: frozenset({"lead"})}),
        Actor(id=new_id(), name=WORDS, roles=frozenset({LICENSING})),
    )
    for deed in course.deeds:
        if deed["kind"] in DEEDS:
            _do(there, deed)
    return result_of(trial_id)


def _do(there: Stage, deed: Mapping[str, Any]) -> None:
    try:
        DEEDS[deed["kind"]](there, deed, datetime.fromisoformat(deed["at"]))
    except Refusal as refusal:
        if refusal.code not in NOT_NOW:
            raise


def _start(there: Stage, deed: Mapping[str, Any], at: datetime) -> None:
    start_trial(there.trial_id, by=there.holder, at=at)


def _take_in(there: Stage, deed: Mapping[str, Any], at: datetime) -> None:
    ingest_batch(there.trial_id, Path(deed["path"]).read_bytes(), key_id=None, by=SYSTEM, at=at)


@act
def _suspend(there: Stage, deed: Mapping[str, Any], at: datetime) -> None:
    trial = locked(there.trial_id, by=there.officer, action="suspend")
    since = instant_us(datetime.fromisoformat(deed["since"]))
    halt(trial, Halt(since, deed["rule"], reason=WORDS), by=there.officer, at=at)


def _resume(there: Stage, deed: Mapping[str, Any], at: datetime) -> None:
    resume(there.trial_id, reason=WORDS, by=there.officer, at=at)


def _revoke(there: Stage, deed: Mapping[str, Any], at: datetime) -> None:
    revoke(there.trial_id, reason=WORDS, by=there.officer, at=at)


def _close(there: Stage, deed: Mapping[str, Any], at: datetime) -> None:
    close_trial(there.trial_id, by=there.holder, at=at)


def _expire(there: Stage, deed: Mapping[str, Any], at: datetime) -> None:
    expire(there.trial_id, at=at)


def _report(there: Stage, deed: Mapping[str, Any], at: datetime) -> None:
    happened = datetime.fromisoformat(deed["happened_at"])
    lightest = (
        duties_of(there.trial_id).incidents[0].code
    )  # today's scale may lack what it was then; nothing hangs on it
    told = Told(deed["measure"], deed["site"], happened, lightest, WORDS, deed.get("device") or "")
    report_as_recorded(there.trial_id, told, by=there.officer, at=at)


@act
def _extend(there: Stage, deed: Mapping[str, Any], at: datetime) -> None:
    trial = locked(there.trial_id, by=there.officer, action="extend")
    version = next(one for one in there.course.versions if one["number"] == deed["plan_version"])
    policy = read_policy(json.loads(version["policy"]))
    write_version(trial, policy, case_id=None, at=at)
    trial.term_end = policy.term.end
    trial.save(update_fields=["term_end"])


def _publish(there: Stage, deed: Mapping[str, Any], at: datetime) -> None:
    words = f"{WORDS}, {deed['text_version']}".ljust(SHORTEST, ".")
    publish_text(there.trial_id, purpose=WORDS, words=words, by=there.holder, at=at)


def _consent(there: Stage, deed: Mapping[str, Any], at: datetime) -> None:
    rows = [Row(code, datetime.fromisoformat(taken)) for code, taken in deed["steps"]]
    note_as_recorded(there.trial_id, deed["verb"], rows, by=there.holder, at=at)


DEEDS: dict[str, Callable[[Stage, Mapping[str, Any], datetime], None]] = {
    "trials.started": _start,
    "trials.batch-stored": _take_in,
    "trials.suspended": _suspend,
    "trials.resumed": _resume,
    "trials.revoked": _revoke,
    "trials.closing": _close,
    "trials.ended": _close,
    "trials.expired": _expire,
    "trials.incident-reported": _report,
    "trials.licence-extended": _extend,
    "trials.consent-text-published": _publish,
    "trials.consent-noted": _consent,
}
