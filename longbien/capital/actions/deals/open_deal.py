"""Enter a company into the pipeline of a fund."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from longbien.capital.actions.deals.locked import keep_step, must_fit, note
from longbien.capital.actions.funds.locked import must_be_untied
from longbien.capital.events.deals import DealLed, DealOpened
from longbien.capital.models import Deal, Vehicle
from longbien.capital.policy import FUND
from longbien.capital.rules.deals.stages import OPEN, SOURCED
from longbien.kernel.actor import Actor
from longbien.kernel.ids import new_id
from longbien.kernel.refusal import Fault, Refusal, conflict, not_found
from longbien.kernel.text import Text
from longbien.people.policy import check
from longbien.people.queries import organisation, persons_with_role, recused
from longbien.record.actions.act import act

COMPANIES = ("team", "company")


@dataclass(frozen=True)
class Entered:
    """Which fund looks at which company; who leads it, and in one line what the company does."""

    vehicle_id: UUID
    company_id: UUID
    lead_id: UUID
    about: str = ""


@act
def open_deal(entered: Entered, *, by: Actor, at: datetime) -> UUID:
    """The deal's id. Refusal for whoever is tied to the company (403), a lead who is (422), a company that this fund
    looks at already (409)."""
    vehicle = Vehicle.objects.select_for_update(of=("self",)).filter(pk=entered.vehicle_id).first()
    company = organisation(entered.company_id)
    if vehicle is None or company is None:
        raise not_found()
    row = Deal(
        id=new_id(), vehicle=vehicle, company_id=company.id, stage=SOURCED, since=at, opened_at=at,
        lead_id=entered.lead_id, about=must_fit(entered.about, "about", 300, 0),
    )  # fmt: skip
    must_be_untied(by, [company.id])
    check(by, "open", row)
    if company.kind not in COMPANIES:
        raise Refusal("no-company", NO_COMPANY, faults=(Fault("company", NO_COMPANY),))
    _must_lead(entered.lead_id, company.id)
    if Deal.objects.filter(vehicle=vehicle, company=company.id, stage__in=OPEN).exists():
        raise conflict("looked-at-already", ALREADY)
    row.save(force_insert=True)
    entry_id = note(row, DealOpened(vehicle.pk, row.lead_id, company=company.id), by=by, at=at)
    keep_step(row, "open", entry_id, by=by, at=at)
    return row.pk


@act
def hand_deal(deal_id: UUID, *, lead_id: UUID, by: Actor, at: datetime) -> None:
    """Another officer leads the deal. Refusal for one who is tied to the company, or no fund officer."""
    row = Deal.objects.select_for_update().filter(pk=deal_id).first()
    if row is None:
        raise not_found()
    check(by, "work", row)
    _must_lead(lead_id, row.company_id)
    if row.lead_id != lead_id:
        row.lead_id = lead_id
        row.save(update_fields=["lead_id"])
        note(row, DealLed(lead_id), by=by, at=at)


def _must_lead(person_id: UUID, company_id: UUID) -> None:
    officers = {card.id: card.name for card in persons_with_role(FUND)}
    if person_id not in officers:
        raise Refusal("no-officer", NO_OFFICER, faults=(Fault("lead", NO_OFFICER),))
    if tie := recused(person_id, company_id, about=officers[person_id]):
        raise Refusal("related-party", tie.what, faults=(Fault("lead", tie.what),))


NO_COMPANY = Text.of(
    vi="Quỹ chỉ đầu tư vào nhóm hoặc doanh nghiệp.", en="A fund invests in a team or a company only."
)  # fmt: skip
NO_OFFICER = Text.of(vi="Hãy chọn một cán bộ quỹ.", en="Choose a fund officer.")
ALREADY = Text.of(
    vi="Quỹ này đang xem xét doanh nghiệp đó rồi.", en="This fund is looking at that company already."
)  # fmt: skip
