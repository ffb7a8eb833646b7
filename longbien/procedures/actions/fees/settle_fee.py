"""End a fee: it was paid, or it is waived."""

from datetime import date, datetime
from uuid import UUID, uuid5

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Fault, Refusal, conflict, not_found
from longbien.kernel.text import Text
from longbien.ledger.actions.post import post
from longbien.ledger.rules.posting import Leg, Posting
from longbien.ledger.wording import word
from longbien.people.policy import check
from longbien.procedures.actions.charging.charge import bank, income, receivable
from longbien.procedures.actions.fees.seconding import given, seconded
from longbien.procedures.actions.keeping.following import set_desks
from longbien.procedures.actions.perform import locked
from longbien.procedures.actions.settling import settle
from longbien.procedures.events import FeeKept, FeeSettled
from longbien.procedures.models import Case, DeskCase, Fee
from longbien.procedures.queries.fees import owes
from longbien.procedures.queries.sharing import as_typed, digest_of, shared_payment
from longbien.procedures.queries.standing import local_date
from longbien.procedures.queries.versions import published
from longbien.procedures.rules.fees import needs_two
from longbien.record.actions.act import act, hold
from longbien.record.actions.emit import emit

PAID = word("procedures.fee-paid", Text.of(vi="Lệ phí đã nộp", en="Fee paid"))
WAIVED = word("procedures.fee-waived", Text.of(vi="Miễn lệ phí", en="Fee waived"))
SHARED = "payment-shared"
CASE_OPEN = Text.of(
    vi="Hồ sơ còn đang được giải quyết, nên khoản này vẫn phải nộp.",
    en="The case goes on, so the fee is owed anyway.",
)
NO_EVIDENCE = Text.of(
    vi="Hãy ghi mã giao dịch của ngân hàng hoặc số biên lai.", en="Write the bank's reference or the receipt's number."
)


@act
def record_payment(
    *, fee_id: UUID, paid_on: date, evidence: str, by: Actor, at: datetime, is_shared: bool = False
) -> None:
    """A fee was paid in full on a local day; `evidence` is what the bank calls the payment, or the number of a receipt.

    Refusal without evidence or for a day to come (422), or when the fee is settled already (409); (409,
    `payment-shared`) when the same payment settled another fee, unless `by` says that one transfer covers all.
    """
    case, fee = _locked(fee_id, by)
    evidence = evidence.strip()
    faults = []
    if not evidence:
        faults.append(Fault("evidence", NO_EVIDENCE))
    if paid_on > local_date(at):
        faults.append(Fault("paid_on", Text.of(vi="Ngày này chưa đến.", en="This day is still to come.")))
    if faults:
        raise Refusal("form-faults", faults[0].what, faults=tuple(faults))
    paid_with = digest_of(evidence)
    hold(f"payment {paid_with}")
    if not is_shared and (shared := shared_payment(fee, evidence)):
        raise Refusal(SHARED, shared.what, status=409, faults=(Fault("is_shared", shared.what),))
    fee.paid_with = paid_with
    digest = as_typed(evidence)
    legs = (Leg(bank(fee.currency, by=by, at=at), receivable(case.owner_id, fee.currency, by=by, at=at), fee.minor),)
    posting = Posting(uuid5(fee.pk, "paid"), PAID, paid_on, legs, evidence=digest)
    _settled(case, fee, Fee.State.PAID, posting, evidence, by=by, at=at)


@act
def waive_fee(*, fee_id: UUID, reason: str, by: Actor, at: datetime) -> bool:
    """A fee is not asked for any more; False while a second person has to agree, where the service needs four eyes.

    Refusal without a reason (422), when it is settled already (409), or for a second word of the same person (403).
    """
    case, fee = _locked(fee_id, by)
    reason = given(reason)
    if needs_two(published(case.version_id).definition) and not seconded(case, fee, reason, by=by, at=at):
        return False
    legs = (Leg(income(fee.currency, by=by, at=at), receivable(case.owner_id, fee.currency, by=by, at=at), fee.minor),)
    posting = Posting(uuid5(fee.pk, "waived"), WAIVED, local_date(at), legs)
    _settled(case, fee, Fee.State.WAIVED, posting, reason, by=by, at=at)
    return True


@act
def keep_fee(*, fee_id: UUID, reason: str, by: Actor, at: datetime) -> None:
    """The fee of a case that ended without paying is owed all the same; a waiver that waits for a second person is off.

    Refusal without a reason (422); when it is settled already, or its case goes on (409).
    """
    case, fee = _locked(fee_id, by)
    reason = given(reason)
    if case.closed_at is None:
        raise conflict("case-open", CASE_OPEN)
    fee.waived_by, fee.waived_for, fee.kept_at = None, "", at
    fee.save(update_fields=["waived_by", "waived_for", "kept_at"])
    emit(FeeKept(case.number, fee.pk, reason), subject=case.subject, chain=case.subject, by=by, at=at)


def _locked(fee_id: UUID, by: Actor) -> tuple[Case, Fee]:
    """The fee, its case held to the end of the transaction."""
    case_id = Fee.objects.filter(pk=fee_id).values_list("case_id", flat=True).first()
    if case_id is None:
        raise not_found()
    case = locked(case_id)
    fee = Fee.objects.get(pk=fee_id)
    fee.case = case
    check(by, "settle", fee)
    if fee.state != Fee.State.DUE:
        what = Text.of(vi="Khoản này đã được tất toán.", en="This fee is settled already.")
        raise conflict("fee-settled", what)
    return case, fee


def _settled(case: Case, fee: Fee, how: str, posting: Posting, reason: str, *, by: Actor, at: datetime) -> None:  # noqa: PLR0913
    entry = post(posting, by=by, at=at)
    fee.state, fee.settled_id, fee.settled_at = how, entry.id, at
    fee.save()
    event = FeeSettled(case.number, fee.pk, entry.id, str(how), reason)
    emit(event, subject=case.subject, chain=case.subject, by=by, at=at)
    version = published(case.version_id)
    if case.closed_at is None:
        DeskCase.objects.filter(case=case).update(owing=owes(case, version))
    else:
        set_desks(case, version)
    settle(case, version, at=at)
