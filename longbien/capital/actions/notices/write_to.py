"""Write to those whom something of this room concerns, each in their own language."""

from collections.abc import Iterable
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation

from longbien.kernel.text import Text
from longbien.people.queries import contacts, members

HOW_MUCH = Text.of(
    vi="Chào {person},\n\n{heading}\n\nSố tiền và cách tính ở: {address}",
    en="Dear {person},\n\n{heading}\n\nHow much, and how it was worked out: {address}",
)


def write_to(
    people: Iterable[UUID], subject: Text, page: str, *keys: UUID, body: Text = HOW_MUCH, **facts: str | Text
) -> int:
    """How many letters went out. Amounts stay on the page, behind the sign-in: letters travel openly.

    `subject` has places for the facts, `body` also for {person}, {heading}, which is the subject as it was filled, and
    {address}: that of the `page`, a route with its `keys`.
    """
    told = contacts(people)
    for reader in told:
        with translation.override(reader.language):
            address = settings.ENV.url + reverse(page, args=keys)
        says = {name: _said(fact, reader.language) for name, fact in facts.items()}
        heading = " ".join(subject.in_language(reader.language).format(**says).split())
        words = body.in_language(reader.language).format(**says, person=reader.name, heading=heading, address=address)
        EmailMessage(subject=heading, body=words, to=[reader.email]).send()
    return len(told)


def people_of(organisation_id: UUID) -> set[UUID]:
    """Everybody of an organisation, as it is written to."""
    return {one.person.id for one in members(organisation_id)}


def _said(fact: str | Text, language: str) -> str:
    return fact.in_language(language) if isinstance(fact, Text) else fact
