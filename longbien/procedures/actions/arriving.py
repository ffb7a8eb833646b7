"""What happens when a case comes to a state: its timer is set and its tasks are given out."""

from datetime import datetime
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.procedures.actions.assigning import fill
from longbien.procedures.models import Case
from longbien.procedures.queries.versions import Published
from longbien.record.actions.schedule import schedule
from longbien.record.registry import reaction_named

# The reaction lives above the actions; it is set by its name.
DEADLINE = "longbien.procedures.reactions.deadline_passed"


def arrive(case: Case, version: Published, event_id: UUID, *, by: Actor, at: datetime) -> None:
    """Set the timer for the deadline of the state, if any, and ask for its tasks."""
    if case.due is not None:
        schedule(reaction_named(DEADLINE), event_id=event_id, due_at=case.due)
    for task in version.definition.states[case.state].tasks:
        fill(case, task, round_=case.seq, by=by, at=at)
