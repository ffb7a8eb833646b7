"""Give the open tasks of someone who is away, or may judge no more, to someone else."""

from datetime import datetime
from uuid import UUID

from longbien.kernel.actor import SYSTEM, Actor
from longbien.kernel.refusal import Fault, Refusal, not_found
from longbien.kernel.text import Text
from longbien.people.policy import ADMINISTRATOR, check
from longbien.people.queries import absent_on, actor_for
from longbien.procedures.actions.assigning import assign_to, barred_from, fill
from longbien.procedures.actions.keeping.following import set_judging
from longbien.procedures.actions.perform import locked
from longbien.procedures.events import TaskHandedOver
from longbien.procedures.models import Task
from longbien.procedures.queries.standing import judges_before, local_date
from longbien.procedures.queries.versions import published
from longbien.procedures.registry import role_asked
from longbien.procedures.rules.definition import TaskSpec
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit


@act
def hand_over(*, person_id: UUID, to_id: UUID | None, by: Actor, at: datetime) -> tuple[int, int]:
    """Take every open task of a person back; (handed over, still wanting).

    Each goes to `to_id`, or without one to whom the procedure's own assignment finds; never to who is away or has a
    conflict of interest with the case, nor as `by` chose where `by` has a stake in it or judged what it is about, or
    gives their own tasks to somebody without the role that is asked: such a task goes to someone else, or is left
    wanting. Refusal (404) unless it is one's own tasks or one runs the hub,
    (422) when the person chosen is away or there is none.
    """
    check(by, "hand-over", Task(person_id=person_id))
    _check_person(person_id, to_id, at)
    given = [_one(task, to_id, by=by, at=at) for task in _open_tasks(person_id)]
    return sum(given), len(given) - sum(given)


@act
def ask_others(*, person_id: UUID, at: datetime, role: str = "") -> int:
    """Take the open tasks of someone who leaves back, those that holders of `role` are asked for or all, and ask whom
    the procedures find; the answer is how many were taken back. Where nobody fit is left, its office is told."""
    tasks = _open_tasks(person_id)
    theirs = [task for task in tasks if role in ("", role_asked(_spec(task).assign))]
    for task in theirs:
        _one(task, None, by=SYSTEM, at=at)
    return len(theirs)


def _open_tasks(person_id: UUID) -> list[Task]:
    found = Task.objects.filter(person_id=person_id, state=Task.State.OPEN).select_related("case")
    return list(found.order_by("case_id", "assigned_at"))


def _spec(task: Task) -> TaskSpec:
    return published(task.case.version_id).definition.tasks[task.kind]


def _one(task: Task, to_id: UUID | None, *, by: Actor, at: datetime) -> bool:
    case = locked(task.case_id)
    version = published(case.version_id)
    spec = version.definition.tasks[task.kind]
    event = TaskHandedOver(task.pk, task.kind, task.person_id)
    emit(event, subject=case.subject, chain=case.subject, by=by, at=at)
    Task.objects.filter(pk=task.pk).update(state=Task.State.CLOSED, done_at=at)
    # Whoever has a stake in the case, or judged what it is about, does not choose who judges it.
    is_apart = not by.related_to(case.owner_id) and by.id not in judges_before(case)
    chosen = to_id if to_id is not None and is_apart and _may_choose(by, to_id, spec) else None
    if chosen is not None and chosen not in barred_from(case, spec, task.round):
        assign_to(case, spec, chosen, round_=task.round, by=by, at=at)
        return True
    set_judging(case, version)
    return fill(case, spec, round_=task.round, by=by, at=at) > 0


def _may_choose(by: Actor, to_id: UUID, spec: TaskSpec) -> bool:
    """Whoever runs the hub chooses whom they like; who was asked, among those who could have been."""
    role = role_asked(spec.assign)
    return ADMINISTRATOR in by.roles or not role or role in actor_for(to_id).roles


def _check_person(person_id: UUID, to_id: UUID | None, at: datetime) -> None:
    if to_id is None:
        return
    if not actor_for(to_id).is_signed_in:
        raise not_found()
    if to_id == person_id or to_id in absent_on(local_date(at), [to_id]):
        what = Text.of(vi="Hãy chọn một người khác đang có mặt.", en="Choose someone else who is there.")
        raise Refusal("bad-choice", what, faults=(Fault("person", what),))
