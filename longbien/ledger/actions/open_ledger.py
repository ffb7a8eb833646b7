"""Open a ledger, and accounts in it. The caller has asked the policy."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.kernel.ids import new_id
from longbien.kernel.refusal import Refusal, conflict
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.ledger import models
from longbien.ledger.events import AccountOpened, LedgerOpened
from longbien.ledger.queries.auditing import ledger_id
from longbien.ledger.rules.posting import Side
from longbien.record.actions.act import act, hold
from longbien.record.actions.emit import emit


@dataclass(frozen=True)
class AccountTerms:
    """`code` is unique in its ledger, such as `programme/cash`; `owner` is whose it is.

    A control account (`is_control`) may go below zero on the way, and ends every entry at 0.
    """

    unit: str
    code: str
    side: Side
    owner: Subject | None = None
    may_overdraw: bool = False
    is_control: bool = False

    @property
    def fields(self) -> tuple[str, str, bool, bool]:
        owner = str(self.owner) if self.owner else ""
        return owner, self.side, self.may_overdraw or self.is_control, self.is_control


@act
def open_ledger(unit: str, *, scale: int, by: Actor, at: datetime) -> None:
    """Open the book of a unit. Idempotent; refused when it is open with another scale."""
    if not unit.strip() or len(unit) > 80 or not 0 <= scale <= 18:
        raise Refusal("unit", Text.of(vi="Đơn vị hoặc số lẻ không hợp lệ.", en="The unit or its scale isn't valid."))
    hold(f"ledger.ledger {unit}")
    known = models.Ledger.objects.filter(pk=unit).first()
    if known is None:
        models.Ledger.objects.create(unit=unit, scale=scale, opened_at=at)
        emit(LedgerOpened(unit, scale), subject=Subject("ledger.ledger", ledger_id(unit)), by=by, at=at)
    elif known.scale != scale:
        raise conflict("other-scale", Text.of(vi=f"Sổ {unit} đã mở.", en=f"Ledger {unit} has scale {known.scale}."))


@act
def open_account(terms: AccountTerms, *, by: Actor, at: datetime) -> UUID:
    """Open an account; the answer is its id. Idempotent; refused when the code is open with other terms."""
    if not terms.code.strip() or len(terms.code) > 120:
        words = Text.of(vi="Mã tài khoản dài 1–120 ký tự.", en="The code of an account has 1 to 120 characters.")
        raise Refusal("code", words)
    hold(f"ledger.account {terms.unit} {terms.code}")
    if not models.Ledger.objects.filter(pk=terms.unit).exists():
        raise Refusal("no-ledger", Text.of(vi=f"Chưa có sổ {terms.unit}.", en=f"There is no ledger for {terms.unit}."))
    known = models.Account.objects.filter(ledger=terms.unit, code=terms.code).first()
    if known is None:
        return _opened(terms, by=by, at=at)
    if (known.owner, known.side, known.may_overdraw, known.is_control) != terms.fields:
        raise conflict("other-terms", Text.of(vi=f"{terms.code} đã mở khác đi.", en=f"{terms.code} has other terms."))
    return known.pk


def _opened(terms: AccountTerms, *, by: Actor, at: datetime) -> UUID:
    owner, side, may_overdraw, is_control = terms.fields
    made = models.Account.objects.create(
        id=new_id(),
        ledger_id=terms.unit,
        code=terms.code,
        owner=owner,
        side=side,
        may_overdraw=may_overdraw,
        is_control=is_control,
        opened_at=at,
    )
    event = AccountOpened(terms.unit, side, may_overdraw, is_control, terms.code, owner)
    emit(event, subject=Subject("ledger.account", made.pk), by=by, at=at)
    return made.pk
