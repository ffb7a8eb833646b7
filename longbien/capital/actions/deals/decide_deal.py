"""What the committee resolved moves the deal."""

from datetime import datetime
from typing import Any
from uuid import UUID

from longbien.capital.actions.deals.locked import keep_step, note, turn
from longbien.capital.events.deals import DealDecided
from longbien.capital.models import Deal
from longbien.capital.rules.deals.stages import BY_COMMITTEE
from longbien.kernel.actor import Actor
from longbien.kernel.money import Money
from longbien.kernel.refusal import Refusal, not_found
from longbien.kernel.text import Text
from longbien.procedures.queries.meetings.decided import being_resolved
from longbien.record.actions.act import act


@act
def decide_deal(deal_id: UUID, verb: str, *, case_id: UUID, proposed: dict[str, Any], by: Actor, at: datetime) -> None:
    """`approve`, `send-back` or `refuse`, as a meeting of the committee has just resolved: with its quorum, without
    whoever is tied to the company. Refusal (422) outside of a meeting, or by the case of another deal."""
    deal = Deal.objects.select_for_update(of=("self",)).select_related("vehicle").filter(pk=deal_id).first()
    if deal is None or verb not in BY_COMMITTEE:
        raise not_found()
    number = being_resolved(case_id)
    if deal.case_id != case_id or number is None:
        raise Refusal("needs-meeting", IN_A_MEETING)
    turn(deal, verb, at=at)
    amount = Money.from_data(proposed["amount"]) if verb == "approve" else None
    deal.approved_minor = amount.minor if amount else None
    deal.save(update_fields=["stage", "since", "approved_minor"])
    entry_id = note(deal, DealDecided(case_id, number, verb, deal.stage, amount=amount), by=by, at=at)
    keep_step(deal, verb, entry_id, by=by, at=at)


IN_A_MEETING = Text.of(
    vi="Việc này được quyết định trong một cuộc họp của hội đồng: hãy đưa vào chương trình họp và biểu quyết.",
    en="This is decided in a meeting of the committee: put it on an agenda and vote there.",
)
