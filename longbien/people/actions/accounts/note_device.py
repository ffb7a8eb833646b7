"""Note that someone signed in on a device."""

import hashlib
from datetime import datetime

from longbien.kernel.actor import Actor
from longbien.kernel.subject import Subject
from longbien.people.events import NewDevice
from longbien.people.models import KnownDevice
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit


@act
def note_device(*, token: str, agent: str, by: Actor, at: datetime) -> None:
    """Remember the device behind a token. A device that isn't a person's first is an event, and a letter goes out."""
    digest = hashlib.sha256(token.encode()).hexdigest()
    known = KnownDevice.objects.filter(person_id=by.person_id)
    if known.filter(digest=digest).update(last_at=at):
        return
    is_first = not known.exists()
    KnownDevice.objects.create(person_id=by.person_id, digest=digest, agent=agent, first_at=at, last_at=at)
    if not is_first:
        emit(NewDevice(agent=agent), subject=Subject("people.person", by.person_id), by=by, at=at)
