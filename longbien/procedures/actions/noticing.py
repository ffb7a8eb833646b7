"""Tell people about a case: a notice in the app now, an e-mail when the worker comes to it."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from longbien.kernel.actor import SYSTEM
from longbien.kernel.text import Text
from longbien.people.queries import (
    PersonCard,
    actor_for,
    contacts,
    deputies_in,
    members,
    persons_in_body,
    persons_with_role,
    today,
)
from longbien.procedures.events import PeopleTold
from longbien.procedures.models import Case, Notice
from longbien.procedures.queries.standing import AT_WORK, recused_from
from longbien.procedures.rules.definition import Role, TaskSpec
from longbien.procedures.rules.telling import task_given
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


def _deputies(role: Role, out: frozenset[UUID]) -> tuple[PersonCard, ...]:
    """Whoever holds the office for someone else today hears what its holders hear, unless that someone is recused."""
    office = f"{role.kind}:{role.ref}"
    found = deputies_in(office, today())
    return tuple(card for card in found if actor_for(card.id).acts_for(office) not in out)


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


def notify_task(case: Case, spec: TaskSpec, person_id: UUID, *, at: datetime) -> None:
    notify(case, frozenset({person_id}), f"task:{spec.kind}", task_given(case.number, case.title, spec.title), at=at)
