"""A fee is waived by two where the service needs four eyes: one says why, another agrees."""

from datetime import datetime

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.text import Text
from longbien.procedures.events import FeeWaiverProposed
from longbien.procedures.models import Case, Fee
from longbien.record.actions.emit import emit

NO_REASON = Text.of(vi="Hãy nêu lý do.", en="Give the reason.")
SAME = Text.of(
    vi="Bạn đã đề nghị miễn khoản này: cần một người khác đồng ý.",
    en="You wished to waive this fee: somebody else has to agree.",
)


def given(reason: str) -> str:
    """The reason. Refusal (422) without one."""
    if not (reason := reason.strip()):
        raise Refusal("reason-missing", NO_REASON, faults=(Fault("reason", NO_REASON),))
    return reason


def seconded(case: Case, fee: Fee, reason: str, *, by: Actor, at: datetime) -> bool:
    """Whether somebody else wished for it before; else `by` does from now on. Refusal (403) for a second word of the
    same person, or of one who acts for them."""
    if fee.waived_by is not None:
        if fee.waived_by in {by.id, *by.deputises.values()}:
            raise Refusal("four-eyes", SAME, status=403)
        return True
    fee.waived_by, fee.waived_for = by.id, reason
    fee.save(update_fields=["waived_by", "waived_for"])
    emit(FeeWaiverProposed(case.number, fee.pk, reason), subject=case.subject, chain=case.subject, by=by, at=at)
    return False
