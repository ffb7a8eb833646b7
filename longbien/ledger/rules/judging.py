"""What makes an entry impossible, in words and with the place."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from uuid import UUID

from longbien.kernel.outcome import Outcome, Reason
from longbien.kernel.text import Text
from longbien.ledger.rules.exchange import converted, quoted
from longbien.ledger.rules.posting import LARGEST, MOST_LEGS, AccountState, Leg, Phase, Posting

Accounts = Mapping[UUID, AccountState]
HEX = frozenset("0123456789abcdef")


def judge(
    posting: Posting, accounts: Accounts, *, before: Posting | None = None, at: datetime | None = None
) -> Outcome:
    """May this be posted on these accounts at `at`? `before` is the entry that it reverses, or whose hold it ends.

    Legs are taken one after the other, each on what the ones before left.
    """
    for found in (well_formed(posting), _mirror(posting, before), _hold(posting, before, at)):
        if faults := tuple(found):
            return Outcome(faults)
    held = before if posting.settles else None
    against = _run(posting, dict(accounts), held)
    return Outcome((against,)) if against else Outcome(tuple(_exchange(posting, accounts)))


def well_formed(posting: Posting) -> Iterator[Reason]:
    """What is wrong with a posting whatever the accounts are."""
    if not posting.kind.strip() or len(posting.kind) > 80:
        yield _reason("kind", "kind", "cần một loại, nhiều nhất 80 ký tự", "a kind of at most 80 characters is needed")
    if not 1 <= len(posting.legs) <= MOST_LEGS:
        yield _reason("legs", "legs", f"cần từ 1 đến {MOST_LEGS} dòng", f"an entry has 1 to {MOST_LEGS} transfers")
    if posting.evidence and (len(posting.evidence) != 64 or not HEX.issuperset(posting.evidence)):
        yield _reason("evidence", "evidence", "phải là 64 chữ số hex", "must be 64 hex digits")
    if posting.phase != Phase.POSTED or posting.expires_at is not None or posting.settles is not None:
        yield from _phase(posting)


def _phase(posting: Posting) -> Iterator[Reason]:
    if posting.expires_at is not None and posting.phase != Phase.PENDING:
        vi, en = "chỉ bút toán tạm giữ mới có hạn", "only a pending entry expires"
        yield _reason("not-pending", "expires_at", vi, en)
    if posting.phase.ends_a_hold != (posting.settles is not None):
        vi, en = "phải nêu bút toán tạm giữ được kết thúc", "must name the pending entry that it ends"
        yield _reason("no-pending", "settles", vi, en)
    if posting.phase != Phase.POSTED and (posting.reverses is not None or posting.quote is not None):
        vi, en = "bút toán tạm giữ không đảo và không đổi tiền", "a hold neither reverses nor exchanges"
        yield _reason("phase", "phase", vi, en)


def _mirror(posting: Posting, undone: Posting | None) -> Iterator[Reason]:
    """A reversal has every leg of what it undoes the other way round, last first."""
    if posting.reverses is None:
        return
    if undone is None:
        yield _reason("no-entry", "reverses", "không có bút toán này", "there is no such entry before it")
    elif not undone.phase.moves:
        vi, en = "khoản tạm giữ được huỷ, không đảo", "a hold is voided, not reversed"
        yield _reason("hold", "reverses", vi, en)
    elif [(leg.credit, leg.debit, leg.amount) for leg in reversed(undone.legs)] != [
        (leg.debit, leg.credit, leg.amount) for leg in posting.legs
    ]:
        yield _reason("no-mirror", "legs", "không phải là đảo đúng từng dòng", "isn't the exact reversal of its legs")


def _hold(posting: Posting, pending: Posting | None, at: datetime | None) -> Iterator[Reason]:
    """A hold is ended with its own legs, in its own time, and no more is taken than it holds."""
    if posting.settles is None:
        return
    if pending is None or pending.phase != Phase.PENDING:
        yield _reason("no-pending", "settles", "không có bút toán tạm giữ này", "there is no such pending entry")
        return
    is_over = pending.expires_at is not None and at is not None and pending.expires_at <= at
    if posting.phase == Phase.TAKEN and is_over:
        yield _reason("expired", "settles", "bút toán tạm giữ đã hết hạn", "the pending entry has expired")
    if posting.phase == Phase.EXPIRED and not is_over:
        yield _reason("not-due", "settles", "bút toán tạm giữ chưa hết hạn", "the pending entry hasn't expired yet")
    yield from _same_legs(posting, pending)


def _same_legs(posting: Posting, pending: Posting) -> Iterator[Reason]:
    if [(leg.debit, leg.credit) for leg in posting.legs] != [(leg.debit, leg.credit) for leg in pending.legs]:
        vi, en = "các tài khoản phải như khi tạm giữ", "the accounts must be those of the pending entry"
        yield _reason("other-accounts", "legs", vi, en)
        return
    for at, (leg, held) in enumerate(zip(posting.legs, pending.legs, strict=True), start=1):
        if leg.amount > held.amount or (posting.phase != Phase.TAKEN and leg.amount != held.amount):
            vi, en = f"đã tạm giữ {held.amount}", f"{held.amount} are held"
            yield _reason("not-held", f"legs/{at}", vi, en)


def _run(posting: Posting, accounts: dict[UUID, AccountState], pending: Posting | None) -> Reason | None:
    held = [leg.amount for leg in pending.legs] if pending else [0] * len(posting.legs)
    for at, (leg, hold) in enumerate(zip(posting.legs, held, strict=True), start=1):
        where = f"legs/{at}"
        if against := _leg(leg, accounts, where):
            return against
        effect = posting.phase.effect(leg.amount, hold)
        accounts[leg.debit] = debit = accounts[leg.debit].debited(*effect)
        accounts[leg.credit] = credit = accounts[leg.credit].credited(*effect)
        if against := _limits(debit, where) or _limits(credit, where):
            return against
    left = (account for account in accounts.values() if account.is_control and not account.is_even)
    return next((_of(one, "control", "legs", "phải kết thúc ở 0", "must end at 0") for one in left), None)


def _leg(leg: Leg, accounts: Accounts, where: str) -> Reason | None:
    if not 0 < leg.amount <= LARGEST:
        return _reason("amount", where, "số lượng phải là số nguyên dương", "the amount must be a positive integer")
    if leg.debit == leg.credit:
        return _reason("same-account", where, "hai tài khoản phải khác nhau", "the two accounts must differ")
    if leg.debit not in accounts or leg.credit not in accounts:
        return _reason("no-account", where, "không có tài khoản này", "there is no such account")
    if accounts[leg.debit].unit != accounts[leg.credit].unit:
        return _reason("mixed-units", where, "hai tài khoản khác đơn vị", "the two accounts count different units")
    return None


def _limits(account: AccountState, where: str) -> Reason | None:
    if max(account.debits + account.held_debits, account.credits + account.held_credits) > LARGEST:
        return _of(account, "too-large", where, "vượt quá sức chứa của sổ cái", "is more than the ledger can hold")
    if not account.may_overdraw and account.available < 0:
        lacking = f"{-account.available} {account.unit}"
        return _of(account, "overdraft", where, f"thiếu {lacking}", f"{lacking} are lacking")
    return None


def _exchange(posting: Posting, accounts: Accounts) -> Iterator[Reason]:
    """An exchange has two transfers, what is given and what is bought for it: the second is what the quote says."""
    quote = posting.quote
    if quote is None:
        return
    if faults := [Reason("quote", what, where="quote") for what in quoted(quote)]:
        yield from faults
        return
    units = [accounts[leg.debit].unit for leg in posting.legs]
    if sorted(units) != sorted((quote.base, quote.counter)):
        vi, en = f"cần một dòng {quote.base} và một dòng {quote.counter}", f"needs {quote.base} and {quote.counter}"
        yield _reason("exchange", "legs", vi, f"an exchange {en}, one transfer each")
        return
    given, bought = posting.legs
    scales = {one.unit: one.scale for one in accounts.values()}
    if bought.amount != (due := converted(given.amount, quote, scales, into=units[1])):
        yield _reason("off-rate", "legs/2", f"theo tỷ giá là {due}", f"{due} at this rate")


def _of(account: AccountState, code: str, where: str, vi: str, en: str) -> Reason:
    return _reason(code, where, f"tài khoản {account.code}: {vi}", f"account {account.code}: {en}")


def _reason(code: str, where: str, vi: str, en: str) -> Reason:
    return Reason(code, Text.of(vi=vi, en=en), where=where)
