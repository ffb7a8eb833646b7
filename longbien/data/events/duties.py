"""What happens where data of persons are held."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from longbien.kernel.event import Event, sealed
from longbien.kernel.text import Text

TAKEN = Text.of(vi="Một người yêu cầu về dữ liệu của mình", en="A person asked about their data")
STEPPED = Text.of(vi="Yêu cầu về dữ liệu được giải quyết một bước", en="A request about data went a step further")
ERASED = Text.of(vi="Dữ liệu của một người đã được xoá", en="The data of a person were erased")
EXPIRED = Text.of(vi="Ấn bản hết hạn lưu đã được xoá", en="Editions past their retention were deleted")
WEIGHED = Text.of(vi="Dữ liệu vượt một ngưỡng số người", en="Data passed a threshold of persons")
NOTED = Text.of(vi="Người phụ trách ghi cách xử lý dữ liệu vượt ngưỡng", en="A steward saw to data past a threshold")
CONSENT = Text.of(vi="Ghi nhận đồng ý hoặc rút đồng ý", en="A consent was given or withdrawn")
DOSSIER = Text.of(vi="Lập hồ sơ đánh giá", en="A dossier of assessment was made")
FILED = Text.of(vi="Nộp hồ sơ đánh giá cho cơ quan", en="A dossier was filed with the authority")
BREACH = Text.of(vi="Ghi nhận sự cố dữ liệu", en="A breach of data was recorded")
BREACH_STEP = Text.of(vi="Sự cố dữ liệu được xử lý một bước", en="A breach of data was seen to")
LATE = Text.of(vi="Quá hạn báo sự cố dữ liệu", en="The notice of a breach is late")


@dataclass(frozen=True)
class SubjectRequestTaken(Event, type="data.request_taken", words=TAKEN):
    """The clocks that run; who asks and for what exactly stands in the case."""

    code: str
    asked: str
    answer_by: datetime
    due_by: datetime


@dataclass(frozen=True)
class SubjectRequestStepped(Event, type="data.request_stepped", words=STEPPED):
    """`did` is `answered`, `extended`, `ordered`, `done`, `refused` or `withdrawn`."""

    did: str


@dataclass(frozen=True)
class PersonErasedFromSet(Event, type="data.person_erased", words=ERASED):
    """`digest` is the SHA-256 of the receipt's report; `is_clean`: the scan of every file found nothing."""

    code: str
    receipt_id: UUID
    rows: int
    digest: str
    is_clean: bool


@dataclass(frozen=True)
class EditionsExpired(Event, type="data.editions_expired", words=EXPIRED):
    """The rows of these editions are kept no more, as the contract says."""

    code: str
    receipt_id: UUID
    numbers: tuple[int, ...]
    digest: str


@dataclass(frozen=True)
class DataWeighed(Event, type="data.weighed", words=WEIGHED):
    """A set, or what an agreement shows of it, weighs more than the edition before did."""

    code: str
    number: int
    persons: int
    weight: str


@dataclass(frozen=True)
class WeighingNoted(Event, type="data.weighing_noted", words=NOTED):
    """What is done about it."""

    note: str


@dataclass(frozen=True)
class DataConsentNoted(Event, type="data.consent_noted", words=CONSENT):
    """`given` or withdrawn, for one purpose; the code of the person enters as a keyed hash under a commitment."""

    code: str
    given: bool
    how: str
    purpose: str = sealed()
    mac: str = sealed()


@dataclass(frozen=True)
class DossierMade(Event, type="data.dossier_made", words=DOSSIER):
    """`digest` is the SHA-256 of its answers, `terms` that of the terms they judge."""

    kind: str
    number: int
    digest: str
    terms: str


@dataclass(frozen=True)
class DossierFiled(Event, type="data.dossier_filed", words=FILED):
    """When, and under which number of the authority."""

    kind: str
    number: int
    filed_on: date
    reference: str


@dataclass(frozen=True)
class BreachRecorded(Event, type="data.breach_recorded", words=BREACH):
    """From `known_at` the clock runs; what happened is sealed."""

    code: str
    serious: bool
    known_at: datetime
    due_at: datetime
    told: str = sealed()


@dataclass(frozen=True)
class BreachStepped(Event, type="data.breach_stepped", words=BREACH_STEP):
    """`did` is `notified`, `persons` or `closed`; `late`: after the deadline."""

    did: str
    late: bool
    told: str = sealed()


@dataclass(frozen=True)
class BreachNoticeMissed(Event, type="data.breach_late", words=LATE):
    """The deadline passed and nobody told the authority."""

    due_at: datetime
