"""What happens when other catalogues are read, and who may deliver."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from longbien.kernel.event import Event
from longbien.kernel.text import Text

HARVESTED = Text.of(vi="Đọc danh mục của nơi khác", en="Another catalogue was read")
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
class DeliveryKeyMade(Event, type="data.key_made", words=KEY_MADE):
    """Whoever holds the key delivers rows of this data set in the steward's name; keys made before deliver no more."""

    key_id: UUID
    expires_at: datetime
