"""What a trial owes, by its regime and its hub."""

from uuid import UUID

from django.conf import settings

from longbien.trials import models
from longbien.trials.queries.regimes import regime
from longbien.trials.rules.duties import Duties, duties


def duties_of(trial_id: UUID) -> Duties:
    """As the licence's version of the regime and today's hub have it."""
    [regime_id] = models.Trial.objects.filter(pk=trial_id).values_list("regime_id", flat=True)
    return duties(regime(regime_id).rules, settings.HUB.data, settings.HUB.languages)
