"""Who may see and do what with a fund.

The programme is public in sums. What one investor promised is for fund officers, auditors and the investor's people.
Whoever is tied to an investor decides nothing about it: the register of interests and seats says who that is.
"""

from django.db.models import Q

from longbien.capital.models import (
    Agreement,
    BuyOut,
    BuyOutPart,
    Call,
    CapTable,
    Close,
    Cohort,
    CohortPlace,
    Commitment,
    Contribution,
    Conversion,
    Deal,
    DemoDay,
    Distribution,
    Entitlement,
    FeePayment,
    FollowOn,
    Investment,
    Mentor,
    Notice,
    Offer,
    Order,
    OrderStep,
    Payout,
    PitchInterest,
    Proceeds,
    Solution,
    SolutionStep,
    Valuation,
    Vehicle,
)
from longbien.capital.rules.orders.routes import PILOT
from longbien.kernel.actor import Actor
from longbien.ledger.policy import AUDITOR
from longbien.people.policy import (
    ADMINISTRATOR,
    ALL,
    NONE,
    OFFICER,
    Relation,
    allow,
    everyone,
    hub_role,
    member,
    oneself,
    the_system,
    unrelated,
    where,
)
from longbien.problems.policy import DEPARTMENT_OFFICER

VEHICLE, COMMITMENT, HUB = "capital.vehicle", "capital.commitment", "capital.hub"
CALL, CLOSE, NOTICE = "capital.call", "capital.close", "capital.notice"
FUND = "fund-officer"
INSIDE = frozenset({FUND, AUDITOR})

officer, auditor = hub_role(FUND), hub_role(AUDITOR)
investor, theirs = member("organisation_id"), member("commitment.organisation_id")
independent, no_kin = unrelated("organisation_id"), unrelated("commitment.organisation_id")

allow(HUB, "adopt-pack", hub_role(ADMINISTRATOR), the_system())
allow(HUB, "open-vehicle", officer, the_system())
allow(VEHICLE, "view", everyone(), model=Vehicle)
allow(VEHICLE, "view-inside", officer, auditor)
allow(VEHICLE, "prepare", officer)
allow(VEHICLE, "accrue-fee", officer, the_system())
allow(COMMITMENT, "view", investor, officer, auditor, model=Commitment)
allow(COMMITMENT, "commit", officer & independent, the_system())
allow(COMMITMENT, "withdraw", officer & independent)
allow(COMMITMENT, "agree-clause", officer & independent)
allow(CALL, "view", officer, auditor, model=Call)
allow(CALL, "confirm", officer)
allow(CALL, "drop", officer)
allow(CLOSE, "view", officer, auditor, model=Close)
allow(CLOSE, "confirm", officer)
allow(CLOSE, "drop", officer)
allow(CLOSE, "pay-refunds", officer)
allow(NOTICE, "view", theirs, officer, auditor, model=Notice)
allow(NOTICE, "record-receipt", officer)
allow(NOTICE, "declare-default", officer & no_kin)

CONTRIBUTION, AGREEMENT, ENTITLEMENT, OFFER = (
    "capital.contribution", "capital.agreement", "capital.entitlement", "capital.offer",
)  # fmt: skip

# The rights of those who fund laboratories.
programme, administrator = hub_role(OFFICER), hub_role(ADMINISTRATOR)

allow(HUB, "see-rights", programme, administrator)

allow(CONTRIBUTION, "view", member("organisation_id"), programme, administrator, model=Contribution)
allow(CONTRIBUTION, "take", programme & unrelated("organisation_id"), the_system())

# Whoever proposed an agreement doesn't sign it for the hub (`actions.rights.sign`).
of_holder = "contribution.organisation_id"
allow(AGREEMENT, "view", member(of_holder), programme, administrator, model=Agreement)
allow(AGREEMENT, "propose", programme & unrelated(of_holder), the_system())
allow(AGREEMENT, "sign-holder", member(of_holder, "lead"))
allow(AGREEMENT, "sign-hub", programme & unrelated(of_holder), administrator & unrelated(of_holder))

