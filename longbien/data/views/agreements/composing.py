"""What a cube costs the persons in it beside all that was answered about them before."""

from typing import Any

from longbien.data.models import Agreement
from longbien.data.queries.budgets import budget_under, over_set, whole_of
from longbien.kernel.actor import Actor
from longbien.people.policy import can


def spent_before(found: Agreement, actor: Actor) -> dict[str, Any]:
    """For `data/cubes/_before.html`: the recipient's own budget; for whoever speaks for the publisher, that of all
    recipients together, for answers about one person add up whoever asked."""
    budget = budget_under(found)
    is_publisher = can(actor, "propose", found) or can(actor, "sign-publisher", found)
    most = budget.open if budget else whole_of(found)
    return {"budget": budget, "over": over_set(found.data_set_id) if is_publisher else None, "most": most}
