"""Write many entries in one go, as one event: the database judges, and words are found where it refuses."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import DataError, IntegrityError, transaction

from longbien.kernel.actor import Actor
from longbien.kernel.subject import Subject
from longbien.ledger import models, queries
from longbien.ledger.actions.post import post
from longbien.ledger.actions.writing import TURN, last
from longbien.ledger.events import EntriesPosted
from longbien.ledger.rules.judging import well_formed
from longbien.ledger.rules.posting import AccountState, Phase, Posting, entry_hash
from longbien.record import rows
from longbien.record.actions.act import act, hold
from longbien.record.actions.emit import emit


@act
def post_many(postings: Sequence[Posting], *, by: Actor, at: datetime) -> tuple[queries.Posted, ...]:
    """Post entries in their order: all of them, or none. Each answer and each refusal is that of `post`.

    Plain new entries are written in bulk; when the database refuses one of them, and whenever there is a hold, a
    reversal or an exchange among them, they are posted one by one.
    """
    hold(TURN)
    legs = (leg for one in postings for leg in one.legs)
    accounts = queries.account_states({side for leg in legs for side in (leg.debit, leg.credit)})
    if postings and all(_is_plain(one, accounts) for one in postings):
        try:
            with transaction.atomic():
                return _write(postings, accounts, by=by, at=at)
        except (IntegrityError, DataError):
            pass
    return tuple(post(one, by=by, at=at) for one in postings)


def _is_plain(posting: Posting, accounts: Mapping[UUID, AccountState]) -> bool:
    """Whether the constraints of the database say all there is to say against it."""
    if posting.phase != Phase.POSTED or posting.reverses or posting.quote or any(well_formed(posting)):
        return False
    known = all(leg.debit in accounts and leg.credit in accounts and leg.amount > 0 for leg in posting.legs)
    return known and _keeps_controls(posting, accounts)


def _keeps_controls(posting: Posting, accounts: Mapping[UUID, AccountState]) -> bool:
    """Every entry by itself: the database would see them only when the last one is written."""
    left: dict[UUID, int] = {}
    for leg in posting.legs:
        if accounts[leg.debit].is_control:
            left[leg.debit] = left.get(leg.debit, 0) + leg.amount
        if accounts[leg.credit].is_control:
            left[leg.credit] = left.get(leg.credit, 0) - leg.amount
    return not any(left.values())


def _write(
    postings: Sequence[Posting], accounts: Mapping[UUID, AccountState], *, by: Actor, at: datetime
) -> tuple[queries.Posted, ...]:
    units = {key: account.unit for key, account in accounts.items()}
    rows.insert_many(models.Transfer, list(_transfers(postings, units)))
    number, begin = last()
    prev, written, hashes = begin, [], []
    for turn, posting in enumerate(postings, start=number + 1):
        digest = entry_hash(posting, number=turn, recorded_at=at, prev=prev)
        written.append(_entry(posting, turn, at, prev, digest))
        hashes.append(digest)
        prev = digest
    rows.insert_many(models.Entry, written)
    event = EntriesPosted(number + 1, number + len(hashes), prev.hex(), begin.hex())
    told = emit(event, subject=Subject("ledger.entry", postings[0].key), by=by, at=at)
    return tuple(
        queries.Posted(posting.key, turn, digest, told)
        for turn, (posting, digest) in enumerate(zip(postings, hashes, strict=True), start=number + 1)
    )


def _transfers(postings: Sequence[Posting], units: Mapping[UUID, str]) -> Iterator[tuple[Any, ...]]:
    """Rows in the order of the model's fields, without its automatic key."""
    for posting in postings:
        for seq, leg in enumerate(posting.legs, start=1):
            yield posting.key, seq, units[leg.debit], leg.debit, leg.credit, leg.amount, "posted", None


def _entry(posting: Posting, number: int, at: datetime, prev: bytes, digest: bytes) -> tuple[Any, ...]:
    event = str(posting.event) if posting.event else ""
    return (
        posting.key, number, posting.kind, posting.effective_on, at, event, posting.evidence, None, None,
        len(posting.legs), prev, digest,
    )  # fmt: skip
