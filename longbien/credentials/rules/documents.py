"""The documents of an issuer: a credential as an Open Badge 3.0, and the list that says which were revoked."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from longbien.credentials.rules.moments import write_moment
from longbien.credentials.rules.shape import V2

OPEN_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
REVOCATION, SUSPENSION = "revocation", "suspension"


@dataclass(frozen=True)
class Claims:
    """What a credential says: what it is called, what it means, what its holder had to do or be.

    It is valid from when it is issued, unless `valid_from` is later. `facts` are pairs of a name and what is the case:
    `("Area", "Long Bien, ward 3")`.
    """

    name: str
    description: str
    criteria: str
    language: str
    number: str = ""
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Party:
    """An issuer or a holder: its address (a DID or URN) and its name."""

    id: str
    name: str


@dataclass(frozen=True)
class Entry:
    """The place of a credential in a status list, and what the list says of it."""

    list_url: str
    index: int
    purpose: str = REVOCATION


def holder_address(holder_id: UUID) -> str:
    return f"urn:uuid:{holder_id}"


@dataclass(frozen=True)
class Statement:
    """Everything that goes into a credential. `achievement` is its type in Open Badges 3.0; an entry at least."""

    address: str
    kind: str
    achievement: str
    issuer: Party
    holder: Party
    claims: Claims
    entries: tuple[Entry, ...]
    at: datetime


def credential(said: Statement) -> dict[str, Any]:
    """The credential, not signed yet."""
    claims = said.claims
    statuses = [_status(entry) for entry in said.entries]
    until = {"validUntil": write_moment(claims.valid_until)} if claims.valid_until else {}
    facts = [{"type": ["Evidence"], "name": name, "narrative": value} for name, value in claims.facts]
    return {
        "@context": [V2, OPEN_BADGES],
        "id": said.address,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": claims.name,
        "issuer": {"id": said.issuer.id, "type": ["Profile"], "name": said.issuer.name},
        "validFrom": write_moment(max(said.at, claims.valid_from or said.at)),
        **until,
        "credentialSubject": {
            "id": said.holder.id,
            "type": ["AchievementSubject"],
            "name": said.holder.name,
            **({"licenseNumber": claims.number} if claims.number else {}),
            "achievement": _achievement(said),
        },
        **({"evidence": facts} if facts else {}),
        "credentialStatus": statuses if len(statuses) > 1 else statuses[0],
    }


def _status(entry: Entry) -> dict[str, Any]:
    return {
        "id": f"{entry.list_url}#{entry.index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": entry.purpose,
        "statusListIndex": str(entry.index),
        "statusListCredential": entry.list_url,
    }


def _achievement(said: Statement) -> dict[str, Any]:
    """Credentials of one issuer that mean the same carry the same achievement."""
    claims = said.claims
    same = uuid5(NAMESPACE_URL, "\n".join((said.issuer.id, said.kind, claims.name)))
    return {
        "id": f"urn:uuid:{same}",
        "type": ["Achievement"],
        "achievementType": said.achievement,
        "name": claims.name,
        "description": claims.description,
        "inLanguage": claims.language,
        "criteria": {"narrative": claims.criteria},
    }


def status_list(
    *, address: str, issuer_id: str, encoded: str, at: datetime, purpose: str = REVOCATION
) -> dict[str, Any]:
    """A `BitstringStatusListCredential`, not signed yet."""
    return {
        "@context": [V2],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer_id,
        "validFrom": write_moment(at),
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": purpose,
            "encodedList": encoded,
        },
    }
