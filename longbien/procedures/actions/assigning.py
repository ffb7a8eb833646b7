"""Choose persons for the tasks of a state; nobody who has a conflict of interest is asked."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Count

from longbien.kernel.actor import Actor
from longbien.kernel.ids import new_id
from longbien.kernel.subject import Subject
from longbien.people.queries import absent_on, members, persons_related_to, persons_with_role, related
from longbien.procedures import registry
from longbien.procedures.actions.keeping.counting import count_share
from longbien.procedures.actions.keeping.following import set_desks
from longbien.procedures.actions.noticing import notify, notify_task, persons_playing
from longbien.procedures.events import TaskAssigned
from longbien.procedures.models import Case, Task
from longbien.procedures.queries.standing import AT_WORK, judges_before, local_date, who_decided
from longbien.procedures.queries.versions import published
from longbien.procedures.registry import MatchCall
from longbien.procedures.rules.deadlines import due_after
from longbien.procedures.rules.definition import TaskSpec
from longbien.procedures.rules.machine import offices_behind
from longbien.procedures.rules.telling import persons_wanting
from longbien.record.actions.emit import emit


def fill(case: Case, spec: TaskSpec, *, round_: int, by: Actor, at: datetime) -> int:
    """Give out as many tasks of a round as are still wanting; the answer is how many were given.

    Fewer fit persons than wanted is no error: the work list shows what is missing, and the office is told.
    """
    standing = case.tasks.filter(kind=spec.kind, round=round_, state__in=AT_WORK).count()
    wanted = spec.count - standing
    if wanted <= 0 or not spec.assign:
        return 0
    barred = barred_from(case, spec, round_) | absent_on(local_date(at))
    chosen = _match(case, spec, wanted, barred)
    for person_id in chosen:
        assign_to(case, spec, person_id, round_=round_, by=by, at=at)
    set_desks(case, published(case.version_id))
    if missing := wanted - len(chosen):
        _tell_office(case, spec, missing, round_=round_, at=at)
    return len(chosen)


def _tell_office(case: Case, spec: TaskSpec, missing: int, *, round_: int, at: datetime) -> None:
    """Whoever may ask again hears that persons are wanting, once for each who stepped back."""
    gone = case.tasks.filter(kind=spec.kind, round=round_).exclude(state__in=AT_WORK).count()
    roles = offices_behind(published(case.version_id).definition, "")
    groups = [role for role in roles if role.kind == "group"] or roles
    persons = frozenset(person for role in groups for person in persons_playing(case, role))
    words = persons_wanting(case.number, case.title, spec.title, missing)
    notify(case, persons, f"wanting:{spec.kind}-{gone}", words, at=at)


def barred_from(case: Case, spec: TaskSpec, round_: int) -> frozenset[UUID]:
    """Who may not judge this case: whoever filed or moved it, voted in it, or had a deputy do so, is tied to its owner,
    judged the case that it is about, or has a task of this round; and what `coi` adds.

    `same-team`: members of the owner; `same-org`: members of any organisation that a member of the owner belongs to;
    `declared`: whoever declared a conflict with this owner, in this case or another.
    """
    barred: set[UUID | None] = {case.opened_by_id, *who_decided(case)}
    barred |= set(case.tasks.filter(kind=spec.kind, round=round_).values_list("person_id", flat=True))
    barred |= persons_related_to(case.owner_id) | judges_before(case)
    team = {card.person.id for card in members(case.owner_id)}
    if "same-team" in spec.coi or "same-org" in spec.coi:
        barred |= team
    if "same-org" in spec.coi:
        organisations = {one for person in team for one in related(person).organisations}
        barred |= {card.person.id for one in organisations for card in members(one)}
    if "declared" in spec.coi:
        declared = Task.objects.filter(case__owner_id=case.owner_id, state=Task.State.RECUSED)
        barred |= set(declared.values_list("person_id", flat=True))
    return frozenset(person for person in barred if person is not None)


def _match(case: Case, spec: TaskSpec, wanted: int, barred: frozenset[UUID]) -> list[UUID]:
    about = Subject.parse(case.about) if case.about else None
    call = MatchCall(case_id=case.pk, about=about, count=wanted, barred=barred)
    kind, _, group = spec.assign.rpartition(":")
    found = _least_busy(group, barred) if kind == "group" else registry.matcher_named(spec.assign)(call)
    return list(_fit(found, barred))[:wanted]


def _fit(found: Iterable[UUID], barred: frozenset[UUID]) -> Iterator[UUID]:
    """Each person once; a matcher that brings back someone who is barred is not believed."""
    return (person for person in dict.fromkeys(found) if person not in barred)


def _least_busy(group: str, barred: frozenset[UUID]) -> list[UUID]:
    """Holders of a hub role, those with the fewest open tasks first, then by name."""
    persons = [card.id for card in persons_with_role(group) if card.id not in barred]
    counted = (
        Task.objects.filter(person_id__in=persons, state=Task.State.OPEN)
        .values_list("person_id")
        .annotate(n=Count("pk"))
    )
    busy = dict(counted)
    return sorted(persons, key=lambda person: busy.get(person, 0))


def assign_to(case: Case, spec: TaskSpec, person_id: UUID, *, round_: int, by: Actor, at: datetime) -> None:
    task_id = new_id()
    event = TaskAssigned(task_id, spec.kind, person_id)
    event_id = emit(event, subject=case.subject, chain=case.subject, by=by, at=at)
    due = due_after(settings.HUB.calendar, at, spec.within) if spec.within else None
    Task.objects.create(
        id=task_id, case=case, kind=spec.kind, round=round_, person_id=person_id, assigned_at=at, due=due,
        event_id=event_id,
    )  # fmt: skip
    count_share(f"{published(case.version_id).definition.code}/{spec.kind}", person_id, at=at)
    notify_task(case, spec, person_id, at=at)


def conflicted(case: Case, spec: TaskSpec, person_id: UUID) -> bool:
    """Whether someone who was asked has a conflict of interest by now."""
    return person_id in barred_from(case, spec, round_=0)
