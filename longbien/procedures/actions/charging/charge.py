"""Charge a fee: what the applicant owes stands in the ledger from the moment of the move."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid5

from longbien.kernel.actor import Actor
from longbien.kernel.ids import new_id
from longbien.kernel.money import EXPONENTS, Money
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.ledger.actions.open_ledger import AccountTerms, open_account, open_ledger
from longbien.ledger.actions.post import post
from longbien.ledger.rules.posting import Leg, Posting
from longbien.ledger.wording import account_words, word
from longbien.procedures.events import FeeCharged
from longbien.procedures.models import Case, Fee
from longbien.procedures.queries.standing import local_date
from longbien.procedures.rules.definition import Action
from longbien.procedures.rules.fees import reference_of
from longbien.record.actions.emit import emit

CHARGED = word("procedures.fee", Text.of(vi="Lệ phí phát sinh", en="Fee charged"))
ACCOUNTS = {
    "fees/owed": Text.of(vi="Phí dịch vụ còn nợ", en="Fees for services, owed"),
    "fees/charged": Text.of(vi="Phí dịch vụ đã tính", en="Fees for services, charged"),
    "fees/bank": Text.of(vi="Phí dịch vụ đã nộp", en="Fees for services, paid in"),
}


def account_names(codes: Sequence[str]) -> dict[str, Text]:
    """What accounts of fees hold; whose they are, the ledger says beside it."""
    kinds = {code: "/".join(code.split("/")[:2]) for code in codes}
    return {code: ACCOUNTS[kind] for code, kind in kinds.items() if kind in ACCOUNTS}


account_words("fees", account_names)


def charge(case: Case, action: Action, amount: Money, *, by: Actor, at: datetime) -> UUID:
    """Charge the fee of a move that was just made; the answer is the id of the fee."""
    fee_id = new_id()
    open_ledger(amount.currency, scale=EXPONENTS.get(amount.currency, 2), by=by, at=at)
    legs = (
        Leg(
            receivable(case.owner_id, amount.currency, by=by, at=at),
            income(amount.currency, by=by, at=at),
            amount.minor,
        ),
    )
    posting = Posting(uuid5(fee_id, "charged"), CHARGED, local_date(at), legs)
    entry = post(posting, by=by, at=at)
    Fee.objects.create(
        id=fee_id, case=case, seq=case.seq, action=action.name, minor=amount.minor, currency=amount.currency,
        reference=reference_of(case.number, case.seq), entry_id=entry.id,
    )  # fmt: skip
    event = FeeCharged(case.number, case.seq, fee_id, entry.id, amount)
    emit(event, subject=case.subject, chain=case.subject, by=by, at=at)
    return fee_id


def receivable(owner_id: UUID, currency: str, *, by: Actor, at: datetime) -> UUID:
    """The account of what an organisation owes for services."""
    owner = Subject("people.organisation", owner_id)
    return open_account(AccountTerms(currency, f"fees/owed/{owner_id}", "debit", owner), by=by, at=at)


def income(currency: str, *, by: Actor, at: datetime) -> UUID:
    """What the hub has charged for services. A waiver takes back no more than was charged."""
    return open_account(AccountTerms(currency, "fees/charged", "credit"), by=by, at=at)


def bank(currency: str, *, by: Actor, at: datetime) -> UUID:
    """What has been paid into the hub's account."""
    return open_account(AccountTerms(currency, "fees/bank", "debit"), by=by, at=at)
