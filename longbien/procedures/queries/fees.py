"""What is owed for a case, and how it can be paid."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings

from longbien.kernel.money import Money
from longbien.kernel.text import Text
from longbien.procedures.kinds.countries import transfer_code
from longbien.procedures.models import Case, Fee
from longbien.procedures.queries.history import moves
from longbien.procedures.queries.versions import Published
from longbien.procedures.rules.fees import BankAccount, charges


@dataclass(frozen=True)
class FeeView:
    """A fee of a case. `reference` is what the payer writes into the transfer, `code` what a banking app scans."""

    id: UUID
    title: Text
    amount: Money
    reference: str
    state: str
    settled_at: datetime | None
    code: str


def fees_of(case: Case) -> tuple[FeeView, ...]:
    """The fees of a case, oldest first, each called by the action that charged it: the version of that move names it,
    which the case may have left since."""
    account, found = payee(), list(case.fees.order_by("seq"))
    titles = {one.seq: one.action for one in moves([case.pk])} if found else {}
    return tuple(
        FeeView(
            id=one.pk,
            title=titles[one.seq] or Text.of(und=one.action),
            amount=Money(one.minor, one.currency),
            reference=one.reference,
            state=one.state,
            settled_at=one.settled_at,
            code=_code(account, Money(one.minor, one.currency), one.reference) if one.state == "due" else "",
        )
        for one in found
    )


def owes(case: Case, version: Published) -> bool:
    """Whether a fee of the case is still to be paid; asked only where the procedure has one."""
    return charges(version.definition) and case.fees.filter(state=Fee.State.DUE).exists()


def owes_last(case: Case, version: Published) -> bool:
    """Whether the fee of the last move is still to be paid."""
    return charges(version.definition) and case.fees.filter(seq=case.seq, state=Fee.State.DUE).exists()


def payee() -> BankAccount | None:
    """The account that hub.yaml publishes for fees; None where it publishes none."""
    told = settings.HUB.data.get("payment")
    if told in (None, "not-published"):
        return None
    holder = settings.HUB.text(told["holder"]).in_language(settings.HUB.languages[0])
    return BankAccount(holder, told["bank"], told["number"], told.get("bank_code", ""))


def _code(account: BankAccount | None, amount: Money, reference: str) -> str:
    return transfer_code(settings.HUB.country, account, amount, reference) if account else ""
