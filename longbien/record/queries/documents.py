"""Stored documents. Rooms ask their policy before they show one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO
from uuid import UUID

from longbien.kernel.actor import SYSTEM_ID
from longbien.kernel.subject import Subject
from longbien.record import models, vault
from longbien.record.events import DocumentStored
from longbien.record.queries.entries import entries_by_id


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


def made_document(subject: Subject, name: str) -> Document | None:
    """What the hub itself made about a subject and called so, the oldest; names can be guessed, so what a person stored
    is none."""
    called = [one for one in documents(subject) if one.name == name]
    stored = entries_by_id(one.entry_id for one in called)
    return next((one for one in called if stored[one.entry_id].actor_id == SYSTEM_ID), None)


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
