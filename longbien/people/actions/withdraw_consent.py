"""Take a consent back."""

from datetime import datetime

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import not_found
from longbien.kernel.subject import Subject
from longbien.people.events import ConsentWithdrawn
from longbien.people.models import Consent
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit


@act
def withdraw_consent(*, purpose: str, by: Actor, at: datetime) -> None:
    """From now on; what was done before stays lawful. Refusal (404) when none stands."""
    standing = Consent.objects.select_for_update().filter(person_id=by.person_id, purpose=purpose, withdrawn_at=None)
    found = standing.first()
    if found is None:
        raise not_found()
    Consent.objects.filter(pk=found.pk).update(withdrawn_at=at)
    withdrawn = ConsentWithdrawn(purpose=purpose, consent_version=found.version)
    emit(withdrawn, subject=Subject("people.person", by.person_id), by=by, at=at)
