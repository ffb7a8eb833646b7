"""A procedure as the engine knows it: frozen values, read from data that `lint` has found in order."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from longbien.kernel.citation import Citation
from longbien.kernel.money import Money
from longbien.kernel.text import Text
from longbien.procedures.rules.deadlines import Span

SYSTEM_ROLE = "system"
OWNER = "case.owner"
Silence = Literal["", "approval", "refusal"]


@dataclass(frozen=True)
class Role:
    """Who a role is: `case.owner`, `group:<hub role>`, `assigned:<task>` or `body:<governing body>`."""

    name: str
    kind: str
    ref: str = ""

    @classmethod
    def parse(cls, name: str, written: str) -> "Role":
        kind, _, ref = written.partition(":")
        return cls(name, kind, ref)


@dataclass(frozen=True)
class Call:
    """An effect with its arguments, written `notify officer`."""

    name: str
    words: tuple[str, ...] = ()

    @classmethod
    def parse(cls, written: str) -> "Call":
        name, *words = written.split()
        return cls(name, tuple(words))

    def __str__(self) -> str:
        return " ".join((self.name, *self.words))


@dataclass(frozen=True)
class Basis:
    """The law a service rests on, as read at `as_of`; `verified` stays False until counsel signed."""

    citation: Citation
    verified: bool
    as_of: str = ""


@dataclass(frozen=True)
class Service:
    """The service as the public catalogue shows it (CPSV-AP). `until`: the last day on which a case may be opened, None
    where none is set; `instead`: where to turn from then on."""

    type: str
    output: str
    summary: Text | None
    who: Text | None
    legal_basis: tuple[Basis, ...]
    is_hub_rule: bool
    channels: tuple[str, ...]
    until: date | None = None
    instead: Text | None = None

    def is_offered(self, day: date) -> bool:
        """Whether a case may be opened on a local day."""
        return self.until is None or day <= self.until


@dataclass(frozen=True)
class Sla:
    """How long a state may last, what happens when it lasts longer, and the action that then ends it."""

    within: Span
    late: tuple[Call, ...] = ()
    then: str = ""


@dataclass(frozen=True)
class TaskSpec:
    """Work asked of several persons side by side, such as reviews. `assign` names a matcher or `group:<hub role>`."""

    kind: str
    title: Text
    count: int
    by: str
    form: str
    assign: str
    coi: tuple[str, ...]
    within: Span | None


@dataclass(frozen=True)
class Handoff:
    """A step that runs elsewhere, such as on a national portal: who runs it, and where."""

    to: Text
    url: str = ""


@dataclass(frozen=True)
class Appeal:
    """Against the decision that a final state stands for: by which procedure, how soon, and what an upheld one does."""

    procedure: str
    within: Span
    reopen: str


@dataclass(frozen=True)
class State:
    """A place where a case stands. `clock_stops`: the deadline of the state it came from does not run here.

    `silence`: what it counts as when the deadline passes without a decision. `children` are cases opened on arrival, by
    name, each of the procedure named.
    """

    name: str
    title: Text
    next: Text | None
    stage: str
    edit: tuple[str, ...]
    sla: Sla | None
    clock_stops: bool
    tasks: tuple[TaskSpec, ...]
    final: bool
    silence: Silence = ""
    children: Mapping[str, str] = field(default_factory=dict)
    handoff: Handoff | None = None
    appeal: Appeal | None = None


@dataclass(frozen=True)
class Guard:
    """A CEL expression that must be true, and the words for when it is not."""

    rule: str
    why: Text | None = None


@dataclass(frozen=True)
class Grounds:
    """How an action asks for its reason: what the question is called, and the wording that stands ready for it."""

    title: Text | None = None
    hint: Text | None = None
    wording: tuple[Text, ...] = ()


@dataclass(frozen=True)
class Action:
    """A move: from which states, to which, by whom, with which form, under which guard, and what it does besides.

    `readers`: who reads the answers of its form, where that is not as usual (`rules.questions.readers`).
    `quorum`: how many different persons must want it. `four_eyes`: whoever did one of these may not do
    this one. `auto`: the system does it as soon as its guard holds.
    """

    name: str
    title: Text
    hint: Text | None
    sources: tuple[str, ...]
    target: str
    by: tuple[str, ...]
    form: str
    guard: Guard | None
    require: tuple[str, ...]
    do: tuple[Call, ...]
    quorum: int = 1
    four_eyes: tuple[str, ...] = ()
    fee: Money | None = None
    auto: bool = False
    readers: Literal["", "all", "office-first", "office"] = ""
    grounds: Grounds = Grounds()

    @property
    def needs_reason(self) -> bool:
        return "reason" in self.require

    @property
    def needs_signature(self) -> bool:
        return "signature" in self.require

    @property
    def asks_nothing(self) -> bool:
        """Whether it can be done where nobody is there to answer: by a timer, or by itself."""
        return not (self.form or self.require or self.quorum > 1 or self.four_eyes)


@dataclass(frozen=True)
class DecisionRow:
    """One row of a decision table: when this holds, that is the result, and why."""

    when: str
    result: str
    why: Text | None


@dataclass(frozen=True)
class About:
    """What a case is about: a type of subject, and whether it may be left out."""

    type: str
    required: bool


@dataclass(frozen=True)
class Migration:
    """Which cases of version `source` go over to this one: `auto`, `if-compatible` or `never`; closed ones never do.

    `states` says what a state of that version is called in this one, where the name changed.
    """

    source: int
    states: Mapping[str, str]
    drafts: str
    open: str


@dataclass(frozen=True)
class Definition:
    """A procedure of one version. The first state is where a case begins. `told_facts`: those that offices are shown,
    with what they are called."""

    code: str
    version: int
    title: Text
    calendar: str
    service: Service
    about: About | None
    roles: Mapping[str, Role]
    forms: Mapping[str, str]
    facts: Mapping[str, str]
    decisions: Mapping[str, tuple[DecisionRow, ...]]
    states: Mapping[str, State]
    actions: Mapping[str, Action]
    letters: Mapping[str, str] = field(default_factory=dict)
    migrate: Migration | None = None
    told_facts: Mapping[str, Text] = field(default_factory=dict)

    @property
    def initial(self) -> State:
        return next(iter(self.states.values()))

    @property
    def tasks(self) -> dict[str, TaskSpec]:
        return {task.kind: task for state in self.states.values() for task in state.tasks}

    def actions_from(self, state: str) -> tuple[Action, ...]:
        return tuple(action for action in self.actions.values() if state in action.sources)
