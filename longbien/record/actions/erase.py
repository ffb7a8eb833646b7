"""Erasure: what the record hid goes for good, the record itself stays whole."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import not_found
from longbien.kernel.subject import Subject
from longbien.record import models, vault
from longbien.record.actions.act import act, hold
from longbien.record.actions.emit import emit
from longbien.record.events import DocumentErased, OpeningsErased


@act
def erase_openings(entry_ids: Sequence[UUID], *, subject: Subject, by: Actor, at: datetime) -> int:
    """Delete the openings of these entries; the answer is how many there were. The caller has asked the policy."""
    gone, _ = models.Opening.objects.filter(event_id__in=entry_ids).delete()
    if gone:
        emit(OpeningsErased(tuple(entry_ids)), subject=subject, by=by, at=at)
    return gone


@act
def erase_document(document_id: UUID, *, by: Actor, at: datetime) -> None:
    """Delete a stored file, its row and what its entry hid. Refusal 404 when there is none. The caller has asked."""
    document = models.Document.objects.select_for_update().filter(pk=document_id).first()
    if document is None:
        raise not_found()
    models.Opening.objects.filter(event_id=document.entry_id).delete()
    document.delete()
    emit(DocumentErased(document_id), subject=Subject.parse(document.subject), by=by, at=at)
    digest = document.sha256
    transaction.on_commit(lambda: _drop(digest))


def _drop(digest: str) -> None:
    """Delete the bytes unless another document holds the same, or is just being stored with them."""
    with transaction.atomic():
        hold(digest)
        if not models.Document.objects.filter(sha256=digest).exists():
            vault.store().drop(digest)
