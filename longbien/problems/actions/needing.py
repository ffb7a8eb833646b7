"""What a published problem needs: it must be there to be named, what is missing goes into the register of gaps."""

from datetime import datetime
from typing import Any

from longbien.data.actions.gaps.raising import need
from longbien.data.queries.gaps import gaps
from longbien.data.queries.sets import contract_with_code
from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.text import Text
from longbien.problems.models import Problem
from longbien.problems.rules.needs import Needed, needs_of

UNKNOWN = Text.of(vi="Không có trong danh mục dữ liệu.", en="The data catalogue does not have this.")


def register_needs(problem: Problem, statement: dict[str, Any], *, by: Actor, at: datetime) -> None:
    """Inside an action only. A gap that is new is owed by the problem's department, without a day. Refusal (422) for a
    data set or a gap that nobody knows."""
    for place, one in enumerate(needs_of(statement)):
        if not _is_known(one):
            raise Refusal("unknown-data", UNKNOWN, faults=(Fault(f"needs/{place}/data_set", UNKNOWN),))
        if one.gap and one.missing is not None:
            need(one.gap, one.missing, owner_id=problem.department_id, by=by, at=at)


def _is_known(one: Needed) -> bool:
    if one.data_set:
        return contract_with_code(one.data_set) is not None
    return one.missing is not None or bool(gaps([one.gap]))
