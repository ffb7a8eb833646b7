"""Who looks after cases, and how they came to."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db.models import Exists, F, OuterRef, QuerySet

from longbien.people.queries import persons
from longbien.procedures.models import Handler, Passing


def handlers_of(case_ids: Iterable[UUID]) -> Mapping[UUID, UUID]:
    """The handler of each case that has one."""
    return dict(Handler.objects.filter(case_id__in=list(case_ids)).values_list("case_id", "person_id"))


def last_passing(case_ids: Iterable[UUID]) -> Mapping[UUID, Passing]:
    """The last time that each of these cases changed hands."""
    found = Passing.objects.filter(case_id__in=list(case_ids)).order_by("pk")
    return {one.case_id: one for one in found}


def as_left(found: QuerySet[Passing]) -> QuerySet[Passing]:
    """Of some passings those after which the case did not change hands again, and is still open."""
    later = Passing.objects.filter(case_id=OuterRef("case_id"), pk__gt=OuterRef("pk"))
    return found.filter(~Exists(later), undone_at=None, case__closed_at=None)


def passed_because_away(person_id: UUID) -> QuerySet[Passing]:
    """What was taken from someone because they were away, and lies where it was put then, by deadline."""
    theirs = Passing.objects.filter(before_id=person_id, undone_at=None).exclude(absence_id=None)
    return as_left(theirs).select_related("case", "case__owner").order_by(F("case__due").asc(nulls_last=True), "pk")


def stand_ins(case_ids: Iterable[UUID]) -> Mapping[UUID, str]:
    """Of these cases those that lie with somebody because another is away: the name of who had them before."""
    found = Passing.objects.filter(case_id__in=list(case_ids)).exclude(absence_id=None)
    passed = dict(as_left(found).values_list("case_id", "before_id"))
    names = persons({one for one in passed.values() if one})
    return {case_id: names[person].name for case_id, person in passed.items() if person in names}
