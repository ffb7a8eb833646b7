"""Ask again for the tasks of the state a case is in, where some are wanting."""

from datetime import datetime
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.people.policy import check
from longbien.procedures.actions.assigning import fill
from longbien.procedures.actions.perform import locked
from longbien.procedures.queries.desk.wanting import round_of
from longbien.procedures.queries.versions import published
from longbien.record.actions.act import act


@act
def assign_tasks(*, case_id: UUID, by: Actor, at: datetime) -> int:
    """Assign what is still missing; the answer is how many tasks were given out (0 when nobody fit is left)."""
    case = locked(case_id)
    check(by, "assign", case)
    specs = published(case.version_id).definition.states[case.state].tasks
    return sum(fill(case, spec, round_=round_of(case), by=by, at=at) for spec in specs)
