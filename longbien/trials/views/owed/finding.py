"""The trial that a page is about."""

from uuid import UUID

from longbien.kernel.refusal import not_found
from longbien.people.policy import check
from longbien.trials import models, queries
from longbien.ui.requests import Request


def card_for(request: Request, trial_id: UUID, action: str) -> queries.TrialCard:
    """Its card, if the reader may do `action` to it. Refusal 404 for what the reader may not see, else 403."""
    row = models.Trial.objects.filter(pk=trial_id).first()
    if row is None:
        raise not_found()
    check(request.actor, action, row)
    return queries.cards([row])[0]
