"""What happens in the ledger."""

from dataclasses import dataclass
from uuid import UUID

from longbien.kernel.event import Event
from longbien.kernel.text import Text

LEDGER = Text.of(vi="Mở sổ cái cho một đơn vị", en="A ledger was opened for a unit")
ACCOUNT = Text.of(vi="Mở một tài khoản sổ cái", en="An account was opened in a ledger")
POSTED = Text.of(vi="Ghi một bút toán vào sổ cái", en="An entry was posted to the ledger")


@dataclass(frozen=True)
class LedgerOpened(Event, type="ledger.ledger_opened", words=LEDGER):
    unit: str
    scale: int


@dataclass(frozen=True)
class AccountOpened(Event, type="ledger.account_opened", words=ACCOUNT):
    unit: str
    side: str
    may_overdraw: bool


@dataclass(frozen=True)
class EntryPosted(Event, type="ledger.entry_posted", words=POSTED):
    """The hash pins down accounts and amounts without telling them: their ids can't be guessed."""

    number: int
    kind: str
    hash: str
    prev: str
    reverses: UUID | None
