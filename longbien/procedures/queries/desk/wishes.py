"""How people want to be told, and whose a secret feed address is."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.procedures.models import FeedKey, Wish


def wishes_of(persons: Iterable[UUID]) -> Mapping[UUID, str]:
    """Which letters each of them wants; who never said is told each time."""
    wanted = set(persons)
    said = dict(Wish.objects.filter(person_id__in=wanted).values_list("person_id", "mail"))
    return {person: said.get(person, Wish.Mail.EACH) for person in wanted}


def feed_since(actor: Actor) -> datetime | None:
    """Since when the actor's feed is open; None when it is not."""
    return FeedKey.objects.filter(person_id=actor.person_id).values_list("made_at", flat=True).first()


def person_behind(token: str) -> UUID | None:
    """Whose feed a secret opens. Looked up by its hash, so that no comparison tells how much of a guess was right."""
    found: UUID | None = FeedKey.objects.filter(sha256=digest_of(token)).values_list("person_id", flat=True).first()
    return found


def digest_of(token: str) -> str:
    """What is kept of a secret."""
    return sha256(token.encode()).hexdigest()
