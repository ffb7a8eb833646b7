"""Play the demonstration of deals: the very actions that people do on the pages, by the demonstration's people."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings

from longbien.capital.actions.deals.close_deal import close_deal
from longbien.capital.actions.deals.enter_room import enter_room, take_document
from longbien.capital.actions.deals.hold_demo_day import Planned, pitch, set_demo_day, show_interest
from longbien.capital.actions.deals.keep_room import add_document
from longbien.capital.actions.deals.keep_table import keep_table
from longbien.capital.actions.deals.move_deal import move_deal
from longbien.capital.actions.deals.open_deal import Entered, open_deal
from longbien.capital.actions.deals.propose_deal import propose_deal
from longbien.capital.actions.deals.write_memo import Attached, write_memo
from longbien.capital.actions.deals.write_sheet import write_terms
from longbien.capital.actions.funds.locked import local_date
from longbien.capital.models import Deal, Vehicle
from longbien.capital.queries.deals.written import committee, demonstration, needed_confidence
from longbien.capital.queries.funds.scripts import scripts
from longbien.capital.rules.captable.ocf.making import Company, Holding, ShareClass, package_of
from longbien.capital.rules.deals.sheets import Sheet
from longbien.credentials.queries import draw
from longbien.kernel.actor import Actor
from longbien.kernel.money import Money
from longbien.people.queries import actor_for, members, organisation, persons_in_body
from longbien.people.queries import demonstration as people_loaded
from longbien.people.queries.demonstration import demonstration_organisations
from longbien.procedures.actions.meetings.calling import add_item, call_meeting
from longbien.procedures.actions.meetings.deciding import resolve, vote
from longbien.procedures.actions.meetings.holding import approve_minutes, close_meeting, note_attendance, open_meeting

PAPER = '#set page(paper: "a5", margin: 2cm)\n= #sys.inputs.title\n'
PAR_VALUE, FOUNDED = 10_000, 400
ROUND = 100


@dataclass(frozen=True)
class Stage:
    """The demonstration's fund, its lead, and who else looks at what it looks at."""

    vehicle: Vehicle
    lead: Actor
    reader: Actor


def demonstrate_deals(*, at: datetime) -> bool:
    """False when it was played before, or the hub has no such demonstration: nothing is done twice."""
    told = demonstration()
    vehicle = _vehicle(told["fund"]) if told else None
    if told is None or vehicle is None or Deal.objects.filter(vehicle=vehicle).exists():
        return False
    people = {card.code: card.person.id for card in people_loaded()}
    reader = next(key for code, key in people.items() if code.startswith("fund-officer") and code != told["lead"])
    stage, companies = Stage(vehicle, actor_for(people[told["lead"]]), actor_for(reader)), demonstration_organisations()
    for one in told["deals"]:
        _play(one, companies[one["company"]], stage, at)
    if "demo_day" in told:
        _demo_day(told["demo_day"], companies, stage, actor_for(people[told["demo_day"]["interested"]["investor"]]), at)
    return True


def _vehicle(code: str) -> Vehicle | None:
    names = {one.code: settings.HUB.text(one.name).in_language(settings.HUB.languages[0]) for one in scripts()}
    return Vehicle.objects.filter(name=names.get(code, ""), is_demo=True).first()


def _play(told: Mapping[str, Any], company_id: UUID, stage: Stage, at: datetime) -> None:
    lead = stage.lead
    entered = Entered(stage.vehicle.pk, company_id, lead.person_id, told["about"])
    deal_id = open_deal(entered, by=lead, at=at - timedelta(days=40))
    for days, verb in ((30, "screen"), (16, "examine")):
        move_deal(deal_id, verb, by=lead, at=at - timedelta(days=days))
    write_memo(deal_id, told["memo"], by=lead, at=at - timedelta(days=9))
    founder = actor_for(members(company_id)[0].person.id)
    if "table" in told:
        _keep(told["table"], company_id, founder, at)
    write_terms(deal_id, _sheet(told["sheet"]), by=lead, at=at - timedelta(days=8))
    if "document" in told:
        _share(told["document"], deal_id, founder, stage.reader, at)
    if "resolution" in told:
        propose_deal(deal_id, summary=told["summary"], by=lead, at=at)
        _decide(deal_id, told, at)
    if "closed" in told and Deal.objects.get(pk=deal_id).approved is not None:
        amount = Money(told["closed"]["amount"], settings.HUB.currency)
        close_deal(deal_id, amount=amount, reason=told["closed"]["reason"], by=lead, at=at)


