"""Close a deal: for how much, by which terms. The investment itself is posted by whoever keeps the fund's books."""

import json
from datetime import datetime
from uuid import UUID

from longbien.capital.actions.deals.locked import keep_step, locked_deal, note, turn
from longbien.capital.actions.funds.locked import must_hold, must_say_why
from longbien.capital.events.deals import DealClosed
from longbien.capital.rules.deals.sheets import closing_against, read_sheet
from longbien.kernel.actor import Actor
from longbien.kernel.money import Money
from longbien.kernel.refusal import conflict
from longbien.kernel.text import Text
from longbien.record.actions.act import act


@act
def close_deal(deal_id: UUID, *, amount: Money, reason: str, by: Actor, at: datetime) -> None:
    """By the latest term sheet. Refusal (422) above what it says or what the committee agreed to."""
    deal = locked_deal(deal_id, by=by, action="work")
    turn(deal, "close", at=at)
    sheet, approved = deal.sheets.last(), deal.approved
    if sheet is None or approved is None:
        raise conflict("not-agreed", Text.of(vi="Hội đồng chưa đồng ý.", en="The committee has not agreed."))
    must_hold(closing_against(amount, read_sheet(json.loads(sheet.content)), approved))
    said = must_say_why(reason)
    deal.amount_minor, deal.sheet = amount.minor, sheet
    deal.save(update_fields=["stage", "since", "amount_minor", "sheet"])
    entry_id = note(deal, DealClosed(sheet.number, sheet.sha256, amount=amount, reason=said), by=by, at=at)
    keep_step(deal, "close", entry_id, by=by, at=at)
