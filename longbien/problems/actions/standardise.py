"""Step 2 of the city's four: standardise the outputs and KPIs of a problem."""

from datetime import datetime
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.kernel.subject import Subject
from longbien.problems import queries
from longbien.problems.actions.locked import locked, must_hold, must_move
from longbien.problems.actions.save import opened
from longbien.problems.events import ProblemStandardised
from longbien.problems.rules.statement import check_standardised
from longbien.problems.rules.steps import Status, after
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit


@act
def standardise(problem_id: UUID, *, by: Actor, at: datetime) -> None:
    """Settle outputs, KPIs and sources in the draft. Refusal 422 names what is missing, 409 a step out of order."""
    problem = locked(problem_id, by=by, action="edit")
    must_move("standardise", problem)
    draft = opened(problem)
    must_hold(check_standardised(draft, queries.vocabulary()))
    problem.status = after("standardise", Status(problem.status))
    problem.save(update_fields=["status"])
    event = ProblemStandardised(len(draft["kpis"]))
    emit(event, subject=Subject("problems.problem", problem.pk), by=by, at=at)
