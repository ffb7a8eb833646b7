"""Open a cohort: the call for applications, and the months that follow."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from longbien.capital.actions.cohorts.locked import note
from longbien.capital.actions.deals.locked import must_fit
from longbien.capital.actions.funds.locked import local_date, must_hold
from longbien.capital.events.cohorts import CohortHeld
from longbien.capital.models import Cohort, DemoDay
from longbien.capital.policy import HUB
from longbien.capital.rules.cohorts.places import days_against
from longbien.kernel.actor import Actor
from longbien.kernel.ids import new_id
from longbien.kernel.refusal import not_found
from longbien.people.policy import check
from longbien.record.actions.act import act


@dataclass(frozen=True)
class Planned:
    """A cohort as it is opened; `demo_day` is the day it ends in, if that is set."""

    title: str
    about: str
    apply_by: date
    begins_on: date
    ends_on: date
    demo_day: UUID | None = None
    is_demo: bool = False


@act
def hold_cohort(planned: Planned, *, by: Actor, at: datetime) -> UUID:
    """The cohort's id. Refusal 422 for days that don't fit together."""
    check(by, "hold-cohort", None, type=HUB)
    if planned.demo_day and not DemoDay.objects.filter(pk=planned.demo_day).exists():
        raise not_found()
    row = Cohort(
        id=new_id(), title=must_fit(planned.title, "title", 200, 3), about=must_fit(planned.about, "about", 4000, 20),
        apply_by=planned.apply_by, begins_on=planned.begins_on, ends_on=planned.ends_on,
        demo_day_id=planned.demo_day, is_demo=planned.is_demo,
    )  # fmt: skip
    must_hold(days_against(row.apply_by, row.begins_on, row.ends_on, today=local_date(at)))
    row.entry_id = note(row, CohortHeld(row.title, row.apply_by, row.begins_on, row.ends_on), by=by, at=at)
    row.save(force_insert=True)
    return row.pk
