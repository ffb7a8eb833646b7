"""What happens in the ledger."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from longbien.kernel.event import Event, sealed
from longbien.kernel.text import Text

LEDGER = Text.of(vi="Mở sổ cái cho một đơn vị", en="A ledger was opened for a unit")
ACCOUNT = Text.of(vi="Mở một tài khoản sổ cái", en="An account was opened in a ledger")
POSTED = Text.of(vi="Ghi một bút toán vào sổ cái", en="An entry was posted to the ledger")
HELD = Text.of(vi="Tạm giữ một khoản trong sổ cái", en="An amount was held in the ledger")
BATCH = Text.of(vi="Ghi một loạt bút toán vào sổ cái", en="A series of entries was posted to the ledger")


@dataclass(frozen=True)
class LedgerOpened(Event, type="ledger.ledger_opened", words=LEDGER):
    unit: str
    scale: int


@dataclass(frozen=True)
class AccountOpenedBefore(Event, type="ledger.account_opened", words=ACCOUNT):
    """As accounts were opened before the record held their code and their owner."""

    unit: str
    side: str
    may_overdraw: bool


@dataclass(frozen=True)
class AccountOpened(Event, type="ledger.account_opened", version=2, words=ACCOUNT):
    unit: str
    side: str
    may_overdraw: bool
    is_control: bool
    code: str = sealed()
    owner: str = sealed()


@dataclass(frozen=True)
class EntryPosted(Event, type="ledger.entry_posted", words=POSTED):
    """The hash pins down accounts and amounts without telling them: their ids can't be guessed."""

    number: int
    kind: str
    hash: str
    prev: str
    reverses: UUID | None


@dataclass(frozen=True)
class EntryHeld(Event, type="ledger.entry_held", words=HELD):
    """A pending entry: nothing has moved yet."""

    number: int
    kind: str
    hash: str
    prev: str
    expires_at: datetime | None


@dataclass(frozen=True)
class EntriesPosted(Event, type="ledger.entries_posted", words=BATCH):
    """Many entries in one go: each holds the hash of the one before, so the last hash pins down all of them."""

    first: int
    last: int
    hash: str
    prev: str
