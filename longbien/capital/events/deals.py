"""What happens to deals. Which company it is, why, and for how much, enters the log as a commitment only."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from longbien.kernel.event import Event, sealed
from longbien.kernel.money import Money
from longbien.kernel.text import Text

OPENED = Text.of(vi="Một thương vụ được đưa vào danh sách", en="A deal was entered")
MOVED = Text.of(vi="Một thương vụ sang bước khác", en="A deal moved on")
LED = Text.of(vi="Đổi người phụ trách thương vụ", en="A deal has another lead")
MEMO = Text.of(vi="Viết một bản ghi nhớ đầu tư", en="An investment memo was written")
SHEET = Text.of(vi="Viết một bảng điều khoản", en="A term sheet was written")
PROPOSED = Text.of(vi="Trình thương vụ lên hội đồng", en="A deal was put before the committee")
DECIDED = Text.of(vi="Hội đồng quyết định về thương vụ", en="The committee decided a deal")
CLOSED = Text.of(vi="Chốt một thương vụ", en="A deal was closed")
ADDED = Text.of(vi="Đưa tài liệu vào phòng dữ liệu", en="A document was put into a data room")
REMOVED = Text.of(vi="Rút tài liệu khỏi phòng dữ liệu", en="A document was taken out of a data room")
ENTERED = Text.of(vi="Chấp nhận cam kết bảo mật của phòng dữ liệu", en="Confidence was accepted for a data room")
BARRED = Text.of(vi="Thu hồi quyền vào phòng dữ liệu", en="Access to a data room was revoked")
TAKEN = Text.of(vi="Tải tài liệu từ phòng dữ liệu", en="A document was downloaded from a data room")
DAY = Text.of(vi="Ấn định một ngày giới thiệu", en="A demo day was set")
PITCHED = Text.of(vi="Một doanh nghiệp đăng ký trình bày", en="A company entered a demo day")
INTERESTED = Text.of(vi="Một tổ chức quan tâm đến bài trình bày", en="An organisation is interested in a pitch")
TABLE = Text.of(vi="Lưu một phiên bản bảng vốn", en="A version of a cap table was kept")


@dataclass(frozen=True)
class DealOpened(Event, type="capital.deal-opened", words=OPENED):
    fund: UUID
    lead: UUID
    company: UUID | None = sealed()


@dataclass(frozen=True)
class DealMoved(Event, type="capital.deal-moved", words=MOVED):
    verb: str
    stage: str
    reason: str | None = sealed()


@dataclass(frozen=True)
class DealLed(Event, type="capital.deal-led", words=LED):
    lead: UUID


@dataclass(frozen=True)
class MemoWritten(Event, type="capital.memo-written", words=MEMO):
    number: int
    sha256: str
    documents: tuple[UUID, ...]


@dataclass(frozen=True)
class SheetWritten(Event, type="capital.sheet-written", words=SHEET):
    number: int
    sha256: str


@dataclass(frozen=True)
class DealProposed(Event, type="capital.deal-proposed", words=PROPOSED):
    """What the committee is to decide on: the memo and the terms by their digests."""

    case: UUID
    body: str
    memo_sha256: str
    sheet_sha256: str


@dataclass(frozen=True)
class DealDecided(Event, type="capital.deal-decided", words=DECIDED):
    case: UUID
    number: str
    verb: str
    stage: str
    amount: Money | None = sealed()


@dataclass(frozen=True)
class DealClosed(Event, type="capital.deal-closed", words=CLOSED):
    """What the vehicle is to invest, by which terms; the investment itself is posted elsewhere."""

    sheet: int
    sheet_sha256: str
    amount: Money | None = sealed()
    reason: str | None = sealed()


@dataclass(frozen=True)
class RoomDocumentAdded(Event, type="capital.room-document-added", words=ADDED):
    document: UUID
    sha256: str


@dataclass(frozen=True)
class RoomDocumentRemoved(Event, type="capital.room-document-removed", words=REMOVED):
    document: UUID
    reason: str | None = sealed()


@dataclass(frozen=True)
class RoomEntered(Event, type="capital.room-entered", words=ENTERED):
    person: UUID
    text_version: int
    sha256: str


@dataclass(frozen=True)
class RoomBarred(Event, type="capital.room-barred", words=BARRED):
    person: UUID
    reason: str | None = sealed()


@dataclass(frozen=True)
class RoomTaken(Event, type="capital.room-taken", words=TAKEN):
    """`marked`: whether who and when stands across every page of what was taken."""

    document: UUID
    person: UUID
    sha256: str
    marked: bool


@dataclass(frozen=True)
class CapTableKept(Event, type="capital.cap-table-kept", words=TABLE):
    number: int
    sha256: str
    source: str


@dataclass(frozen=True)
class DemoDaySet(Event, type="capital.demo-day-set", words=DAY):
    day: date
    title: str


@dataclass(frozen=True)
class PitchEntered(Event, type="capital.pitch-entered", words=PITCHED):
    pitch: UUID
    company: UUID


@dataclass(frozen=True)
class InterestShown(Event, type="capital.pitch-interest", words=INTERESTED):
    """Who is interested is between them, the company and the fund officers."""

    pitch: UUID
    organisation: UUID | None = sealed()
    note: str | None = sealed()
