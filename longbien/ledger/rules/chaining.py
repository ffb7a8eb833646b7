"""The chain of many plain entries: what `entry_hash` says of each, written straight down because there are so many."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from hashlib import sha256
from uuid import UUID

from longbien.kernel.plain import utc_micros
from longbien.ledger.rules.posting import Posting
from longbien.record.rules.leaf import canonical


@dataclass(frozen=True)
class Chained:
    """A posting with its place: its number, the hash of the entry before, its own."""

    posting: Posting
    number: int
    prev: bytes
    hash: bytes


def chained(postings: Iterable[Posting], *, number: int, prev: bytes, recorded_at: datetime) -> Iterator[Chained]:
    """Link plain postings (no hold, no reversal, no exchange) after the entry of this number and hash.

    The bytes are those of RFC 8785 that `entry_hash` takes: keys in their order, ids and digits need no escape.
    """
    moment, written = utc_micros(recorded_at), _Written()
    for turn, posting in enumerate(postings, start=number + 1):
        legs = ",".join(f'["{written[leg.debit]}","{written[leg.credit]}","{leg.amount}"]' for leg in posting.legs)
        event = f',"event":"{posting.event}"' if posting.event else ""
        body = (
            f'{{"effective_on":"{_day(posting.effective_on)}"{event},"evidence":"{posting.evidence}"'
            f',"id":"{posting.key}","kind":{_text(posting.kind)},"legs":[{legs}],"number":{turn}'
            f',"prev":"{prev.hex()}","recorded_at":"{moment}","reverses":null}}'
        )
        digest = sha256(body.encode()).digest()
        yield Chained(posting, turn, prev, digest)
        prev = digest


class _Written(dict[UUID, str]):
    """Ids of accounts in their written form: the same few come again and again."""

    def __missing__(self, key: UUID) -> str:
        self[key] = written = str(key)
        return written


@lru_cache(maxsize=256)
def _text(value: str) -> str:
    return canonical(value).decode()


@lru_cache(maxsize=1024)
def _day(value: date) -> str:
    return value.isoformat()
