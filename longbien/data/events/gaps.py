"""What happens to data that is missing."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from longbien.kernel.event import Event
from longbien.kernel.text import Text

RAISED = Text.of(vi="Ghi nhận dữ liệu còn thiếu", en="Missing data was registered")
OWED = Text.of(vi="Giao đơn vị cung cấp dữ liệu còn thiếu", en="It was said who owes missing data")
CLOSED = Text.of(vi="Dữ liệu còn thiếu đã có", en="Missing data came")


@dataclass(frozen=True)
class GapRaised(Event, type="data.gap_raised", words=RAISED):
    """Somebody needs data that the catalogue does not have."""

    code: str


@dataclass(frozen=True)
class GapOwed(Event, type="data.gap_owed", words=OWED):
    """Which organisation owes it, and by when."""

    organisation_id: UUID
    due: date | None


@dataclass(frozen=True)
class GapClosed(Event, type="data.gap_closed", words=CLOSED):
    """A data set of the catalogue fills it."""

    code: str
