"""What is known of persons and organisations beyond their names."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from longbien.people import models
from longbien.people.identity import digest_of
from longbien.people.kinds.countries import numbers, passport
from longbien.people.queries.persons import PersonCard, card_of


@dataclass(frozen=True)
class PaperCard:
    """A stated identity paper: `kind` is `citizen-id` or `passport`. There is no number to show."""

    kind: str
    country: str
    stated_at: datetime


@dataclass(frozen=True)
class RegistrationCard:
    """Where an organisation says it is registered; `verified_at` and `verified_by` once an officer confirmed it."""

    organisation_id: UUID
    country: str
    number: str
    address: str
    stated_at: datetime
    verified_at: datetime | None
    verified_by: PersonCard | None


def papers_of(person_id: UUID) -> tuple[PaperCard, ...]:
    found = models.Paper.objects.filter(person_id=person_id).order_by("kind")
    return tuple(PaperCard(one.kind, one.country, one.stated_at) for one in found)


def holds_paper(person_id: UUID, kind: str, country: str, number: str) -> bool:
    """Whether a person stated this very number: what an officer reads on the paper is compared, never shown."""
    kept = passport(number) if kind == "passport" else numbers(country).person(number, date.max)
    if kept is None:
        return False
    return models.Paper.objects.filter(person_id=person_id, digest=digest_of(kind, country, kept)).exists()


def same_papers(person_id: UUID) -> int:
    """How many other accounts stated a paper of this person: for officers, who look into it."""
    digests = models.Paper.objects.filter(person_id=person_id).values("digest")
    others = models.Paper.objects.filter(digest__in=digests).exclude(person_id=person_id)
    return others.values("person_id").distinct().count()


def registration_of(organisation_id: UUID) -> RegistrationCard | None:
    found = models.Registration.objects.select_related("verified_by").filter(organisation_id=organisation_id).first()
    return _card(found) if found else None


def unverified() -> tuple[RegistrationCard, ...]:
    """What waits for an officer's confirmation, the oldest first."""
    found = models.Registration.objects.filter(verified_at=None).order_by("stated_at", "pk")
    return tuple(map(_card, found))


def _card(found: models.Registration) -> RegistrationCard:
    by = card_of(found.verified_by) if found.verified_by else None
    return RegistrationCard(
        found.organisation_id, found.country, found.number, found.address, found.stated_at, found.verified_at, by
    )
