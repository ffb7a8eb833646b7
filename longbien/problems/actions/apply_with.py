"""Step 4 of the city's four: an organisation applies with a solution."""

from datetime import datetime
from uuid import UUID

from django.conf import settings

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Refusal
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.problems.actions.locked import locked
from longbien.problems.rules.steps import Status
from longbien.procedures.actions.open_case import open_case
from longbien.record.actions.act import act


@act
def apply_with(problem_id: UUID, *, organisation_id: UUID, by: Actor, at: datetime) -> UUID:
    """Open an application of `organisation_id` to the problem; the answer is the id of the case.

    Refusal 409 when the problem is closed; the procedure decides who may apply for an organisation.
    """
    problem = locked(problem_id, by=by, action="view")
    if problem.status != Status.PUBLISHED:
        raise Refusal(
            "not-open",
            Text.of(vi="Bài toán này không còn nhận hồ sơ.", en="This problem takes no more applications."),
            status=409,
        )
    return open_case(
        procedure=settings.HUB.data["journey"]["application"],
        owner_id=organisation_id,
        about=Subject("problems.problem", problem_id),
        by=by,
        at=at,
    )
