"""Write entries into the ledger."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.kernel.outcome import Outcome
from longbien.kernel.refusal import Fault, Refusal, conflict, not_found
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.ledger import models, queries
from longbien.ledger.events import EntryPosted
from longbien.ledger.rules.posting import Posting, content, entry_hash, judge, reversal
from longbien.record.actions.act import act, hold
from longbien.record.actions.emit import emit


@act
def post(posting: Posting, *, by: Actor, at: datetime) -> queries.Posted:
    """Post an entry. The caller has asked the policy.

    The same key with the same content answers with the entry that stands; with other content it is refused (409).
    Refusal `not-postable` (422) names the leg: a bad amount, mixed units, an overdraft.
    """
    hold("ledger.post")
    known = queries.posting(posting.key)
    if known is not None:
        if content(known) != content(posting):
            raise _reused(posting.key)
        return queries.posted(posting.key)
    accounts = queries.account_states({side for leg in posting.legs for side in (leg.debit, leg.credit)})
    _demand(judge(posting, accounts))
    return _write(posting, {key: state.unit for key, state in accounts.items()}, by=by, at=at)


@act
def reverse(entry_id: UUID, *, key: UUID, effective_on: date, by: Actor, at: datetime) -> queries.Posted:
    """Undo an entry by its mirror image. Refused when it was reversed before (409) or isn't there (404)."""
    hold("ledger.post")
    undone = queries.posting(entry_id)
    if undone is None:
        raise not_found()
    if models.Entry.objects.filter(reverses=entry_id).exclude(pk=key).exists():
        words = Text.of(vi="Bút toán này đã được đảo.", en="This entry has been reversed already.")
        raise conflict("already-reversed", words)
    return post(reversal(undone, key=key, effective_on=effective_on), by=by, at=at)


def _write(posting: Posting, units: dict[UUID, str], *, by: Actor, at: datetime) -> queries.Posted:
    last = models.Entry.objects.order_by("-number").first()
    number, prev = (last.number + 1, bytes(last.hash)) if last else (1, b"")
    digest = entry_hash(posting, number=number, recorded_at=at, prev=prev)
    models.Entry.objects.create(
        id=posting.key,
        number=number,
        kind=posting.kind,
        effective_on=posting.effective_on,
        recorded_at=at,
        evidence=posting.evidence,
        reverses_id=posting.reverses,
        legs=len(posting.legs),
        prev_hash=prev,
        hash=digest,
    )
    models.Transfer.objects.bulk_create(_transfers(posting, units))
    event = EntryPosted(number, posting.kind, digest.hex(), prev.hex(), posting.reverses)
    record_id = emit(event, subject=Subject("ledger.entry", posting.key), by=by, at=at)
    return queries.Posted(posting.key, number, digest, record_id)


def _transfers(posting: Posting, units: dict[UUID, str]) -> Iterable[models.Transfer]:
    for seq, leg in enumerate(posting.legs, start=1):
        yield models.Transfer(
            entry_id=posting.key,
            seq=seq,
            ledger_id=units[leg.debit],
            debit_id=leg.debit,
            credit_id=leg.credit,
            amount=leg.amount,
        )


def _demand(outcome: Outcome) -> None:
    if outcome:
        return
    faults = tuple(Fault(reason.where, reason.what) for reason in outcome.against)
    raise Refusal("not-postable", outcome.against[0].what, faults=faults)


def _reused(key: UUID) -> Refusal:
    words = Text.of(
        vi=f"Khoá {key} đã dùng cho một bút toán có nội dung khác.",
        en=f"Key {key} was used for an entry with other content.",
    )
    return conflict("key-reused", words)
