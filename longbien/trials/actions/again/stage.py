"""Licence a recorded trial again as it was licensed, in an empty database."""

import json
from datetime import datetime
from uuid import UUID

from longbien.kernel.actor import SYSTEM
from longbien.kernel.ids import new_id
from longbien.kernel.refusal import conflict
from longbien.kernel.text import Text
from longbien.people.actions.register_organisation import register_organisation
from longbien.record.actions.act import act
from longbien.trials import models
from longbien.trials.actions.adopt_regime import adopt_regime
from longbien.trials.actions.issue_licence import write_version
from longbien.trials.rules.again import Course
from longbien.trials.rules.lifecycle import GRANTED
from longbien.trials.rules.policy import read_policy


@act
def stage(course: Course) -> UUID:
    """The trial with its first version; nothing is checked, for it was when it was licensed.

    Refusal 409 in a database that holds a trial: it is not for a second run.
    """
    if models.Trial.objects.exists():
        raise conflict("not-empty", NOT_EMPTY)
    first = course.versions[0]
    at = datetime.fromisoformat(first["granted_at"])
    policy = read_policy(json.loads(first["policy"]))
    trial = models.Trial.objects.create(
        id=new_id(),
        number="again",
        year=at.year,
        serial=1,
        organisation_id=register_organisation(name="again", kind="team", by=SYSTEM, at=at),
        title=policy.plan.title,
        summary=policy.plan.summary,
        state=GRANTED,
        regime_id=adopt_regime(course.regime, by=SYSTEM, at=at),
        term_start=policy.term.start,
        term_end=policy.term.end,
        licensed_at=at,
        is_demo=True,
    )
    models.Feed.objects.create(trial=trial)
    write_version(trial, policy, case_id=None, at=at)
    return trial.pk


NOT_EMPTY = Text.of(
    vi="Cơ sở dữ liệu này đã có thử nghiệm; chỉ tính lại trong cơ sở dữ liệu trống.",
    en="This database holds a trial; a trial is recomputed in an empty one only.",
)
