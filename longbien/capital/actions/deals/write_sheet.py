"""Write a version of the term sheet."""

from datetime import datetime
from hashlib import sha256
from uuid import UUID

import rfc8785

from longbien.capital.actions.deals.locked import locked_deal, note
from longbien.capital.events.deals import SheetWritten
from longbien.capital.models import TermSheet
from longbien.capital.rules.deals.sheets import AMOUNT, Sheet, check_sheet, write_sheet
from longbien.capital.rules.deals.stages import DILIGENCE, TERM_SHEET
from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Fault, Refusal, conflict
from longbien.kernel.text import Text
from longbien.record.actions.act import act


@act
def write_terms(deal_id: UUID, sheet: Sheet, *, by: Actor, at: datetime) -> int:
    """The number of the version. Refusal for terms that can't stand (422), and (409) unless the deal is in diligence or
    its terms are talked about: what the committee has before it stays as it is."""
    deal = locked_deal(deal_id, by=by, action="work")
    if deal.stage not in (DILIGENCE, TERM_SHEET):
        raise conflict("sheet-fixed", LOCKED)
    if sheet.amount.currency != deal.vehicle.currency:
        raise Refusal("bad-term-sheet", AMOUNT, faults=(Fault("amount", AMOUNT),))
    check_sheet(sheet)
    content = rfc8785.dumps(write_sheet(sheet))
    number, digest = deal.sheets.count() + 1, sha256(content).hexdigest()
    entry_id = note(deal, SheetWritten(number, digest), by=by, at=at)
    TermSheet.objects.create(
        deal=deal, number=number, content=content.decode(), sha256=digest, person_id=by.person_id, at=at,
        entry_id=entry_id,
    )  # fmt: skip
    return number


LOCKED = Text.of(
    vi="Bảng điều khoản được viết khi thẩm định, hoặc sau khi hội đồng đồng ý.",
    en="Terms are written during diligence, or once the committee has agreed.",
)
