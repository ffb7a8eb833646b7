"""Tell people about a case: a notice in the app now, an e-mail when the worker comes to it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from longbien.kernel.actor import SYSTEM
from longbien.kernel.text import Text
from longbien.people.queries import (
    PersonCard,
    absent_on,
    actor_for,
    contacts,
    deputies_in,
    deputy_of,
    members,
    persons_in_body,
    persons_with_role,
    today,
)
from longbien.procedures.events import PeopleTold
from longbien.procedures.models import Case, Handler, Notice
from longbien.procedures.queries.standing import AT_WORK, local_date, recused_from
from longbien.procedures.rules.definition import Role, TaskSpec
from longbien.procedures.rules.telling import late_many, task_given
from longbien.record.actions.emit import emit


def persons_playing(case: Case, role: Role) -> frozenset[UUID]:
    """Everyone who plays a role of the case now: nobody plays an office in a case that they are recused from."""
    if role.kind == "case.owner":
        return frozenset(card.person.id for card in members(case.owner_id))
    out = recused_from(case)
    if role.kind in ("group", "body"):
        holders = persons_with_role(role.ref) if role.kind == "group" else persons_in_body(role.ref)
        return frozenset(card.id for card in (*holders, *_deputies(role, out))) - out
    tasks = case.tasks.filter(kind=role.ref, state__in=AT_WORK)
    return frozenset(tasks.values_list("person_id", flat=True)) - out


def persons_answering(case: Case, role: Role, at: datetime) -> frozenset[UUID]:
    """Whoever has to do something about a case of this role: its handler, or their deputy while they are away; everyone
    of the role where nobody looks after it, or neither of them plays it."""
    persons = persons_playing(case, role)
    handler = Handler.objects.filter(case=case).values_list("person_id", flat=True).first()
    if handler in persons and handler in absent_on(local_date(at), [handler]):
        deputy = deputy_of(handler, local_date(at))
        handler = deputy.id if deputy else None
    return frozenset({handler}) if handler in persons else persons


def _deputies(role: Role, out: frozenset[UUID]) -> tuple[PersonCard, ...]:
    """Whoever holds the office for someone else today hears what its holders hear, unless that someone is recused."""
    office = f"{role.kind}:{role.ref}"
    found = deputies_in(office, today())
    return tuple(card for card in found if actor_for(card.id).acts_for(office) not in out)


A_DAY = timedelta(days=1)
Worded = Callable[[str], Text]  # what is said to somebody in this time zone; "" for the hub's


def notify(case: Case, persons: frozenset[UUID], kind: str, words: Text | Worded, *, at: datetime) -> None:
    """One notice a person, move and kind; told again, nobody hears it twice. The letters follow (`reactions.mail`)."""
    if not persons:
        return
    zones = {} if isinstance(words, Text) else {one.id: one.timezone for one in contacts(persons)}

    def said(person: UUID) -> Text:
        return words if isinstance(words, Text) else words(zones.get(person, ""))

    Notice.objects.bulk_create(
        (
            Notice(case=case, person_id=person, seq=case.seq, kind=kind, words=dict(said(person)), at=at)
            for person in sorted(persons)
        ),
        ignore_conflicts=True,
    )
    emit(PeopleTold(kind, len(persons)), subject=case.subject, by=SYSTEM, at=at)


def notify_late(case: Case, persons: frozenset[UUID], words: Text, *, at: datetime) -> None:
    """That a case is overdue, gathered: one line a person and day, however many cases. Nobody counts a case twice."""
    kind = f"late:{local_date(at)}"
    found = Notice.objects.select_for_update().filter(person_id__in=persons, at__gte=at - A_DAY, kind=kind)
    lines = {one.person_id: one for one in found.order_by("-pk")}
    for line in lines.values():
        told = sorted({str(line.case_id), *line.cases, str(case.pk)})
        if len(told) > max(1, len(line.cases)):
            numbers = sorted(Case.objects.filter(pk__in=told).values_list("number", flat=True))
            Notice.objects.filter(pk=line.pk).update(cases=told, words=dict(late_many(numbers)), at=at, read_at=None)
    notify(case, persons - lines.keys(), kind, words, at=at)


def notify_task(case: Case, spec: TaskSpec, person_id: UUID, *, at: datetime) -> None:
    notify(case, frozenset({person_id}), f"task:{spec.kind}", task_given(case.number, case.title, spec.title), at=at)
