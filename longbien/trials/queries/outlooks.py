"""What a plan takes until something is known, as pages of any room show it."""

from longbien.procedures.registry import Outlook
from longbien.trials.rules.kinds.kind import Terms
from longbien.trials.rules.plan import Plan
from longbien.trials.rules.planning import outlooks as planning


def outlooks(plan: Plan, terms: Terms | None = None) -> tuple[Outlook, ...]:
    """Of its guardrails, and of its comparisons; `terms` are those of its kind, if it has one."""
    return tuple(Outlook(one.title, one.lead, one.head, one.rows) for one in planning.outlooks(plan, terms))
