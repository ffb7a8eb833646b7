"""Write many entries in one go, as one event: the database judges, and words are found where it refuses."""

from collections.abc import Iterator, Mapping, Sequence, Set
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import DataError, IntegrityError, transaction

from longbien.kernel.actor import Actor
from longbien.kernel.subject import Subject
from longbien.ledger import models, queries
from longbien.ledger.actions.post import post
from longbien.ledger.actions.writing import TURN
from longbien.ledger.events import EntriesPosted
from longbien.ledger.rules.chaining import Chained, chained
from longbien.ledger.rules.judging import well_formed
from longbien.ledger.rules.posting import AccountState, Phase, Posting
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
    controls = {key for key, account in accounts.items() if account.is_control}
    if postings and all(_is_plain(one, accounts, controls) for one in postings):
        try:
            with transaction.atomic():
                return _write(postings, accounts, by=by, at=at)
        except (IntegrityError, DataError):
            pass
    return tuple(post(one, by=by, at=at) for one in postings)


def _is_plain(posting: Posting, accounts: Mapping[UUID, AccountState], controls: Set[UUID]) -> bool:
    """Whether the constraints of the database say all there is to say against it."""
    if posting.phase != Phase.POSTED or posting.reverses or posting.quote or any(well_formed(posting)):
        return False
    for leg in posting.legs:
        if leg.debit not in accounts or leg.credit not in accounts or leg.amount <= 0:
            return False
    return not controls or _keeps(posting, controls)


def _keeps(posting: Posting, controls: Set[UUID]) -> bool:
    """Every entry by itself leaves control accounts at 0: the database would only see it when the last one is there."""
    left = dict.fromkeys(controls, 0)
    for leg in posting.legs:
        if leg.debit in controls:
            left[leg.debit] += leg.amount
        if leg.credit in controls:
            left[leg.credit] -= leg.amount
    return not any(left.values())


def _write(
    postings: Sequence[Posting], accounts: Mapping[UUID, AccountState], *, by: Actor, at: datetime
) -> tuple[queries.Posted, ...]:
    units = {key: account.unit for key, account in accounts.items()}
    rows.insert_ready(models.Transfer, _transfers(postings, units))
    before = queries.end()
    links = list(chained(postings, number=before.number, prev=before.hash, recorded_at=at))
    rows.insert_ready(models.Entry, _entries(links, at))
    end = links[-1]
    event = EntriesPosted(before.number + 1, end.number, end.hash.hex(), before.hash.hex())
    told = emit(event, subject=Subject("ledger.entry", postings[0].key), by=by, at=at)
    return tuple(queries.Posted(link.posting.key, link.number, link.hash, told) for link in links)


def _transfers(postings: Sequence[Posting], units: Mapping[UUID, str]) -> Iterator[tuple[Any, ...]]:
    """Rows in the order of the model's fields, without its automatic key."""
    key = rows.writes(models.Account, "id")
    ids = {account: key(account) for account in units}
    for posting in postings:
        entry = key(posting.key)
        for seq, leg in enumerate(posting.legs, start=1):
            yield entry, seq, units[leg.debit], ids[leg.debit], ids[leg.credit], leg.amount, "posted", None


def _entries(links: Sequence[Chained], at: datetime) -> Iterator[tuple[Any, ...]]:
    key, day = rows.writes(models.Entry, "id"), lru_cache(rows.writes(models.Entry, "effective_on"))
    written_at = rows.writes(models.Entry, "recorded_at")(at)
    for link in links:
        one = link.posting
        yield (
            key(one.key), link.number, one.kind, day(one.effective_on), written_at, str(one.event or ""), one.evidence,
            None, None, len(one.legs), link.prev, link.hash,
        )  # fmt: skip
