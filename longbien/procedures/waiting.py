"""What waits for a person in this room, for the page /me: tasks, cases at their desk, cases of theirs to mend."""

from collections.abc import Iterator

from longbien.kernel.actor import Actor
from longbien.people.registry import Waiting, waiting
from longbien.procedures.links import case_url, task_url
from longbien.procedures.models import Case
from longbien.procedures.queries import lists
from longbien.procedures.queries.desk.worklist import nearest
from longbien.procedures.queries.versions import published
from longbien.ui.language import say

MOST = 20


@waiting
def work(actor: Actor) -> Iterator[Waiting]:
    """Tasks first, then cases; at most twenty of each, the work list has them all."""
    if not actor.is_signed_in:
        return
    for task in lists.own_tasks(actor)[:MOST]:
        kind = say(published(task.case.version_id).definition.tasks[task.kind].title)
        yield Waiting(task.case.title or task.case.number, task_url(task.pk), kind, task.due)
    for case in nearest(actor, MOST):
        yield _case(case)
    for case in lists.own_cases(actor).filter(closed_at=None)[:MOST]:
        if published(case.version_id).definition.states[case.state].edit:
            yield _case(case)


def _case(case: Case) -> Waiting:
    definition = published(case.version_id).definition
    said = f"{say(definition.title)} · {say(definition.states[case.state].title)}"
    return Waiting(case.title or case.number, case_url(case.pk), said, case.due)
