"""Put a deal before the committee: a case of the procedure that the hub names, decided in a meeting of its body."""

import json
from datetime import datetime
from uuid import UUID

from longbien.capital.actions.deals.locked import keep_step, locked_deal, must_fit, note, subject_of, turn
from longbien.capital.events.deals import DealProposed
from longbien.capital.models import Deal, Memo, TermSheet
from longbien.capital.queries.deals.written import committee
from longbien.capital.rules.deals.stages import COMMITTEE
from longbien.kernel.actor import SYSTEM, Actor
from longbien.kernel.refusal import conflict, not_found
from longbien.kernel.text import Text
from longbien.people.queries import organisation
from longbien.procedures.actions.open_case import open_case
from longbien.procedures.actions.perform import perform
from longbien.record.actions.act import act

SHOWN = 16


@act
def propose_deal(deal_id: UUID, *, summary: str, by: Actor, at: datetime) -> UUID:
    """The case's id. `summary` is what the committee reads first. Refusal (409) without a memo and a term
    sheet, or where the hub names no committee; who submits it doesn't vote on it."""
    deal = locked_deal(deal_id, by=by, action="work")
    found = committee()
    if found is None:
        raise conflict("no-committee", NO_COMMITTEE)
    said = must_fit(summary, "summary", 3_000, 20)
    turn(deal, "propose", at=at)
    memo, sheet = deal.memos.last(), deal.sheets.last()
    if memo is None or sheet is None:
        raise conflict("not-ready", NOT_READY)
    deal.body, deal.case_id, deal.approved_minor = found.body, None, None
    deal.save(update_fields=["stage", "since", "body", "case_id", "approved_minor"])
    case_id = open_case(
        procedure=found.procedure, owner_id=deal.company_id, about=subject_of(deal), by=SYSTEM, at=at
    )  # fmt: skip
    data = _proposal(deal, memo, sheet, said)
    perform(case_id=case_id, action="submit", data=data, by=by, at=at)
    entry_id = note(deal, DealProposed(case_id, found.body, memo.sha256, sheet.sha256), by=by, at=at)
    keep_step(deal, "propose", entry_id, by=by, at=at)
    return case_id


@act
def take_deal(deal_id: UUID, *, case_id: UUID, by: Actor, at: datetime) -> None:
    """The case that `propose_deal` opens becomes the deal's own. Refusal (409) for a case that anyone else opens."""
    deal = Deal.objects.select_for_update().filter(pk=deal_id).first()
    if deal is None:
        raise not_found()
    if deal.stage != COMMITTEE or deal.case_id is not None:
        raise conflict("not-proposed", NOT_PROPOSED)
    deal.case_id = case_id
    deal.save(update_fields=["case_id"])


def _proposal(deal: Deal, memo: Memo, sheet: TermSheet, summary: str) -> dict[str, object]:
    company = organisation(deal.company_id)
    return {
        "title": f"{deal.vehicle.name}: {company.name if company else ''}"[:200],
        "amount": json.loads(sheet.content)["amount"],
        "summary": summary,
        "memo": f"{memo.number} · {memo.sha256[:SHOWN]}",
        "terms": f"{sheet.number} · {sheet.sha256[:SHOWN]}",
    }


NO_COMMITTEE = Text.of(
    vi="Trung tâm này chưa nêu hội đồng nào quyết định đầu tư (hub.yaml: capital.committee).",
    en="This hub names no committee that decides on investments (hub.yaml: capital.committee).",
)
NOT_READY = Text.of(
    vi="Cần có bản ghi nhớ và bảng điều khoản trước khi trình hội đồng.",
    en="A memo and a term sheet are needed before the committee can decide.",
)
NOT_PROPOSED = Text.of(
    vi="Chỉ cán bộ quỹ trình được thương vụ lên hội đồng, từ trang của thương vụ.",
    en="Only a fund officer puts a deal before the committee, from the page of the deal.",
)
