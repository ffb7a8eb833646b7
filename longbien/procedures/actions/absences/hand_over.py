"""Give the open tasks of someone who is away to someone else."""

from datetime import datetime
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Fault, Refusal, not_found
from longbien.kernel.text import Text
from longbien.people.policy import check
from longbien.people.queries import absent_on, actor_for
from longbien.procedures.actions.assigning import assign_to, barred_from, fill
from longbien.procedures.actions.keeping.following import set_judging
from longbien.procedures.actions.perform import locked
from longbien.procedures.events import TaskHandedOver
from longbien.procedures.models import Task
from longbien.procedures.queries.standing import judges_before, local_date
from longbien.procedures.queries.versions import published
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit


@act
def hand_over(*, person_id: UUID, to_id: UUID | None, by: Actor, at: datetime) -> tuple[int, int]:
    """Take every open task of a person back; (handed over, still wanting).

    Each goes to `to_id`, or without one to whom the procedure's own assignment finds; never to who is away or has a
    conflict of interest with the case, nor as `by` chose where `by` has a stake in it or judged what it is about: such
    a task goes to someone else, or is left wanting. Refusal (404) unless it is one's own tasks or one runs the hub,
    (422) when the person chosen is away or there is none.
    """
    check(by, "hand-over", Task(person_id=person_id))
    _check_person(person_id, to_id, at)
    tasks = list(Task.objects.filter(person_id=person_id, state=Task.State.OPEN).order_by("case_id", "assigned_at"))
    given = [_one(task, to_id, by=by, at=at) for task in tasks]
    return sum(given), len(given) - sum(given)


def _one(task: Task, to_id: UUID | None, *, by: Actor, at: datetime) -> bool:
    case = locked(task.case_id)
    version = published(case.version_id)
    spec = version.definition.tasks[task.kind]
    event = TaskHandedOver(task.pk, task.kind, task.person_id)
    emit(event, subject=case.subject, chain=case.subject, by=by, at=at)
    Task.objects.filter(pk=task.pk).update(state=Task.State.CLOSED, done_at=at)
    # Whoever has a stake in the case, or judged what it is about, does not choose who judges it.
    is_apart = not by.related_to(case.owner_id) and by.id not in judges_before(case)
    if to_id is not None and is_apart and to_id not in barred_from(case, spec, task.round):
        assign_to(case, spec, to_id, round_=task.round, by=by, at=at)
        return True
    set_judging(case, version)
    return fill(case, spec, round_=task.round, by=by, at=at) > 0


def _check_person(person_id: UUID, to_id: UUID | None, at: datetime) -> None:
    if to_id is None:
        return
    if not actor_for(to_id).is_signed_in:
        raise not_found()
    if to_id == person_id or to_id in absent_on(local_date(at), [to_id]):
        what = Text.of(vi="Hãy chọn một người khác đang có mặt.", en="Choose someone else who is there.")
        raise Refusal("bad-choice", what, faults=(Fault("person", what),))
