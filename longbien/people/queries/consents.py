"""What a person agreed to."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from longbien.people import models
from longbien.people.registry import Purpose, purposes


@dataclass(frozen=True)
class ConsentCard:
    """Given to one `purpose` in the words of `version`; `how` says where; `withdrawn_at` None while it stands."""

    purpose: str
    version: int
    how: str
    given_at: datetime
    withdrawn_at: datetime | None


def consents(person_id: UUID) -> tuple[ConsentCard, ...]:
    """Every consent of a person, the withdrawn ones too, newest first."""
    found = models.Consent.objects.filter(person_id=person_id).order_by("-given_at", "-pk")
    return tuple(ConsentCard(one.purpose, one.version, one.how, one.given_at, one.withdrawn_at) for one in found)


def has_consent(person_id: UUID, purpose: str, *, version: int | None = None) -> bool:
    """Whether a consent stands; with `version`, only one to these very words or later ones."""
    standing = models.Consent.objects.filter(person_id=person_id, purpose=purpose, withdrawn_at=None)
    return (standing.filter(version__gte=version) if version else standing).exists()


def is_withdrawn(person_id: UUID, purpose: str) -> bool:
    """Whether someone agreed once and took it back; False for whoever was never asked."""
    said = models.Consent.objects.filter(person_id=person_id, purpose=purpose)
    standing = [withdrawn is None for withdrawn in said.values_list("withdrawn_at", flat=True)]
    return bool(standing) and not any(standing)


@dataclass(frozen=True)
class AskedPurpose:
    """A purpose as the person's page shows it: `standing` the consent to it, None while there is none."""

    purpose: Purpose
    standing: ConsentCard | None


def asked_of(person_id: UUID) -> tuple[AskedPurpose, ...]:
    """Every purpose that rooms ask consent for, with what the person said."""
    standing = {one.purpose: one for one in reversed(consents(person_id)) if one.withdrawn_at is None}
    return tuple(AskedPurpose(one, standing.get(one.code)) for one in purposes())
