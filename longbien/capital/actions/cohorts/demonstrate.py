"""A cohort to try: a company in it, a mentor who declared that nothing ties them, a week that is noted, money after."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings

from longbien.capital.actions.cohorts.follow_on import Followed, record_follow_on
from longbien.capital.actions.cohorts.hold_cohort import Planned, hold_cohort
from longbien.capital.actions.cohorts.mentor import answer_mentor, ask_mentor
from longbien.capital.actions.cohorts.take_note import Noted, take_note
from longbien.capital.actions.cohorts.take_place import ask_place, decide_place
from longbien.capital.actions.funds.locked import local_date
from longbien.capital.actions.investing.deciding import Paper
from longbien.capital.models import Cohort, DemoDay
from longbien.capital.queries.cohorts.experts import experts
from longbien.capital.queries.deals.written import demonstration as of_the_hub
from longbien.kernel.actor import SYSTEM, Actor
from longbien.kernel.money import Money
from longbien.people.policy import OFFICER
from longbien.people.queries import actor_for, demonstration, members, persons_with_role, recused
from longbien.people.queries.demonstration import demonstration_organisations

WEEKS = timedelta(days=84)


def demonstrate_cohort(*, at: datetime) -> bool:
    """False when it was played before, or the hub has no such demonstration: nothing is done twice."""
    file = of_the_hub()
    told, companies = (file or {}).get("cohort"), demonstration_organisations()
    if told is None or told["company"] not in companies or Cohort.objects.filter(is_demo=True).exists():
        return False
    _play(told, companies[told["company"]], DemoDay.objects.filter(is_demo=True).first(), at)
    return True


def _play(told: Mapping[str, Any], company: UUID, ends: DemoDay | None, at: datetime) -> None:
    """Nothing but the cohort and its first application where the demonstration has no programme officer."""
    today, day = local_date(at), ends.pk if ends else None
    planned = Planned(told["title"], told["about"], today, today, today + WEEKS, day, is_demo=True)
    cohort_id = hold_cohort(planned, by=SYSTEM, at=at)
    known = {card.person.id for card in demonstration()}
    officer = next((actor_for(one.id) for one in persons_with_role(OFFICER) if one.id in known), None)
    founder = actor_for(members(company)[0].person.id)
    place = ask_place(cohort_id, company, told["asks"], by=founder, at=at)
    if officer is None:
        return
    decide_place(place, "admit", reason=told["reason"], by=officer, at=at)
    take_note(place, Noted("milestone", today + timedelta(days=7), told["milestone"]), by=founder, at=at)
    _mentors(told, (place, company), known, officer, at)
    _follows(told["follow_on"], company, officer, at)


def _mentors(told: Mapping[str, Any], where: tuple[UUID, UUID], known: set[UUID], officer: Actor, at: datetime) -> None:
    """The first expert to whom nothing ties the company accepts and meets it; a second one is asked."""
    place, company = where
    free = [one.id for one in experts() if one.id in known and recused(one.id, company) is None][:2]
    asked = [(one, ask_mentor(place, one, by=officer, at=at)) for one in free]
    for person_id, key in asked[:1]:
        expert = actor_for(person_id)
        answer_mentor(key, accepts=True, tied=False, declared=told["declared"], by=expert, at=at)
        take_note(place, Noted("meeting", local_date(at), told["meeting"]), by=expert, at=at)


def _follows(told: Mapping[str, Any], company: UUID, officer: Actor, at: datetime) -> None:
    """A round of others, which waits for a second officer."""
    amount = Money(told["amount"], settings.HUB.currency)
    asked = Followed(company, told["investor"], "private", amount, local_date(at))
    paper = Paper(told["paper"], (told["investor"].encode(),))
    record_follow_on(asked, paper=paper, by=officer, at=at)
