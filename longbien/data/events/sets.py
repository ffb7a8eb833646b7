"""What happens to data sets."""

from dataclasses import dataclass
from uuid import UUID

from longbien.kernel.event import Event
from longbien.kernel.text import Text

LISTED = Text.of(vi="Một bộ dữ liệu được đưa vào danh mục", en="A data set was listed")
DELIVERED = Text.of(vi="Bộ dữ liệu có ấn bản mới", en="A data set has a new edition")
QUARANTINED = Text.of(vi="Một lần giao dữ liệu bị cách ly", en="A delivery of data was quarantined")


@dataclass(frozen=True)
class DataSetListed(Event, type="data.listed", words=LISTED):
    """The catalogue has a new contract for a data set: `digest` is the SHA-256 of its canonical JSON."""

    code: str
    contract_version: str
    digest: str


@dataclass(frozen=True)
class EditionDelivered(Event, type="data.delivered", words=DELIVERED):
    """Rows that keep the contract are in the lake; `digest` is the SHA-256 of them as Arrow."""

    code: str
    number: int
    rows: int
    digest: str


@dataclass(frozen=True)
class DeliveryQuarantined(Event, type="data.quarantined", words=QUARANTINED):
    """Nothing of the delivery is shown: `broken` of its `rows` break the contract. It is kept as it came."""

    code: str
    rows: int
    broken: int
    quarantine_id: UUID
    digest: str
