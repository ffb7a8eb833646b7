"""What a supervisor sees of an office: who has how much, what is late, where cases stay long, who was given what."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import UUID

from longbien.kernel.text import Text
from longbien.people.queries import persons
from longbien.procedures.queries.desk.load import AtStep, Load, at_steps, loads
from longbien.procedures.queries.desk.offices import offices_by_state, offices_in
from longbien.procedures.queries.desk.taken import shares, times
from longbien.procedures.queries.versions import Published
from longbien.procedures.rules.deadlines import Span
from longbien.procedures.rules.definition import Definition
from longbien.procedures.rules.desk.fairness import Fairness, fairness
from longbien.procedures.rules.desk.promise import waits_for_office
from longbien.procedures.rules.desk.quantiles import Taken

NONE = AtStep(0, 0)


@dataclass(frozen=True)
class StepTime:
    """What lies at a step of a service now, and how long cases stayed there; None where no stay ended. `ours`: this
    office acts there. `waits`: for the applicant."""

    code: str
    service: Text
    state: str
    title: Text
    within: Span | None
    taken: Taken | None
    now: AtStep
    ours: bool
    waits: bool

    @property
    def rank(self) -> tuple[object, ...]:
        """What is late now comes first, then where most stays ended late, then the slowest."""
        told = self.taken if self.taken and not self.taken.is_few else None
        share = told.late_percent if told and self.within else 0
        return (not self.ours, -self.now.overdue, -share, -(told.most if told else 0), self.code, self.state)


@dataclass(frozen=True)
class Given:
    """How much of one pool was given to one person."""

    name: str
    n: int


@dataclass(frozen=True)
class Pool:
    """Work that is shared out among several: the cases of the office, or a kind of task of a service."""

    title: Text
    service: Text | None
    given: tuple[Given, ...]
    fairness: Fairness


@dataclass(frozen=True)
class Overview:
    loads: tuple[Load, ...]
    steps: tuple[StepTime, ...]
    pools: tuple[Pool, ...]

    @cached_property
    def open(self) -> int:
        return sum(one.open for one in self.loads)

    @property
    def overdue(self) -> int:
        return sum(one.overdue for one in self.loads)

    @property
    def quiet(self) -> int:
        return sum(one.quiet for one in self.loads)

    @cached_property
    def mean(self) -> float:
        """The fair share of what waits for the office, among those who sit in it."""
        sitting = [one for one in self.loads if one.sits]
        return self.open / len(sitting) if sitting else 0.0

    @property
    def free(self) -> int:
        return sum(one.open for one in self.loads if one.person_id is None)


def overview(office: str, versions: Iterable[Published], at: datetime) -> Overview:
    """Load and lateness as of now; times and shares of the last twelve months. Where most is late comes first."""
    ours = [one for one in versions if office in offices_in(one.id)]
    taken, lying = times([one.definition.code for one in ours], at), at_steps(office, at)
    steps = [step for one in ours for step in _steps(one, office, taken, lying)]
    found = loads(office, at)
    return Overview(
        loads=found,
        steps=tuple(sorted(steps, key=lambda step: step.rank)),
        pools=_pools(office, [one.definition for one in ours], found, at),
    )


def _steps(
    version: Published, office: str, taken: Mapping[tuple[str, str], Taken], lying: Mapping[tuple[str, str], AtStep]
) -> list[StepTime]:
    definition, acting = version.definition, offices_by_state(version.id)
    return [
        StepTime(
            definition.code, definition.title, name, state.title, state.sla.within if state.sla else None,
            taken.get((definition.code, name)), lying.get((definition.code, name), NONE),
            ours=office in acting.get(name, ()), waits=not waits_for_office(definition, state),
        )
        for name, state in definition.states.items()
        if ((definition.code, name) in taken or (definition.code, name) in lying) and name != definition.initial.name
    ]  # fmt: skip


def _pools(office: str, definitions: list[Definition], found: tuple[Load, ...], at: datetime) -> tuple[Pool, ...]:
    """Those who sit in the office share its cases, those who were ever asked share the tasks of a service."""
    tasks = {f"{one.code}/{kind}": (one, task) for one in definitions for kind, task in one.tasks.items()}
    given = shares([office, *tasks], at)
    asked = {person for pool in tasks for person in given.get(pool, {})}
    names = {key: card.name for key, card in persons(asked).items()} if asked else {}
    sitting = {one.person_id: one.name for one in found if one.sits and one.person_id}
    pools = [_pool(Text.of(vi="Hồ sơ của bộ phận", en="Cases of the office"), None, sitting, given.get(office, {}))]
    pools += [
        _pool(task.title, one.title, {key: names.get(key, "") for key in given[pool]}, given[pool])
        for pool, (one, task) in tasks.items()
        if pool in given
    ]
    return tuple(pools)


def _pool(title: Text, service: Text | None, names: Mapping[UUID, str], counts: Mapping[UUID, int]) -> Pool:
    rows = sorted((Given(name, counts.get(key, 0)) for key, name in names.items()), key=lambda one: (-one.n, one.name))
    return Pool(title, service, tuple(rows), fairness([one.n for one in rows]))
