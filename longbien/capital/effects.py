"""What lower rooms may ask of capital: procedures of funds, bookings of machines of the quotas that pay for them."""

from datetime import datetime
from uuid import UUID

from longbien.capital.actions.deals.decide_deal import decide_deal
from longbien.capital.actions.deals.propose_deal import take_deal
from longbien.capital.actions.funds.commit import Promise, commit
from longbien.capital.actions.rights.draw_hours import draw_hours, give_back_hours
from longbien.capital.queries.funds import vehicles
from longbien.capital.rules.vehicles.measures import PRIVATE, SOURCES
from longbien.kernel.actor import ANONYMOUS, Actor
from longbien.kernel.money import Money
from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.text import Text
from longbien.places.registry import Booked, Payer, pays
from longbien.procedures.registry import EffectCall, choices, effect
from longbien.ui.fields import Choice

FORM = "commitment"
NO_FUND = Text.of(vi="Hồ sơ không nêu quỹ và số tiền.", en="The case names no fund and amount.")


@choices("capital.vehicles")
def funds() -> tuple[Choice, ...]:
    """Every fund, by its id, under its name."""
    return tuple(Choice(str(row.pk), Text.of(und=row.name)) for row in vehicles(ANONYMOUS))


@effect("capital.commit")
def commit_by_case(call: EffectCall) -> None:
    """The owner of the case commits what the form `commitment` says (`fund`, `amount`, and `source` if it asks).

    Whoever decides the case must be a fund officer whom nothing ties to the investor.
    """
    told = call.data.get(FORM, {})
    try:
        fund, amount = UUID(str(told["fund"])), Money.from_data(told["amount"])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Refusal("no-fund", NO_FUND, faults=(Fault("/fund", NO_FUND),)) from error
    source = told.get("source", PRIVATE)
    promise = Promise(fund, call.owner_id, amount, source if source in SOURCES else PRIVATE, call.case_id)
    commit(promise, by=call.by, at=call.at)


def _draw(booked: Booked, by: Actor, at: datetime) -> None:
    draw_hours(booked, by=by, at=at)


def _give_back(booked: Booked, by: Actor, at: datetime) -> None:
    give_back_hours(booked, by=by, at=at)


pays(Payer(_draw, _give_back))


@effect("capital.take_deal", decides=True)
def take_by_case(call: EffectCall) -> None:
    """The case becomes the one that decides the deal it is about, if an officer put that deal before the committee."""
    take_deal(_deal_of(call), case_id=call.case_id, by=call.by, at=call.at)


@effect("capital.decide_deal", decides=True)
def decide_by_case(call: EffectCall) -> None:
    """`do: [capital.decide_deal approve]`, `send-back` or `refuse`: what a meeting resolved moves the deal."""
    proposed, verb = call.data.get("investment", {}), call.words[0] if call.words else ""
    decide_deal(_deal_of(call), verb, case_id=call.case_id, proposed=proposed, by=call.by, at=call.at)


def _deal_of(call: EffectCall) -> UUID:
    if call.about is None or call.about.type != "capital.deal":
        what = Text.of(vi="Hồ sơ này không gắn với thương vụ nào.", en="This case is about no deal.")
        raise Refusal("about-no-deal", what, status=409)
    return call.about.id
