"""Step back from a task because of a conflict of interest; someone else is asked."""

from datetime import datetime
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.text import Text
from longbien.people.policy import check
from longbien.procedures.actions.assigning import fill
from longbien.procedures.actions.keeping.following import set_judging
from longbien.procedures.actions.submit_task import locked_task, not_open
from longbien.procedures.events import ConflictDeclared
from longbien.procedures.models import Draft, Task
from longbien.procedures.queries.versions import published
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit


@act
def declare_conflict(*, task_id: UUID, reason: str, by: Actor, at: datetime) -> int:
    """Recuse oneself; the answer is how many persons were asked instead (0 when nobody fit is left).

    Refusal without a reason, or when the task is handed in already.
    """
    task = locked_task(task_id)
    check(by, "recuse", task)
    if task.state != Task.State.OPEN:
        raise not_open()
    reason = reason.strip()
    if not reason:
        what = Text.of(vi="Hãy nêu lý do.", en="Give the reason.")
        raise Refusal("reason-missing", what, faults=(Fault("reason", what),))
    event = ConflictDeclared(task.pk, task.kind, reason)
    emit(event, subject=task.case.subject, chain=task.case.subject, by=by, at=at)
    task.state, task.conflict, task.done_at = Task.State.RECUSED, reason, at
    task.save()
    version = published(task.case.version_id)
    spec = version.definition.tasks[task.kind]
    Draft.objects.filter(case=task.case, form=spec.form, person_id=task.person_id).delete()
    set_judging(task.case, version)
    return fill(task.case, spec, round_=task.round, by=by, at=at)
