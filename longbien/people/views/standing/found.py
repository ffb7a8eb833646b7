"""What the pages of interests, absences and delegations look up, and read from forms."""

from datetime import date
from typing import Any
from uuid import UUID

from longbien.kernel.ids import from_slug
from longbien.kernel.refusal import not_found
from longbien.kernel.text import Text
from longbien.people import models
from longbien.people.policy import check
from longbien.people.queries import PersonCard
from longbien.ui.fields import Choice, Field
from longbien.ui.requests import Request


def person_concerned(request: Request, person_id: UUID) -> models.Person:
    """The person whose page this is: oneself, or anyone for an administrator. Refusal (403, 404) otherwise."""
    found = models.Person.objects.filter(pk=person_id, is_active=True).first()
    if found is None:
        raise not_found()
    check(request.actor, "manage-standing", found)
    return found


def day(data: dict[str, Any], name: str) -> date | None:
    return date.fromisoformat(data[name]) if data.get(name) else None


def chosen(written: str) -> UUID | None:
    try:
        return UUID(written) if written else None
    except ValueError:
        return None


def posted_id(request: Request, name: str) -> UUID:
    try:
        return from_slug(request.POST.get(name, ""))
    except ValueError as error:
        raise not_found() from error


def of_persons(name: str, label: Text, cards: tuple[PersonCard, ...], *, required: bool, hint: Text) -> Field:
    choices = tuple(Choice(str(card.id), Text.of(und=card.name)) for card in cards)
    return Field(name, "choice", label, hint, required=required, choices=choices)
