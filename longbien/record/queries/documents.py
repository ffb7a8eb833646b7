"""Stored documents. Rooms ask their policy before they show one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO
from uuid import UUID

from longbien.kernel.subject import Subject
from longbien.record import models, vault
from longbien.record.events import DocumentStored


@dataclass(frozen=True)
class Document:
    """A stored file; `entry_id` is the record entry that says so."""

    id: UUID
    entry_id: UUID
    name: str
    media_type: str
    size: int
    sha256: str
    subject: Subject
    at: datetime


def document(document_id: UUID) -> Document | None:
    """None when it was never stored, or was erased."""
    row = models.Document.objects.filter(pk=document_id).first()
    return _read(row) if row else None


def documents(subject: Subject) -> tuple[Document, ...]:
    """The documents about a subject, oldest first."""
    return tuple(map(_read, models.Document.objects.filter(subject=str(subject)).order_by("at", "id")))


def documents_stored_by(person_id: UUID) -> Iterator[Document]:
    """Whatever they are about, oldest first; read as they are asked for."""
    said = models.Event.objects.filter(type=DocumentStored.key(), actor_id=person_id)
    found = models.Document.objects.filter(entry_id__in=said.values("pk")).order_by("at", "id")
    return map(_read, found.iterator(100))


def open_document(document_id: UUID) -> BinaryIO | None:
    """The bytes of a document, to stream; None when it is not there."""
    found = document(document_id)
    if found is None:
        return None
    return vault.store().open(found.sha256)


def _read(row: models.Document) -> Document:
    return Document(
        id=row.pk,
        entry_id=row.entry_id,
        name=row.name,
        media_type=row.media_type,
        size=row.size,
        sha256=row.sha256,
        subject=Subject.parse(row.subject),
        at=row.at,
    )
