"""Judge what is stored anew when a withdrawal is told after events that it forbids.

What that shows is kept as a batch of no bytes: its breaches, its entry in the record and its suspension are like those
of any other batch, so whoever reads the dossier or computes the trial again needs to know nothing new.
"""

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256

from longbien.kernel.actor import SYSTEM
from longbien.record.rules.leaf import canonical
from longbien.trials import models
from longbien.trials.actions.intake.consenting import stored_lacking
from longbien.trials.actions.intake.hearing import hear
from longbien.trials.actions.intake.keeping import Parcel, keep
from longbien.trials.actions.leaving.expire import overtake
from longbien.trials.queries.policies import policy_of
from longbien.trials.rules.telemetry import columns, instant_us


def look_again(trial: models.Trial, codes: Iterable[str], *, since: datetime, at: datetime) -> None:
    """Look at the stored events from an instant on that name any of the codes. Inside the action that noted a step."""
    feed = models.Feed.objects.select_for_update().get(trial=trial)
    found = stored_lacking(feed, policy_of(trial.pk), codes, instant_us(since))
    if not found:
        return
    overtake(trial, at=at)
    nothing = columns([])
    named = sha256(canonical({"look": feed.batches + 1})).hexdigest()
    hearing = hear(trial, feed, nothing, received_us=instant_us(at), besides=found)
    keep(trial, feed, Parcel(trial.pk, None, named, 0, nothing), hearing, by=SYSTEM, at=at)
