"""What happens to services that are being written."""

from dataclasses import dataclass
from uuid import UUID

from longbien.kernel.event import Event, sealed
from longbien.kernel.text import Text

REVISED = Text.of(vi="Một thủ tục đang soạn được lưu", en="A service in writing was saved")
PROPOSED = Text.of(vi="Một thủ tục được trình duyệt", en="A service was proposed for publication")
RETURNED = Text.of(vi="Một thủ tục được trả lại để sửa", en="A proposed service was sent back")
TAKEN_BACK = Text.of(vi="Người soạn rút lại một thủ tục đã trình", en="An author took a proposed service back")
APPROVED = Text.of(vi="Một thủ tục được người thứ hai duyệt", en="A second person approved a service")
DROPPED = Text.of(vi="Một bản soạn thủ tục được bỏ", en="A service in writing was dropped")


@dataclass(frozen=True)
class DraftRevised(Event, type="procedures.draft-revised", words=REVISED):
    """Someone saved revision `seq` of a service that is being written; `sha256` is over its texts."""

    procedure: str
    seq: int
    sha256: str


@dataclass(frozen=True)
class DraftProposed(Event, type="procedures.draft-proposed", words=PROPOSED):
    procedure: str
    seq: int
    sha256: str


@dataclass(frozen=True)
class DraftReturned(Event, type="procedures.draft-returned", words=RETURNED):
    procedure: str
    seq: int
    reason: str | None = sealed()


@dataclass(frozen=True)
class DraftTakenBack(Event, type="procedures.draft-taken-back", words=TAKEN_BACK):
    """One of its authors took a proposal back to go on writing, before anyone decided."""

    procedure: str
    seq: int


@dataclass(frozen=True)
class DraftApproved(Event, type="procedures.draft-approved", words=APPROVED):
    """A person who wrote none of it agreed to exactly these texts; the version they became is named."""

    procedure: str
    seq: int
    sha256: str
    version_id: UUID


@dataclass(frozen=True)
class DraftDropped(Event, type="procedures.draft-dropped", words=DROPPED):
    procedure: str
