"""Cases, as other rooms and the pages read them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.kernel.outcome import Outcome
from longbien.kernel.refusal import not_found
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.procedures.models import Case
from longbien.procedures.queries.standing import answers_by_form, local_date, reckoning, roles_in
from longbien.procedures.queries.versions import published
from longbien.procedures.rules.machine import options


@dataclass(frozen=True)
class CaseView:
    """A case as of now. `stage` is that of the latest state that names one; `state_title` is for people."""

    id: UUID
    number: str
    title: str
    procedure: str
    procedure_title: Text
    version: int
    state: str
    state_title: Text
    next: Text | None
    stage: str
    final: bool
    seq: int
    owner_id: UUID
    about: Subject | None
    opened_at: datetime
    moved_at: datetime
    due: datetime | None
    closed_at: datetime | None
    data: Mapping[str, Mapping[str, Any]]

    @property
    def subject(self) -> Subject:
        return Subject("procedures.case", self.id)


@dataclass(frozen=True)
class Step:
    """What someone may do next: the action, and what stands against it now, if anything."""

    action: str
    title: Text
    form: str
    outcome: Outcome


def case(case_id: UUID, *, with_data: bool = True) -> CaseView:
    """A case whatever the reader may see: ask the policy first (`can(actor, "view", …)`). Refusal (404) otherwise.

    `data` holds the accepted answers by form, empty without `with_data`.
    """
    row = Case.objects.filter(pk=case_id).first()
    if row is None:
        raise not_found()
    return case_view(row, answers_by_form(row) if with_data else {})


def cases_about(subject: Subject) -> tuple[CaseView, ...]:
    """The cases about a thing, oldest first, without their answers."""
    return _views(Case.objects.filter(about=str(subject)).order_by("opened_at", "pk"))


def cases_of(owner_id: UUID) -> tuple[CaseView, ...]:
    """The cases of an organisation, oldest first, without their answers."""
    return _views(Case.objects.filter(owner_id=owner_id).order_by("opened_at", "pk"))


def cases_by_id(ids: Iterable[UUID]) -> dict[UUID, CaseView]:
    """Cases by id in one query, without their answers; whoever asks has seen to it that they may be shown."""
    return {one.id: one for one in _views(Case.objects.filter(pk__in=list(ids)))}


def next_steps(case_id: UUID, actor: Actor, at: datetime) -> tuple[Step, ...]:
    """What `actor` may do with a case now, with what stands against each action. Empty for who has no role in it."""
    row = Case.objects.get(pk=case_id)
    version = published(row.version_id)
    roles = roles_in(row, version.definition, actor)
    offered = options(version.definition, row.state, roles, reckoning(row, version, at))
    return tuple(Step(one.action.name, one.action.title, one.action.form, one.outcome) for one in offered)


def _views(rows: Iterable[Case]) -> tuple[CaseView, ...]:
    return tuple(case_view(row, {}) for row in rows)


def case_view(row: Case, data: Mapping[str, Mapping[str, Any]]) -> CaseView:
    definition = published(row.version_id).definition
    state = definition.states[row.state]
    return CaseView(
        id=row.pk,
        number=row.number,
        title=row.title,
        procedure=definition.code,
        procedure_title=definition.title,
        version=definition.version,
        state=row.state,
        state_title=state.title,
        next=state.next,
        stage=state.stage or definition.initial.stage,
        final=state.final,
        seq=row.seq,
        owner_id=row.owner_id,
        about=Subject.parse(row.about) if row.about else None,
        opened_at=row.opened_at,
        moved_at=row.moved_at,
        due=row.due,
        closed_at=row.closed_at,
        data=data,
    )


@dataclass(frozen=True)
class OpenedCase:
    """A case as statistics count it: who opened it, by id, of which service, when, and how many moves it took."""

    applicant: UUID
    service: str
    opened_on: date
    closed_on: date | None
    moves: int


def opened_cases() -> Iterator[OpenedCase]:
    """Every case that a person opened, oldest first, without its number, its title or anything that was answered."""
    found = Case.objects.filter(parent=None, opened_by__isnull=False).order_by("opened_at", "pk")
    fields = found.values_list("opened_by", "version__code", "opened_at", "closed_at", "seq")
    for applicant, service, opened_at, closed_at, moves in fields:
        yield OpenedCase(applicant, service, local_date(opened_at), closed_at and local_date(closed_at), moves)
