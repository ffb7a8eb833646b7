"""Hand in a task, such as a review."""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Refusal, conflict, not_found
from longbien.kernel.text import Text
from longbien.people.policy import check
from longbien.procedures.actions.assigning import conflicted
from longbien.procedures.actions.deciding.attached import foreign_files
from longbien.procedures.actions.keeping.following import set_judging
from longbien.procedures.actions.perform import locked
from longbien.procedures.actions.settling import settle
from longbien.procedures.events import TaskSubmitted
from longbien.procedures.models import Draft, Task
from longbien.procedures.queries.standing import YOU_HAD_A_HAND, judges_before, local_date, open_choices
from longbien.procedures.queries.versions import published
from longbien.procedures.rules.forms import faults_of
from longbien.procedures.rules.questions.settling import settle as answers_that_count
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit
from longbien.record.rules.leaf import canonical


@act
def submit_task(*, task_id: UUID, data: Mapping[str, Any], by: Actor, at: datetime) -> None:
    """Hand in the answers of one's own task.

    Refusal (409) when it is handed in already or the case has moved on, (403) when a conflict of interest arose since
    it was given or one judged what the case appeals against, (422) with the faults of the form.
    """
    task = locked_task(task_id)
    check(by, "submit", task)
    version = published(task.case.version_id)
    spec = version.definition.tasks[task.kind]
    if task.state != Task.State.OPEN:
        raise not_open()
    if task.person_id in judges_before(task.case):
        raise Refusal("judged-before", YOU_HAD_A_HAND, status=403)
    if conflicted(task.case, spec, task.person_id):
        what = Text.of(
            vi="Bạn có quan hệ với bên nộp hồ sơ nên không thể thẩm định. Hãy khai báo xung đột lợi ích.",
            en="You are related to the applicant and can't judge this case. Declare the conflict of interest.",
        )
        raise Refusal("conflict-of-interest", what, status=403)
    schema = version.schemas[spec.form]
    data = answers_that_count(schema, data).data
    wrong = faults_of(schema, data, open_choices(schema), today=local_date(at))
    if faults := wrong or foreign_files(task.case, schema, data):
        what = Text.of(vi="Hãy xem lại các mục được đánh dấu.", en="Look again at what is marked.")
        raise Refusal("form-faults", what, faults=faults)
    digest = sha256(canonical(dict(data))).hexdigest()
    event = TaskSubmitted(task.pk, task.kind, digest)
    emit(event, subject=task.case.subject, chain=task.case.subject, by=by, at=at)
    task.data, task.state, task.done_at = dict(data), Task.State.DONE, at
    task.save()
    Draft.objects.filter(case=task.case, form=spec.form, person_id=task.person_id).delete()
    set_judging(task.case, version)
    settle(task.case, version, at=at)


def locked_task(task_id: UUID) -> Task:
    """A task whose case is held until the end of the transaction. Refusal (404) when there is none."""
    found = Task.objects.filter(pk=task_id).values_list("case_id", flat=True).first()
    if found is None:
        raise not_found()
    locked(found)
    return Task.objects.select_related("case").get(pk=task_id)


def not_open() -> Refusal:
    return conflict(
        "task-closed",
        Text.of(vi="Việc này đã xong hoặc đã đóng, không sửa được nữa.", en="This task is done or closed already."),
    )
