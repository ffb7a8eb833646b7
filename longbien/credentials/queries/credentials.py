"""Credentials that this hub issued, and the public lists of those that it revoked."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.db.models import QuerySet

from longbien.credentials import addresses, keys, models
from longbien.credentials.kinds import KINDS, Kind
from longbien.credentials.linked import issuer
from longbien.credentials.rules.bitstring import encode_list
from longbien.credentials.rules.documents import REVOCATION, SUSPENSION
from longbien.credentials.rules.documents import status_list as build
from longbien.kernel.extras import require
from longbien.kernel.refusal import not_found
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.record import queries as record

State = Literal["valid", "early", "suspended", "expired", "revoked"]
STATES: dict[State, tuple[Text, str]] = {
    "valid": (Text.of(vi="Còn hiệu lực", en="In force"), "ok"),
    "early": (Text.of(vi="Chưa có hiệu lực", en="Not yet in force"), "info"),
    "suspended": (Text.of(vi="Tạm đình chỉ", en="Suspended"), "warn"),
    "expired": (Text.of(vi="Đã hết hạn", en="Expired"), "off"),
    "revoked": (Text.of(vi="Đã thu hồi", en="Revoked"), "bad"),
}


@dataclass(frozen=True)
class CredentialCard:
    """A credential as pages show it."""

    id: UUID
    kind: Kind
    name: str
    number: str
    subject: Subject
    holder_id: UUID
    holder_name: str
    issued_at: datetime
    valid_from: datetime | None
    valid_until: datetime | None
    entry_id: UUID
    revoked_at: datetime | None = None
    revocation_entry: UUID | None = None
    suspended_at: datetime | None = None
    suspension_entry: UUID | None = None

    def state(self, at: datetime) -> State:
        if self.revoked_at is not None:
            return "revoked"
        if self.valid_until is not None and self.valid_until <= at:
            return "expired"
        if self.suspended_at is not None:
            return "suspended"
        return "early" if self.valid_from is not None and at < self.valid_from else "valid"

    def shown(self, at: datetime) -> tuple[Text, str]:
        """Its state in a word, and the tone that pages give it."""
        return STATES[self.state(at)]


def credential_card(credential_id: UUID) -> CredentialCard | None:
    row = models.Credential.objects.filter(pk=credential_id).first()
    return cards([row])[0] if row else None


def credentials_about(subject: Subject) -> tuple[CredentialCard, ...]:
    """The credentials that a case, a trial or a person led to, newest first."""
    return cards(models.Credential.objects.filter(subject=str(subject)).order_by("-issued_at", "-pk"))


def cards(rows: Iterable[models.Credential]) -> tuple[CredentialCard, ...]:
    """Cards in the order of the rows, in two more queries."""
    found = tuple(rows)
    ids = [row.pk for row in found]
    revoked = models.Revocation.objects.in_bulk(ids)
    paused = _pauses(models.Pause.objects.filter(credential_id__in=ids))
    return tuple(_card(row, revoked.get(row.pk), paused.get(row.pk)) for row in found)


def document_of(credential_id: UUID) -> str | None:
    """The signed credential, byte for byte as it was given out."""
    return models.Credential.objects.filter(pk=credential_id).values_list("document", flat=True).first()


def subject_of(document: str) -> dict[str, Any]:
    """What a credential of ours says, for its page: `description`, `criteria` and `facts` as pairs."""
    said = json.loads(document)
    achievement = said["credentialSubject"]["achievement"]
    facts = [(fact["name"], fact["narrative"]) for fact in said.get("evidence", ())]
    narrative = achievement["criteria"]["narrative"]
    return {"description": achievement["description"], "criteria": narrative, "facts": facts}


def reason_of(card: CredentialCard) -> str | None:
    """Why it was revoked, or else suspended; None when it was not, or the words were erased."""
    entry = card.revocation_entry or card.suspension_entry
    opened = record.opening(entry, "reason") if entry else None
    return str(opened.value) if opened else None


def is_revoked(credential_id: UUID) -> bool:
    return models.Revocation.objects.filter(pk=credential_id).exists()


def pause_of(credential_id: UUID) -> models.Pause | None:
    """The newest word on whether it is suspended."""
    return models.Pause.objects.filter(credential_id=credential_id).order_by("pk").last()


def status_list(number: int, purpose: str = REVOCATION) -> dict[str, Any]:
    """The signed list with this number, of those revoked or suspended. Refusal 404 when there is none."""
    found = models.StatusList.objects.filter(pk=number).first()
    if found is None or purpose not in RAISED:
        raise not_found()
    raised, at = RAISED[purpose](found)
    document = build(
        address=addresses.list_url(number, purpose),
        issuer_id=issuer.did(),
        encoded=encode_list(raised),
        at=at,
        purpose=purpose,
    )
    return sign(document, at)


def _revoked(found: models.StatusList) -> tuple[list[int], datetime]:
    rows = list(found.revocations.order_by("at").values_list("status_index", "at"))
    return [index for index, _ in rows], rows[-1][1] if rows else found.created_at


def _suspended(found: models.StatusList) -> tuple[list[int], datetime]:
    last = _pauses(found.pauses.all())
    at = max((one.at for one in last.values()), default=found.created_at)
    return [one.status_index for one in last.values() if one.is_on], at


RAISED = {REVOCATION: _revoked, SUSPENSION: _suspended}


def _pauses(rows: QuerySet[models.Pause]) -> dict[UUID, models.Pause]:
    """By credential, the newest word."""
    return {row.credential_id: row for row in rows.order_by("pk")}


def sign(document: dict[str, Any], at: datetime) -> dict[str, Any]:
    """The document with the hub's own proof. Refusal (400) when it is no credential, or says what can't be signed."""
    require("longbien.credentials.linked.examination", extra="credentials").check_unsecured(document)
    proofs = require("longbien.credentials.linked.proofs", extra="credentials")
    signed: dict[str, Any] = proofs.sign(document, keys.credentials_key(), method=issuer.method(), at=at)
    return signed


def written(document: dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2)


def _card(row: models.Credential, revoked: models.Revocation | None, pause: models.Pause | None) -> CredentialCard:
    paused = pause if pause is not None and pause.is_on else None
    return CredentialCard(
        id=row.pk,
        kind=KINDS[row.kind],
        name=row.name,
        number=row.number,
        subject=Subject.parse(row.subject),
        holder_id=row.holder_id,
        holder_name=row.holder_name,
        issued_at=row.issued_at,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        entry_id=row.entry_id,
        revoked_at=revoked.at if revoked else None,
        revocation_entry=revoked.entry_id if revoked else None,
        suspended_at=paused.at if paused else None,
        suspension_entry=paused.entry_id if paused else None,
    )
