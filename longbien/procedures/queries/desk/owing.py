"""Fees that cases left unpaid when they ended, withdrawn or lapsed as a rule: an office says of each whether it is owed
all the same, or waives it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from longbien.kernel.actor import Actor
from longbien.kernel.money import Money
from longbien.kernel.text import Text
from longbien.people.policy import ADMINISTRATOR
from longbien.people.queries import persons
from longbien.procedures.models import Case, DeskBar, DeskCase, Fee, VersionRole
from longbien.procedures.queries.versions import published


@dataclass(frozen=True)
class Left:
    """A fee of a case that is over. `ended`: how; `waived_by`: who wishes to waive it, while a second has to agree."""

    fee: Fee
    case: Case
    amount: Money
    ended: Text
    waived_by: str


def left_unpaid(actor: Actor, *, kept: bool) -> QuerySet[Fee]:
    """Those of the actor's offices, oldest ending first: `kept` said to be owed still, or not decided on. Never those
    of organisations that the actor is tied to, of appeals against what they decided, or that a desk still waits for."""
    due = Fee.objects.filter(state=Fee.State.DUE, case__closed_at__isnull=False, kept_at__isnull=not kept)
    due = due.exclude(Exists(DeskCase.objects.filter(case_id=OuterRef("case_id"))))
    barred = DeskBar.objects.filter(Q(person_id=actor.id)).values("case_id")
    tied = {*actor.organisations, *actor.related}
    found = due.filter(_ours(actor)).exclude(case__owner_id__in=tied).exclude(case_id__in=barred)
    return found.select_related("case", "case__owner").order_by("case__closed_at", "pk")


def lines(found: Iterable[Fee]) -> tuple[Left, ...]:
    """The fees as a list shows them."""
    rows = list(found)
    names = persons({one.waived_by for one in rows if one.waived_by})
    return tuple(_line(one, names[one.waived_by].name if one.waived_by in names else "") for one in rows)


def _line(fee: Fee, waived_by: str) -> Left:
    states = published(fee.case.version_id).definition.states
    return Left(fee, fee.case, Money(fee.minor, fee.currency), states[fee.case.state].title, waived_by)


def _ours(actor: Actor) -> Q:
    if ADMINISTRATOR in actor.roles:
        return Q()
    held = Q(kind="group", ref__in=actor.roles) | Q(kind="body", ref__in=actor.bodies)
    return Q(case__version_id__in=VersionRole.objects.filter(held).values("version_id"))
