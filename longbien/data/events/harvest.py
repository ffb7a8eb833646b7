"""What happens when other catalogues are read, and who may deliver."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from longbien.kernel.event import Event
from longbien.kernel.text import Text

HARVESTED = Text.of(vi="Đọc danh mục của nơi khác", en="Another catalogue was read")
NAMED = Text.of(vi="Đặt lịch đọc danh mục của nơi khác", en="It was set how often another catalogue is read")
FAILED = Text.of(vi="Không đọc được danh mục của nơi khác", en="Another catalogue couldn't be read")
KEY_MADE = Text.of(vi="Cấp khoá giao dữ liệu", en="A key for deliveries was made")


@dataclass(frozen=True)
class CatalogueHarvested(Event, type="data.harvested", words=HARVESTED):
    """How many sets another catalogue lists, how many of them are new, told otherwise, or gone, and unreadable."""

    code: str
    seen: int
    fresh: int
    changed: int
    gone: int
    unreadable: int


@dataclass(frozen=True)
class SourceNamed(Event, type="data.source_named", words=NAMED):
    """From now on the worker reads another catalogue every hour, day or week; never: only whoever asks for it does."""

    code: str
    every: str


@dataclass(frozen=True)
class HarvestFailed(Event, type="data.harvest_failed", words=FAILED):
    """Another catalogue couldn't be read: told once, however often it is tried until it can be."""

    code: str


@dataclass(frozen=True)
class DeliveryKeyMade(Event, type="data.key_made", words=KEY_MADE):
    """Whoever holds the key delivers rows of this data set in the steward's name; keys made before deliver no more."""

    key_id: UUID
    expires_at: datetime
