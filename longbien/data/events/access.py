"""What happens to requests for data, and what is told of the national platform."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from longbien.kernel.event import Event
from longbien.kernel.text import Text

ASKED = Text.of(vi="Có hồ sơ xin dữ liệu", en="Data was asked for")
GROUNDED = Text.of(vi="Hồ sơ xin dữ liệu dẫn tới dự thảo thoả thuận", en="A request for data led to an agreement")
REMINDED = Text.of(vi="Nhắc thoả thuận sắp hết hạn", en="It was told that an agreement ends soon")
SHARED = Text.of(vi="Bộ dữ liệu có trên nền tảng quốc gia", en="A data set is on the national platform")


@dataclass(frozen=True)
class DataAsked(Event, type="data.asked", words=ASKED):
    """A case asks for a data set; what for and by whom stands in the case."""

    code: str
    case_id: UUID


@dataclass(frozen=True)
class AgreementGrounded(Event, type="data.agreement_grounded", words=GROUNDED):
    """The agreement carries out what that case decided; `renews` is the one that it goes on from."""

    case_id: UUID
    renews: UUID | None


@dataclass(frozen=True)
class AgreementEndsSoon(Event, type="data.agreement_ends_soon", words=REMINDED):
    """Both sides were written to."""

    until: date


@dataclass(frozen=True)
class NationallyShared(Event, type="data.nationally_shared", words=SHARED):
    """A steward tells since when, and where."""

    code: str
    since: date
    address: str
