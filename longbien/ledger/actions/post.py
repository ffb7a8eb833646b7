"""Write entries into the ledger."""

from datetime import date, datetime
from uuid import UUID, uuid5

from longbien.kernel.actor import SYSTEM, Actor
from longbien.kernel.refusal import Refusal, conflict, not_found
from longbien.kernel.text import Text
from longbien.ledger import queries
from longbien.ledger.actions.writing import TURN, write
from longbien.ledger.rules.posting import Phase, Posting, content, reversal, settlement
from longbien.record.actions.act import act, hold
from longbien.ui.formats import local


@act
def post(posting: Posting, *, by: Actor, at: datetime) -> queries.Posted:
    """Post an entry. The caller has asked the policy.

    The same key with the same content answers with the entry that stands; with other content it is refused (409).
    Refusal `not-postable` (422) names the leg: a bad amount, mixed units, an overdraft.
    """
    hold(TURN)
    touched = {side for leg in posting.legs for side in (leg.debit, leg.credit)}
    met = queries.meet(posting.key, touched)
    if met.stands:
        if content(_found(posting.key)) != content(posting):
            raise _reused(posting.key)
        return queries.posted(posting.key)
    if _ended(posting, met, at):
        met = queries.meet(posting.key, touched)
    return write(posting, met.accounts, after=met.end, by=by, at=at)


@act
def reverse(entry_id: UUID, *, key: UUID, effective_on: date, by: Actor, at: datetime) -> queries.Posted:
    """Undo an entry by its mirror image. Refused when it was reversed before (409) or isn't there (404)."""
    hold(TURN)
    return post(reversal(_found(entry_id), key=key, effective_on=effective_on), by=by, at=at)


@act
def take(
    entry_id: UUID, *, key: UUID, effective_on: date, by: Actor, at: datetime, amounts: tuple[int, ...] = ()
) -> queries.Posted:
    """Let what a pending entry holds move: all of it, or up to `amounts`, one a leg; the rest is given back.

    Refused when it has expired (422), was ended before (409) or isn't there (404).
    """
    hold(TURN)
    pending = _found(entry_id)
    if amounts and len(amounts) != len(pending.legs):
        words = Text.of(vi="Cần một số lượng cho mỗi dòng.", en="One amount is needed for each transfer.")
        raise Refusal("amounts", words)
    taken = settlement(pending, Phase.TAKEN, key=key, effective_on=effective_on, amounts=amounts)
    return post(taken, by=by, at=at)


@act
def void(entry_id: UUID, *, key: UUID, effective_on: date, by: Actor, at: datetime) -> queries.Posted:
    """Give back what a pending entry holds. Refused when it was ended before (409) or isn't there (404)."""
    hold(TURN)
    return post(settlement(_found(entry_id), Phase.VOIDED, key=key, effective_on=effective_on), by=by, at=at)


@act
def expire_due(*, at: datetime) -> int:
    """End every pending entry whose time is over; the answer is how many."""
    hold(TURN)
    return _expire(queries.due(at), at)


def _ended(posting: Posting, met: queries.Met, at: datetime) -> int:
    """End the holds on its accounts whose time is over, but the one that it settles; the answer is how many."""
    if not any(one.held_debits or one.held_credits for one in met.accounts.values()):
        return 0
    return _expire([key for key in queries.due(at, met.accounts) if key != posting.settles], at)


def _expire(entry_ids: "tuple[UUID, ...] | list[UUID]", at: datetime) -> int:
    for pending in queries.postings(entry_ids):
        day = local(at).date()
        over = settlement(pending, Phase.EXPIRED, key=uuid5(pending.key, "expired"), effective_on=day)
        touched = {side for leg in over.legs for side in (leg.debit, leg.credit)}
        met = queries.meet(over.key, touched)
        write(over, met.accounts, after=met.end, by=SYSTEM, at=at)
    return len(entry_ids)


def _found(entry_id: UUID) -> Posting:
    found = queries.posting(entry_id)
    if found is None:
        raise not_found()
    return found


def _reused(key: UUID) -> Refusal:
    words = Text.of(
        vi=f"Khoá {key} đã dùng cho một bút toán có nội dung khác.",
        en=f"Key {key} was used for an entry with other content.",
    )
    return conflict("key-reused", words)
