"""Play the demonstration of rights: the very actions that people do on the pages, by the demonstration's people."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

from longbien.capital.actions.rights.make_offer import Asked, make_offer
from longbien.capital.actions.rights.propose_agreement import AskedRight, propose_agreement
from longbien.capital.actions.rights.sign_agreement import Side, sign_agreement
from longbien.capital.actions.rights.take_contribution import Given, take_contribution
from longbien.capital.models import Agreement, Contribution
from longbien.capital.queries.rights.terms import demonstration as written
from longbien.kernel.actor import Actor
from longbien.kernel.money import Money
from longbien.people.accounts.assurance import DEMO
from longbien.people.queries import actor_for, demonstration, organisations_of
from longbien.places.actions.book_machine import Asked as Booking
from longbien.places.actions.book_machine import book_machine, cancel_booking
from longbien.places.queries import laboratories
from longbien.procedures.rules.signing import Proof

MORNING = timedelta(hours=3)
OFFICER, SIGNS_FOR_HUB = "programme-officer", "administrator"


def demonstrate_rights(*, at: datetime) -> bool:
    """False when it was played before, or the hub has no such demonstration: nothing is done twice."""
    told = written()
    place = next((one.id for one in laboratories() if told and one.code == told["laboratory"]), None)
    if told is None or place is None or Contribution.objects.filter(laboratory_id=place).exists():
        return False
    people = {card.code: card.person.id for card in demonstration()}
    for one in told["agreements"]:
        _agree(told["template"], one, place, people, at)
    _offer(told["offer"], place, people, at)
    return True


def _agree(template: str, told: dict[str, Any], place: UUID, people: dict[str, UUID], at: datetime) -> None:
    officer, funder = actor_for(people[OFFICER]), actor_for(people[told["by"]])
    value = Money(told["value"], settings.HUB.currency)
    given = Given(place, _organisation(funder), told["kind"], value, told["about"])
    contribution = take_contribution(given, evidence=None, by=officer, at=at)
    if not told["rights"]:
        return
    rights = tuple(_right(one, at) for one in told["rights"])
    made = propose_agreement(contribution, template=template, rights=rights, by=officer, at=at)
    digest = Agreement.objects.get(pk=made).digest
    signers: tuple[tuple[Side, Actor], ...] = (("holder", funder), ("hub", actor_for(people[SIGNS_FOR_HUB])))
    for side, signer in signers:
        # As on the page, where the demonstration's link has just shown who they are.
        proof = Proof(DEMO, second_factor=True, at=at)
        sign_agreement(made, side=side, digest=digest, proof=proof, by=signer, at=at)
    for one in rights:
        if one.machine:
            _book(one.machine, _organisation(funder), officer, at)


def _book(machine: str, organisation_id: UUID, by: Actor, at: datetime) -> None:
    """Two mornings of the machine, of which the second is cancelled: what the quota gave for it comes back."""
    for days in (1, 2):
        first = (at + timedelta(days=days)).replace(hour=2, minute=0, second=0, microsecond=0)
        booked = book_machine(Booking(machine, organisation_id, first, first + MORNING), by=by, at=at)
    cancel_booking(booked, by=by, at=at)


def _right(told: dict[str, Any], at: datetime) -> AskedRight:
    start = at.astimezone(ZoneInfo(settings.HUB.timezone)).date()
    return AskedRight(
        kind=told["kind"],
        fields=tuple(told["fields"]),
        territories=tuple(told["territories"]),
        start=start,
        end=start + timedelta(days=told["days"]),
        window=told.get("window", "10wd"),
        exclusive=told.get("exclusive", False),
        rank=told.get("rank"),
        carve_outs=tuple(told.get("carve_outs", ())),
        machine=told.get("machine", ""),
        hours=told.get("hours"),
    )


def _offer(told: dict[str, Any], place: UUID, people: dict[str, UUID], at: datetime) -> None:
    by = actor_for(people[told["by"]])
    asked = Asked(
        laboratory_id=place,
        offeror_id=_organisation(by),
        stage=told["stage"],
        what=told["what"],
        fields=tuple(told["fields"]),
        territories=tuple(told["territories"]),
        bid=Money(told["bid"], settings.HUB.currency),
    )
    make_offer(asked, by=by, at=at)


def _organisation(actor: Actor) -> UUID:
    return organisations_of(actor)[0].id
