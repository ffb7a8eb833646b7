"""Begin a problem statement."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.kernel.ids import new_id
from longbien.kernel.refusal import not_allowed
from longbien.kernel.subject import Subject
from longbien.people.policy import can
from longbien.people.queries import organisation
from longbien.problems import queries
from longbien.problems.actions.locked import must_hold
from longbien.problems.actions.save import must_be_storable
from longbien.problems.events import ProblemStated
from longbien.problems.models import Problem
from longbien.problems.rules.normal import normal
from longbien.problems.rules.statement import check_stated
from longbien.problems.rules.steps import Status
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit


@act
def state(*, department_id: UUID, data: Mapping[str, Any], by: Actor, at: datetime) -> UUID:
    """Open a draft in the name of a department; the answer is its id. It may be unfinished, but it needs a name.

    What a demonstration department states is a demonstration.

    Refusal 403 for those who may not speak for the department, 422 without a title in any language.
    """
    draft = normal(data)
    department = organisation(department_id)
    problem = Problem(
        id=new_id(), status=Status.DRAFT, department_id=department_id, draft=draft, draft_seq=1, created_at=at,
        is_demo=bool(department and department.is_demo),
    )  # fmt: skip
    if not can(by, "state", problem):
        raise not_allowed()
    must_be_storable(draft)
    if not any(draft["title"].values()):
        must_hold(check_stated(draft, queries.vocabulary()))
    problem.save(force_insert=True)
    emit(ProblemStated(department_id), subject=Subject("problems.problem", problem.pk), by=by, at=at)
    return problem.pk
