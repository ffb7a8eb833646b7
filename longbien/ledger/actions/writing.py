"""An entry on its tables: its transfers first, then the entry that seals them, then the record."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Fault, Refusal, conflict
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.ledger import models, queries
from longbien.ledger.events import EntryHeld, EntryPosted
from longbien.ledger.rules.judging import judge
from longbien.ledger.rules.posting import AccountState, Phase, Posting, entry_hash
from longbien.record import rows
from longbien.record.actions.emit import emit

# Whoever writes entries holds this: each needs the number and the hash of the one before.
TURN = "ledger.post"


def write(
    posting: Posting, accounts: Mapping[UUID, AccountState], *, after: queries.End, by: Actor, at: datetime
) -> queries.Posted:
    """Judge and write one entry after the newest one. Refusal `not-postable` (422), `already-…` (409)."""
    _demand_once(posting)
    named = posting.reverses or posting.settles
    before = queries.posting(named) if named else None
    outcome = judge(posting, accounts, before=before, at=at)
    if not outcome:
        faults = tuple(Fault(reason.where, reason.what) for reason in outcome.against)
        raise Refusal("not-postable", outcome.against[0].what, faults=faults)
    number = after.number + 1
    digest = entry_hash(posting, number=number, recorded_at=at, prev=after.hash)
    rows.insert_all(models.Transfer, _transfers(posting, accounts))
    _quote(posting)
    row = entry_row(posting, number, at, after.hash, digest)
    return queries.Posted(posting.key, number, digest, _told(posting, row, by=by, at=at))


def entry_row(posting: Posting, number: int, at: datetime, prev: bytes, digest: bytes) -> dict[str, Any]:
    return {
        "id": posting.key,
        "number": number,
        "kind": posting.kind,
        "effective_on": posting.effective_on,
        "recorded_at": at,
        "event": str(posting.event) if posting.event else "",
        "evidence": posting.evidence,
        "reverses_id": posting.reverses,
        "expires_at": posting.expires_at,
        "legs": len(posting.legs),
        "prev_hash": prev,
        "hash": digest,
    }


def _transfers(posting: Posting, accounts: Mapping[UUID, AccountState]) -> list[dict[str, Any]]:
    held = _held(posting.settles)
    return [
        {
            "entry_id": posting.key,
            "seq": seq,
            "ledger_id": accounts[leg.debit].unit,
            "debit_id": leg.debit,
            "credit_id": leg.credit,
            "amount": leg.amount,
            "phase": posting.phase.value,
            "settles_id": held.get(seq),
        }
        for seq, leg in enumerate(posting.legs, start=1)
    ]


def _held(entry_id: UUID | None) -> dict[int, int]:
    """The transfers of a pending entry by their places."""
    if entry_id is None:
        return {}
    return dict(models.Transfer.objects.filter(entry=entry_id).values_list("seq", "pk"))


def _quote(posting: Posting) -> None:
    if posting.quote is not None:
        quote = posting.quote
        rows.insert(
            models.Exchange, entry_id=posting.key, base_id=quote.base, counter_id=quote.counter, rate=quote.rate,
            source=quote.source, quoted_on=quote.quoted_on,
        )  # fmt: skip


def _demand_once(posting: Posting) -> None:
    """A reversal, and the end of a hold, happen but once."""
    if posting.reverses and models.Entry.objects.filter(reverses=posting.reverses).exists():
        words = Text.of(vi="Bút toán này đã được đảo.", en="This entry has been reversed already.")
        raise conflict("already-reversed", words)
    if posting.settles and queries.is_settled(posting.settles):
        words = Text.of(vi="Khoản tạm giữ này đã kết thúc.", en="This hold has ended already.")
        raise conflict("already-settled", words)


def _told(posting: Posting, row: dict[str, Any], *, by: Actor, at: datetime) -> UUID:
    """The entry and its event, in one breath."""
    number, digest, prev = row["number"], row["hash"].hex(), row["prev_hash"].hex()
    event: EntryHeld | EntryPosted = (
        EntryHeld(number, posting.kind, digest, prev, posting.expires_at)
        if posting.phase == Phase.PENDING
        else EntryPosted(number, posting.kind, digest, prev, posting.reverses)
    )
    subject = Subject("ledger.entry", posting.key)
    return emit(event, subject=subject, by=by, at=at, along=[(models.Entry, [row])])
