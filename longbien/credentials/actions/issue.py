"""Issue a credential."""

import secrets
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.conf import settings

from longbien.credentials import addresses, models
from longbien.credentials.events import CredentialIssued
from longbien.credentials.kinds import kind_of
from longbien.credentials.linked import issuer
from longbien.credentials.queries.credentials import sign, written
from longbien.credentials.rules.bitstring import LENGTH
from longbien.credentials.rules.documents import Claims, Entry, Party, Statement, credential, holder_address
from longbien.kernel.actor import Actor
from longbien.kernel.ids import new_id
from longbien.kernel.refusal import not_found
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.people import queries as people
from longbien.record.actions.act import act, hold
from longbien.record.actions.emit import emit

# A list is left half empty, so that a free place is found by drawing, and places tell nothing of their order.
FULL = LENGTH // 2


@act
def issue(*, kind: str, subject: Subject, holder: UUID, claims: Claims, by: Actor, at: datetime) -> UUID:
    """Issue a credential to a person or an organisation, about what `subject` decided; the answer is its id.

    Refusal (404) when there is no such holder, (422) for an unknown kind, (400) for words that can't be signed. The
    caller has asked the policy.
    """
    known, name = kind_of(kind), _name_of(holder)
    number, index = _place(at)
    credential_id = new_id()
    said = Statement(
        address=addresses.credential_url(credential_id),
        kind=kind,
        achievement=known.achievement,
        issuer=Party(issuer.did(), settings.HUB.name.in_language(claims.language)),
        holder=Party(holder_address(holder), name),
        claims=claims,
        entries=tuple(Entry(addresses.list_url(number, said), index, said) for said in known.purposes),
        at=at,
    )
    document = written(sign(credential(said), at))
    digest = sha256(document.encode()).hexdigest()
    event = CredentialIssued(credential_id, kind, number, index, holder=str(holder), sha256=digest)
    models.Credential.objects.create(
        id=credential_id,
        kind=kind,
        subject=str(subject),
        holder_id=holder,
        holder_name=name,
        name=claims.name,
        number=claims.number,
        issued_at=at,
        valid_from=claims.valid_from if claims.valid_from and claims.valid_from > at else None,
        valid_until=claims.valid_until,
        status_list_id=number,
        status_index=index,
        document=document,
        entry_id=emit(event, subject=subject, by=by, at=at),
    )
    return credential_id


def _name_of(holder: UUID) -> str:
    found = people.person_card(holder) or people.organisation(holder)
    if found is None:
        raise not_found(Text.of(vi="Không có người hay tổ chức này.", en="There is no such person or organisation."))
    return found.name


def _place(at: datetime) -> tuple[int, int]:
    """A free place in the newest list, or in a new one."""
    hold("credentials.status_list")
    newest = models.StatusList.objects.order_by("-number").first()
    if newest is None or newest.credentials.count() >= FULL:
        newest = models.StatusList.objects.create(created_at=at)
    while True:
        index = secrets.randbelow(LENGTH)
        taken = newest.credentials.filter(status_index=index) or newest.revocations.filter(status_index=index)
        if not taken:
            return newest.pk, index
