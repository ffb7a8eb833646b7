"""What happens in the record itself."""

from dataclasses import dataclass
from uuid import UUID

from longbien.kernel.event import Event, sealed
from longbien.kernel.text import Text

STORED = Text.of(vi="Lưu một tài liệu", en="A document was stored")
ERASED = Text.of(vi="Xoá một tài liệu", en="A document was erased")
RETENTION = Text.of(vi="Hết thời hạn lưu giữ", en="A period of retention was over")
RETRIED = Text.of(vi="Làm lại việc bị kẹt", en="Work that was stuck was taken up again")
OPENINGS = Text.of(vi="Xoá vĩnh viễn nội dung đã niêm phong", en="Sealed contents were erased for good")


@dataclass(frozen=True)
class DocumentStored(Event, type="record.document_stored", words=STORED):
    """A file was stored. What it holds and how it is called are sealed: either may be personal."""

    document_id: UUID
    media_type: str
    size: int
    sha256: str = sealed()
    name: str = sealed()


@dataclass(frozen=True)
class DocumentErased(Event, type="record.document_erased", words=ERASED):
    """A stored file and the openings of its entry were deleted; the entry itself stands."""

    document_id: UUID


@dataclass(frozen=True)
class RetentionApplied(Event, type="record.retention_applied", words=RETENTION):
    """The period of a rule of the hub was over: `count` entries, files or things were erased by `means`."""

    rule: str
    means: str
    basis: str
    count: int


@dataclass(frozen=True)
class DeliveriesRetried(Event, type="record.deliveries_retried", words=RETRIED):
    """Deliveries that had been given up were taken up again by someone, for a reason."""

    count: int
    reactions: tuple[str, ...]
    reason: str = sealed()


@dataclass(frozen=True)
class OpeningsErased(Event, type="record.openings_erased", words=OPENINGS):
    """The openings of sealed fields were deleted: what these entries hid can't be read or proven any more."""

    entries: tuple[UUID, ...]