def _sheet(told: Mapping[str, Any]) -> Sheet:
    def money(name: str) -> Money | None:
        return Money(told[name], settings.HUB.currency) if name in told else None

    return Sheet(
        instrument=told["instrument"],
        amount=Money(told["amount"], settings.HUB.currency),
        cap=money("cap"),
        pre_money=money("pre_money"),
        discount_bp=told.get("discount", 0) * ROUND,
        pool_bp=told.get("pool", 0) * ROUND,
        rights=tuple(told.get("rights", ())),
    )


def _keep(told: list[dict[str, Any]], company_id: UUID, founder: Actor, at: datetime) -> None:
    since, found = local_date(at) - timedelta(days=FOUNDED), organisation(company_id)
    price = Money(PAR_VALUE, settings.HUB.currency)
    held = [
        Holding(f"CS-{n}", one["holder"], "CS", one["shares"], price, since, is_person=one.get("is_person", True))
        for n, one in enumerate(told, start=1)
    ]
    about = Company(company_id, found.name if found else "", settings.HUB.country, since)
    classes = [ShareClass("CS", "Common", sum(one.shares for one in held))]
    package = package_of(about, classes, held, local_date(at))
    keep_table(company_id, package, source="written", by=founder, at=at)


def _share(told: Mapping[str, str], deal_id: UUID, founder: Actor, reader: Actor, at: datetime) -> None:
    """The founder puts a document in; an officer accepts the terms of confidence and takes it."""
    pdf = draw(f"{PAPER}{told['title']}", {}, settings.HUB.languages[0])
    paper = add_document(deal_id, Attached(told["name"], (pdf,)), by=founder, at=at)
    enter_room(deal_id, sha256=needed_confidence().sha256, by=reader, at=at)
    take_document(deal_id, paper, by=reader, at=at)


def _decide(deal_id: UUID, told: Mapping[str, Any], at: datetime) -> None:
    """The committee meets; nothing where no seat of it is filled."""
    resolution = told["resolution"]
    found, deal = committee(), Deal.objects.get(pk=deal_id)
    seats = [actor_for(card.id) for card in persons_in_body(found.body)] if found else []
    if found is None or not seats:
        return
    chair = seats[0]
    begins = at + timedelta(hours=1)
    meeting = call_meeting(body=found.body, begins_at=begins, place=told["place"], online="", by=chair, at=at)
    item = add_item(meeting_id=meeting, case_id=deal.case_id, action="approve", by=chair, at=at)
    open_meeting(meeting_id=meeting, reason=resolution, by=chair, at=at)
    for one in seats[1:]:
        note_attendance(meeting_id=meeting, person_id=one.person_id, how="present", by=one, at=at)
    for one in seats:
        vote(item_id=item, choice="for", by=one, at=at)
    resolve(item_id=item, text=resolution, by=chair, at=at)
    close_meeting(meeting_id=meeting, by=chair, at=at)
    for one in seats[:2]:
        approve_minutes(meeting_id=meeting, by=one, at=at)


def _demo_day(
    told: Mapping[str, Any], companies: Mapping[str, UUID], stage: Stage, investor: Actor, at: datetime
) -> None:
    """A day on which a company pitches, and an investor wants to hear more."""
    planned = Planned(told["title"], local_date(at) + timedelta(days=told["in_days"]), told["place"], is_demo=True)
    day = set_demo_day(planned, by=stage.lead, at=at)
    company = companies[told["pitch"]["company"]]
    founder = actor_for(members(company)[0].person.id)
    made = pitch(day, company, told["pitch"]["about"], by=founder, at=at)
    show_interest(made, next(iter(investor.organisations)), told["interested"]["note"], by=investor, at=at)
