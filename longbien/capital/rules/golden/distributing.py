"""Cases of distributions: waterfalls of funds and deals, ladders of rates, clawback, capital accounts."""

from datetime import date
from fractions import Fraction
from typing import Any

from longbien.capital.rules.golden.inputs import Inputs, amount, exact, flow_events, minor, year
from longbien.capital.rules.waterfall.clawback import settled
from longbien.capital.rules.waterfall.explained import Party, Tier
from longbien.capital.rules.waterfall.flows import Event
from longbien.capital.rules.waterfall.ladder import climb
from longbien.capital.rules.waterfall.run import Course, run
from longbien.capital.rules.waterfall.terms import (
    TARGETS,
    CatchUp,
    Clawback,
    Hurdle,
    Ladder,
    Scope,
    Step,
    Terms,
)

Found = dict[str, Any]
TARGET_WORDS = {"pref-only": "preferred-return", "total-profit": "profit"}


def whole_fund(case: Inputs) -> Found:
    """The preferred return is given as an amount."""
    return _once(case, "fund", case.exact("pref") / case.exact("capital"))


def deal(case: Inputs) -> Found:
    """The preferred return is given as a flat rate."""
    return _once(case, "deal", case.exact("pref_rate"))


def _once(case: Inputs, scope: Scope, flat: Fraction) -> Found:
    said = case.word("catchup_target", "profit", (*TARGETS, *TARGET_WORDS))
    terms = Terms(
        carry=case.exact("carry"),
        scope=scope,
        hurdle=Hurdle(flat, flat=True),
        catch_up=CatchUp(case.exact("catchup", 0), TARGET_WORDS.get(said, said)),
    )
    capital = case.minor("capital")
    course = run(terms, [Event(year(0), called=capital), Event(year(1), proceeds=case.minor("proceeds"))])
    investors = course.investors
    return {
        "roc": amount(_tier(course, "capital", "investors")),
        "pref": amount(_tier(course, "preferred", "investors")),
        "lp_catchup": amount(_tier(course, "catch-up", "investors")),
        "gp_catchup": amount(_tier(course, "catch-up", "manager")),
        "lp_split": amount(_tier(course, "split", "investors")),
        "gp_split": amount(_tier(course, "split", "manager")),
        "lp": amount(investors),
        "gp": amount(course.manager),
        "lp_profit": amount(investors - capital),
    }


def _tier(course: Course, tier: Tier, party: Party) -> int:
    lines = (line for one in course.paid for line in one.explained.lines)
    return sum(line.minor for line in lines if (line.tier, line.to) == (tier, party))


def ladder(case: Inputs) -> Found:
    """`promote` holds above each hurdle; below the first there is none."""
    if "flows" in case:
        pairs = case.pairs("flows", date.fromisoformat, exact)
    else:
        pairs = Inputs({"flows": case.beside("flows_file")}).pairs("flows", date.fromisoformat, exact)
    *promotes, beyond = [Fraction(0), *case.exacts("promote")]
    steps = tuple(Step(rate, promote) for rate, promote in zip(case.exacts("hurdles"), promotes, strict=False))
    course = climb(Ladder(case.exact("lp_share"), steps, beyond), flow_events(pairs))
    return {
        "lp": amount(course.investors),
        "gp": amount(course.manager),
        "lp_contrib": amount(course.investors_called),
        "gp_contrib": amount(course.manager_called),
    }


def clawback(case: Inputs) -> Found:
    """Deals one after the other, each paid in and sold; carry deal by deal, given back over all of them."""
    terms = Terms(carry=case.exact("carry"), scope="deal", clawback=Clawback())
    events = []
    for place, (paid, got) in enumerate(case.pairs("deals", minor, minor)):
        events += [
            Event(year(place), called=paid, deal=str(place)),
            Event(year(place + 1), proceeds=got, deal=str(place), closes=True),
        ]
    course = run(terms, events)
    given = settled(Clawback(), terms.carry, course)
    return {
        "gp_before": amount(course.manager),
        "clawback": amount(given.due),
        "gp_after_clawback": amount(given.kept),
    }


def capital_account(case: Inputs) -> Found:
    paid = [Event(on, called=called) for on, called in case.pairs("contributions", year, minor)]
    got = [Event(on, proceeds=proceeds) for on, proceeds in case.pairs("exits", year, minor)]
    course = run(Terms(carry=case.exact("carry")), [*paid, *got])
    return {
        "lp": amount(course.investors),
        "gp": amount(course.manager),
        "unreturned_end": amount(course.unreturned),
    }


AREAS = {
    "waterfall_eu": whole_fund, "waterfall_deal": deal, "waterfall_irr_hurdle": ladder, "clawback": clawback,
    "waterfall_capital_account": capital_account,
}  # fmt: skip
