"""A copy of everything that is held of a person, as one ZIP; written piece by piece, so that memory holds little of it
however much there is."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import IO
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile

from django.conf import settings
from django.template.loader import render_to_string

from longbien.kernel.plain import Plain
from longbien.people.registry import holders
from longbien.record.queries import document, open_document
from longbien.ui.language import written_for

PIECE = 1 << 16


def pack(target: IO[bytes], person_id: UUID, *, zone: str, at: datetime) -> None:
    """A note in every language of the hub, a JSON file a room, and the documents, each once."""
    packed: set[UUID] = set()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", _note(zone, at))
        for holder in holders():
            parcel = holder.export(person_id)
            with archive.open(f"{holder.room}.json", "w", force_zip64=True) as file:
                _write(file, parcel.data)
            _add_all(archive, parcel.documents, packed)


def _note(zone: str, at: datetime) -> str:
    said = []
    for language in settings.HUB.languages:
        with written_for(language, zone):
            said.append(render_to_string("people/copy.txt", {"rooms": holders(), "at": at, "hub": settings.HUB.name}))
    return "\n\n".join(said)


def _write(file: IO[bytes], data: Mapping[str, Plain | Iterator[Plain]]) -> None:
    """One JSON object; what is read row by row becomes a list, and is written row by row."""
    between = "{\n"
    for name, value in data.items():
        file.write(f"{between}{json.dumps(name)}: ".encode())
        for piece in _rows(value) if isinstance(value, Iterator) else (_said(value),):
            file.write(piece.encode())
        between = ",\n"
    file.write(b"\n}\n" if data else b"{}\n")


def _rows(rows: Iterator[Plain]) -> Iterator[str]:
    yield "["
    for number, row in enumerate(rows):
        yield f"{',' if number else ''}\n{_said(row)}"
    yield "\n]"


def _said(value: Plain) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def _add_all(archive: ZipFile, document_ids: Iterable[UUID], packed: set[UUID]) -> None:
    for document_id in document_ids:
        if document_id not in packed:
            packed.add(document_id)
            _add(archive, document_id)


def _add(archive: ZipFile, document_id: UUID) -> None:
    """Under the id by which the answers call it."""
    card, file = document(document_id), open_document(document_id)
    if card is None or file is None:
        return
    with file, archive.open(f"documents/{document_id}-{card.name}", "w", force_zip64=True) as copy:
        while chunk := file.read(PIECE):
            copy.write(chunk)
