"""Open a ledger, and accounts in it. The caller has asked the policy."""

from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from longbien.kernel.actor import Actor
from longbien.kernel.ids import new_id
from longbien.kernel.refusal import Refusal, conflict
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.ledger import models
from longbien.ledger.events import AccountOpened, LedgerOpened
from longbien.ledger.rules.posting import Side
from longbien.record.actions.act import act, hold
from longbien.record.actions.emit import emit


@dataclass(frozen=True)
class AccountTerms:
    """`code` is unique in its ledger, such as `programme/cash`; `owner` is whose it is."""

    unit: str
    code: str
    side: Side
    owner: Subject | None = None
    may_overdraw: bool = False


@act
def open_ledger(unit: str, *, scale: int, by: Actor, at: datetime) -> None:
    """Open the book of a unit. Idempotent; refused when it is open with another scale."""
    if not unit.strip() or len(unit) > 80 or not 0 <= scale <= 18:
        raise Refusal("unit", Text.of(vi="Đơn vị hoặc số lẻ không hợp lệ.", en="The unit or its scale isn't valid."))
    known = models.Ledger.objects.filter(pk=unit).first()
    if known is None:
        models.Ledger.objects.create(unit=unit, scale=scale, opened_at=at)
        emit(LedgerOpened(unit, scale), subject=_subject(unit), by=by, at=at)
    elif known.scale != scale:
        raise conflict("other-scale", Text.of(vi=f"Sổ {unit} đã mở.", en=f"Ledger {unit} has scale {known.scale}."))


def _subject(unit: str) -> Subject:
    return Subject("ledger.ledger", uuid5(NAMESPACE_URL, f"longbien:ledger:{unit}"))


@act
def open_account(terms: AccountTerms, *, by: Actor, at: datetime) -> UUID:
    """Open an account; the answer is its id. Idempotent; refused when the code is open with other terms."""
    hold(f"ledger.account {terms.unit} {terms.code}")
    if not models.Ledger.objects.filter(pk=terms.unit).exists():
        raise Refusal("no-ledger", Text.of(vi=f"Chưa có sổ {terms.unit}.", en=f"There is no ledger for {terms.unit}."))
    owner = str(terms.owner) if terms.owner else ""
    known = models.Account.objects.filter(ledger=terms.unit, code=terms.code).first()
    if known is None:
        known = models.Account.objects.create(
            id=new_id(),
            ledger_id=terms.unit,
            code=terms.code,
            owner=owner,
            side=terms.side,
            may_overdraw=terms.may_overdraw,
            opened_at=at,
        )
        event = AccountOpened(terms.unit, terms.side, terms.may_overdraw)
        emit(event, subject=Subject("ledger.account", known.pk), by=by, at=at)
    elif (known.owner, known.side, known.may_overdraw) != (owner, terms.side, terms.may_overdraw):
        raise conflict("other-terms", Text.of(vi=f"{terms.code} đã mở khác đi.", en=f"{terms.code} has other terms."))
    return known.pk