holder = "agreement.contribution.organisation_id"
allow(ENTITLEMENT, "view", member(holder), programme, administrator, model=Entitlement)
allow(ENTITLEMENT, "answer", member(holder, "lead"))
allow(ENTITLEMENT, "serve", programme & unrelated(holder), the_system())

allow(OFFER, "view", member("offeror_id"), programme, administrator, model=Offer)
allow(OFFER, "make", member("offeror_id", "lead"), programme & unrelated("offeror_id"), the_system())

# What becomes of a fund's money. Whoever is tied to a company decides nothing about it (`actions.investing`).
INVESTMENT, VALUATION, PROCEEDS, DISTRIBUTION, PAYOUT, FEE_PAYMENT, CONVERSION, BUY_OUT, BUY_OUT_PART = (
    "capital.investment", "capital.valuation", "capital.proceeds", "capital.distribution", "capital.payout",
    "capital.feepayment", "capital.conversion", "capital.buyout", "capital.buyoutpart",
)  # fmt: skip
for _type, _model in (
    (INVESTMENT, Investment), (VALUATION, Valuation), (PROCEEDS, Proceeds), (DISTRIBUTION, Distribution),
    (FEE_PAYMENT, FeePayment), (CONVERSION, Conversion), (BUY_OUT, BuyOut),
):  # fmt: skip
    allow(_type, "view", officer, auditor, model=_model)
    for _action in ("confirm", "drop", "reverse"):
        allow(_type, _action, officer)
allow(DISTRIBUTION, "pay", officer)
allow(PAYOUT, "view", theirs, officer, auditor, model=Payout)
allow(BUY_OUT_PART, "view", theirs, officer, auditor, model=BuyOutPart)
DEAL, CAP_TABLE = "capital.deal", "capital.cap_table"

# Deals. A founder, officer, reviewer or supplier of the company is tied to it, and neither sees nor moves its deal.
company, untied = member("company_id"), unrelated("company_id")
founder = member("company_id", "lead")


def of_committee() -> Relation:
    """Holders of a seat in the body that a deal was put before, and whoever stands in for one."""
    return Relation(
        "seat in its committee",
        lambda actor, deal: bool(deal.body) and deal.body in actor.bodies,
        lambda actor: Q(body__in=actor.bodies) & ~Q(body="") if actor.bodies else NONE,
    )


inside = (officer & untied, auditor & untied, of_committee() & untied)
allow(HUB, "see-deals", officer, auditor)
allow(DEAL, "view", *inside, model=Deal)
allow(DEAL, "follow", company)
allow(DEAL, "open", officer & untied, the_system())
allow(DEAL, "work", officer & untied)
allow(DEAL, "enter-room", *inside, company)
allow(DEAL, "keep-room", officer & untied, founder)
allow(CAP_TABLE, "view", company, officer & untied, auditor, model=CapTable)
allow(CAP_TABLE, "keep", founder, officer & untied)

DEMO_DAY, PITCH, INTEREST = "capital.demo_day", "capital.pitch", "capital.pitch-interest"

# Demo days are everybody's; who is interested in whom is between the two and the fund officers.
allow(HUB, "set-demo-day", programme, officer, the_system())
allow(DEMO_DAY, "view", everyone(), model=DemoDay)
allow(PITCH, "pitch", member("company_id", "lead"))
allow(
    INTEREST, "view", member("organisation_id"), member("pitch.company_id"), officer & unrelated("pitch.company_id"),
    model=PitchInterest,
)  # fmt: skip
allow(INTEREST, "show-interest", member("organisation_id", "lead"))

ORDER, SOLUTION = "capital.order", "capital.solution"


def leading() -> Relation:
    """Whoever leads an organisation here."""

    def holds(actor: Actor, _thing: object) -> bool:
        return any("lead" in roles for roles in actor.organisations.values())

    return Relation("lead of an organisation", holds, lambda actor: ALL if holds(actor, None) else NONE)


