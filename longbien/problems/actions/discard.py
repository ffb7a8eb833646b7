"""Give up the draft of a next version."""

from datetime import datetime
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Refusal
from longbien.kernel.text import Text
from longbien.problems.actions.locked import locked
from longbien.problems.actions.save import must_be_latest
from longbien.record.actions.act import act


@act
def discard(problem_id: UUID, *, seq: int, by: Actor, at: datetime) -> None:
    """Drop what was written since the published version. Refusal 409 for a problem that has none yet."""
    problem = locked(problem_id, by=by, action="edit")
    must_be_latest(problem, seq)
    if problem.current is None:
        what = Text.of(vi="Bài toán này chưa có bản công bố nào.", en="This problem has no published version yet.")
        raise Refusal("nothing-published", what, status=409)
    problem.draft, problem.draft_seq = None, problem.draft_seq + 1
    problem.save(update_fields=["draft", "draft_seq"])
