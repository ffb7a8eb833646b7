"""What happens in the record itself."""

from dataclasses import dataclass
from uuid import UUID

from longbien.kernel.event import Event, sealed


@dataclass(frozen=True)
class DocumentStored(Event, type="record.document_stored"):
    """A file was stored. What it holds and how it is called are sealed: either may be personal."""

    document_id: UUID
    media_type: str
    size: int
    sha256: str = sealed()
    name: str = sealed()


@dataclass(frozen=True)
class DocumentErased(Event, type="record.document_erased"):
    """A stored file and the openings of its entry were deleted; the entry itself stands."""

    document_id: UUID


@dataclass(frozen=True)
class OpeningsErased(Event, type="record.openings_erased"):
    """The openings of sealed fields were deleted: what these entries hid can't be read or proven any more."""

    entries: tuple[UUID, ...]
