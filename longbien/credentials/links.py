"""Where credentials are shown, and which ones a person or an organisation holds."""

from collections.abc import Iterator
from uuid import UUID

from django.urls import reverse

from longbien.credentials.models import Credential
from longbien.credentials.queries.credentials import cards, credential_card
from longbien.kernel.actor import Actor
from longbien.kernel.subject import Subject
from longbien.people.policy import visible
from longbien.ui import links
from longbien.ui.language import say

SHOWN = 20


def url(credential_id: UUID) -> str:
    return reverse("credentials:credential", args=[credential_id])


def title(credential_id: UUID) -> str:
    card = credential_card(credential_id)
    return f"{card.number} {card.name}".strip() if card else str(credential_id)


@links.neighbours("people.person", "people.organisation")
def held_by(actor: Actor, subject: Subject) -> Iterator[links.Link]:
    """The credentials of a holder, as far as the reader may read them."""
    found = visible(actor, Credential.objects.filter(holder_id=subject.id), "read").order_by("-issued_at", "-pk")
    for card in cards(found[:SHOWN]):
        yield links.Link(f"{card.number} {card.name}".strip(), url(card.id), say(card.kind.name))


links.register("credentials.credential", url=url, title=title)
