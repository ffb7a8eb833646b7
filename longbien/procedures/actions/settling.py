"""What follows by itself once something changed in a case: automatic actions, and news for the case that opened it."""

from datetime import datetime

from longbien.kernel.actor import SYSTEM
from longbien.kernel.refusal import not_found
from longbien.procedures.actions.moving import Attempt, carry_out
from longbien.procedures.models import Case
from longbien.procedures.queries.standing import reckoning
from longbien.procedures.queries.versions import Published, published
from longbien.procedures.rules.definition import Action
from longbien.procedures.rules.expressions import CannotTell
from longbien.procedures.rules.machine import guard_against
from longbien.record import rows

# More steps in one go than any procedure has states: it goes round in circles.
MOST = 50


def settle(case: Case, version: Published, *, at: datetime) -> None:
    """Do every automatic action whose guard holds, one after the other; then tell the case that opened this one.

    The case is held by the caller. CannotTell when a guard can't be computed, or when the actions never come to rest.
    """
    for _ in range(MOST):
        following = _next(case, version, at)
        if following is None:
            break
        carry_out(Attempt(case, version, following, {}), by=SYSTEM, at=at)
    else:
        raise CannotTell(f"auto: {case.state}", "automatic actions go round in circles")
    if case.closed_at is not None and case.parent_id is not None:
        _tell_parent(case, at)


def _next(case: Case, version: Published, at: datetime) -> Action | None:
    waiting = [action for action in version.definition.actions_from(case.state) if action.auto]
    if not waiting:
        return None
    rules = reckoning(case, version, at)
    return next((action for action in waiting if guard_against(action, rules)), None)


def _tell_parent(case: Case, at: datetime) -> None:
    parent = rows.find(Case, case.parent_id, lock=True)
    if parent is None:
        raise not_found()
    settle(parent, published(parent.version_id), at=at)
