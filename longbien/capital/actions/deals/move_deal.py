"""Take a deal on, or stop it."""

from datetime import datetime
from uuid import UUID

from longbien.capital.actions.deals.locked import keep_step, locked_deal, note, turn
from longbien.capital.actions.funds.locked import must_say_why
from longbien.capital.events.deals import DealMoved
from longbien.kernel.actor import Actor
from longbien.kernel.refusal import not_found
from longbien.record.actions.act import act

VERBS = ("screen", "examine", "decline")


@act
def move_deal(deal_id: UUID, verb: str, *, reason: str = "", by: Actor, at: datetime) -> None:
    """`screen` or `examine` it, or `decline` with a reason. Refusal (409) where it stands elsewhere, such as before the
    committee."""
    if verb not in VERBS:
        raise not_found()
    deal = locked_deal(deal_id, by=by, action="work")
    said = must_say_why(reason) if verb == "decline" or reason.strip() else None
    turn(deal, verb, at=at)
    deal.save(update_fields=["stage", "since"])
    entry_id = note(deal, DealMoved(verb, deal.stage, reason=said), by=by, at=at)
    keep_step(deal, verb, entry_id, by=by, at=at)