# Orders and grants paid by results; the catalogue of proven solutions. Whoever prepared an order neither signs it, nor
# accepts a part of it, nor decides what follows (`actions.orders.standing`).
#
# A pilot is between two companies: their people alone move it, and only they and the programme's officers see it.
is_pilot = where("pilot", lambda order: order.kind == PILOT, Q(kind=PILOT))
is_public_money = where("of public money", lambda order: order.kind != PILOT, ~Q(kind=PILOT))
department = hub_role(DEPARTMENT_OFFICER) & member("buyer_id") & is_public_money
own, for_the_hub = department & unrelated("supplier_id"), programme & unrelated("supplier_id") & is_public_money
ordering = member("buyer_id", "lead") & unrelated("supplier_id") & is_pilot
signed_orders = Q(pk__in=OrderStep.objects.filter(step="signed").values("order_id"))
is_signed = where("signed", lambda order: order.steps.filter(step="signed").exists(), signed_orders)
supplier, supplier_lead = member("supplier_id"), member("supplier_id", "lead")

allow(HUB, "appropriate", officer, the_system())
allow(HUB, "order", hub_role(DEPARTMENT_OFFICER), programme)
allow(HUB, "pilot", leading())
allow(
    ORDER, "view", everyone() & is_signed & is_public_money, department, member("buyer_id") & is_pilot, supplier,
    programme, officer & is_public_money, auditor & is_public_money, model=Order,
)  # fmt: skip
allow(ORDER, "prepare", own, for_the_hub, ordering, the_system())
allow(ORDER, "withdraw", own, for_the_hub, ordering, supplier_lead)
allow(ORDER, "agree", supplier_lead)
allow(ORDER, "sign", own, for_the_hub, ordering)
allow(ORDER, "deliver", supplier_lead)
allow(ORDER, "accept", own, for_the_hub, ordering)
allow(ORDER, "pay", ordering)
allow(ORDER, "decide", own, for_the_hub, ordering)

listed = Q(pk__in=SolutionStep.objects.filter(step="listed").values("solution_id"))
is_listed = where("listed", lambda solution: solution.steps.filter(step="listed").exists(), listed)

allow(SOLUTION, "view", everyone() & is_listed, supplier, programme, model=Solution)
allow(SOLUTION, "offer", supplier_lead)
allow(SOLUTION, "list", programme & unrelated("supplier_id"))
allow(SOLUTION, "remove", supplier_lead, programme & unrelated("supplier_id"))

COHORT, PLACE, MENTOR, FOLLOW_ON = "capital.cohort", "capital.cohort_place", "capital.mentor", "capital.follow_on"


def mentors() -> Relation:
    """Experts who said that they mentor the company of a place, and that nothing ties them to it."""
    return Relation(
        "its mentor",
        lambda actor, place: (
            actor.is_signed_in and place.mentors.filter(person=actor.id, answer__accepts=True).exists()
        ),
        lambda actor: (
            Q(pk__in=Mentor.objects.filter(person=actor.id, answer__accepts=True).values("place_id"))
            if actor.is_signed_in
            else NONE
        ),
    )


# Cohorts are everybody's; how it goes with a company is between it, its mentors and officers whom nothing ties to it.
its_lead = member("company_id", "lead")
allow(HUB, "hold-cohort", programme, the_system())
allow(COHORT, "view", everyone(), model=Cohort)
allow(PLACE, "view", company, mentors(), programme & untied, model=CohortPlace)
allow(PLACE, "apply", its_lead)
allow(PLACE, "decide", programme & untied)
allow(PLACE, "note", its_lead, mentors(), programme & untied)
allow(MENTOR, "view", oneself("person_id"), programme, model=Mentor)
allow(MENTOR, "answer", oneself("person_id"))

allow(HUB, "see-follow-on", programme, officer, auditor)
allow(FOLLOW_ON, "view", company, programme, officer, auditor, model=FollowOn)
allow(FOLLOW_ON, "record", programme & untied, officer & untied)
allow(FOLLOW_ON, "decide", programme & untied, officer & untied)
