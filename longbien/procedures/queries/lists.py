"""Lists of cases, tasks and notices for the person who reads."""

from uuid import UUID

from django.db.models import F, QuerySet

from longbien.kernel.actor import Actor
from longbien.kernel.subject import Subject
from longbien.people.policy import visible
from longbien.procedures.models import Case, Notice, Task


def own_cases(actor: Actor) -> QuerySet[Case]:
    """The cases of the actor's organisations: those at work first, newest first."""
    mine = Case.objects.filter(owner_id__in=list(actor.organisations))
    return (
        visible(actor, mine).select_related("owner").order_by(F("closed_at").desc(nulls_first=True), "-moved_at", "pk")
    )


def own_drafts(actor: Actor, code: str, about: Subject | None) -> QuerySet[Case]:
    """What the actor's organisations have begun of a service, about the same thing, and not sent; newest first."""
    begun = own_cases(actor).filter(version__code=code, seq=1, closed_at=None, parent=None)
    return begun.filter(about=str(about) if about else "").order_by("-opened_at", "pk")


def own_tasks(actor: Actor) -> QuerySet[Task]:
    """What the actor was asked to do and has not done, by deadline."""
    found = visible(actor, Task.objects.filter(state=Task.State.OPEN))
    return found.select_related("case", "case__owner").order_by(F("due").asc(nulls_last=True), "assigned_at", "pk")


def notices(actor: Actor) -> QuerySet[Notice]:
    """What the actor was told, newest first."""
    return visible(actor, Notice.objects.all()).select_related("case").order_by("-at", "-pk")


def tasks_of(person_id: UUID) -> QuerySet[Task]:
    """What someone was asked to do and has not done, by deadline; for those who may hand it over."""
    found = Task.objects.filter(person_id=person_id, state=Task.State.OPEN).select_related("case")
    return found.order_by(F("due").asc(nulls_last=True), "assigned_at", "pk")
