"""Step 1 of the city's four: classify a problem by locality and sector."""

from datetime import datetime
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.kernel.subject import Subject
from longbien.problems import queries
from longbien.problems.actions.locked import locked, must_hold, must_move
from longbien.problems.actions.save import opened
from longbien.problems.events import ProblemClassified
from longbien.problems.rules.statement import check_classified, check_stated
from longbien.problems.rules.steps import Status, after
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit


@act
def classify(problem_id: UUID, *, by: Actor, at: datetime) -> None:
    """Settle the classes in the draft. Refusal 422 names what is missing, 409 a step out of order."""
    problem = locked(problem_id, by=by, action="edit")
    must_move("classify", problem)
    draft, words = opened(problem), queries.vocabulary()
    must_hold(check_stated(draft, words) + check_classified(draft, words))
    problem.status = after("classify", Status(problem.status))
    problem.save(update_fields=["status"])
    event = ProblemClassified(
        draft["group"], draft["sector"], tuple(draft["localities"]), tuple(draft["technologies"])
    )  # fmt: skip
    emit(event, subject=Subject("problems.problem", problem.pk), by=by, at=at)
