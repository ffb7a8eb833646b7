"""Close a problem: it stays in the catalogue and takes no more applications."""

from datetime import datetime
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.problems.actions.locked import locked, must_move
from longbien.problems.events import ProblemClosed
from longbien.problems.rules.steps import Status, after
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit


@act
def close(problem_id: UUID, *, reason: str, by: Actor, at: datetime) -> None:
    """Close a published problem with a reason. Refusal 409 unless it is published, 422 without a reason."""
    problem = locked(problem_id, by=by, action="close")
    must_move("close", problem)
    if not 3 <= len(reason.strip()) <= 1000:
        what = Text.of(
            vi="Hãy nói vì sao đóng bài toán (3 đến 1000 ký tự).",
            en="Say why the problem closes (3 to 1000 characters).",
        )
        raise Refusal("reason-missing", what, faults=(Fault("reason", what),))
    problem.status = after("close", Status(problem.status))
    problem.closed_at, problem.draft = at, None
    problem.save(update_fields=["status", "closed_at", "draft"])
    emit(ProblemClosed(reason.strip()), subject=Subject("problems.problem", problem.pk), by=by, at=at)
