"""A procedure as the engine knows it: frozen values, read from data that `lint` has found in order."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from longbien.kernel.citation import Citation
from longbien.kernel.money import Money
from longbien.kernel.text import Text
from longbien.procedures.rules.deadlines import Span, parse_span
from longbien.procedures.rules.words import title_of

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
    """The service as the public catalogue shows it (CPSV-AP)."""

    type: str
    output: str
    summary: Text | None
    who: Text | None
    legal_basis: tuple[Basis, ...]
    is_hub_rule: bool
    channels: tuple[str, ...]


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


def read_definition(data: Mapping[str, Any], languages: tuple[str, ...]) -> Definition:
    """The definition in `data`. Only for data without lint faults: KeyError or ValueError otherwise."""
    reader, facts = _Reader(languages), data.get("facts", {})
    return Definition(
        code=data["procedure"],
        version=data["version"],
        title=reader.text(data["title"]),
        calendar=data.get("calendar", ""),
        service=reader.service(data["service"]),
        about=_about(data.get("about")),
        roles={name: Role.parse(name, written) for name, written in data["roles"].items()},
        forms=dict(data.get("forms", {})),
        facts={name: given if isinstance(given, str) else given["rule"] for name, given in facts.items()},
        decisions={name: tuple(map(reader.row, rows)) for name, rows in data.get("decisions", {}).items()},
        states={name: reader.state(name, given or {}) for name, given in data["states"].items()},
        actions={name: reader.action(name, given) for name, given in data["actions"].items()},
        letters=dict(data.get("letters", {})),
        migrate=_migration(data.get("migrate")),
        told_facts={name: reader.text(given["title"]) for name, given in facts.items() if not isinstance(given, str)},
    )


def as_tuple(given: str | list[str] | None) -> tuple[str, ...]:
    """`draft` or `[draft, more_info]` or nothing, as a tuple."""
    if given is None:
        return ()
    return (given,) if isinstance(given, str) else tuple(given)


def _about(given: str | dict[str, Any] | None) -> About | None:
    if given is None:
        return None
    return About(given, True) if isinstance(given, str) else About(given["type"], given.get("required", True))


def _migration(given: Mapping[str, Any] | None) -> Migration | None:
    if given is None:
        return None
    opened = given.get("open", "if-compatible")
    return Migration(given["from"], dict(given.get("map", {})), given.get("drafts", "auto"), opened)


@dataclass(frozen=True)
class _Reader:
    languages: tuple[str, ...]

    def text(self, given: object) -> Text:
        return Text.from_data(given, self.languages)

    def maybe(self, given: object) -> Text | None:
        return None if given is None else self.text(given)

    def _citation(self, law: Mapping[str, Any]) -> Citation:
        """What every language calls the same is written once."""
        source, locator = law["source"], law.get("locator", "")
        return Citation(
            source if isinstance(source, str) else self.text(source),
            locator if isinstance(locator, str) else self.text(locator),
        )

    def service(self, given: Mapping[str, Any]) -> Service:
        laws = tuple(
            Basis(self._citation(law), law.get("verified", False), law.get("as_of", ""))
            for law in given.get("legal_basis", ())
        )
        return Service(
            type=given["type"],
            output=given["output"],
            summary=self.maybe(given.get("summary")),
            who=self.maybe(given.get("who")),
            legal_basis=laws,
            is_hub_rule=given.get("basis") == "hub-rule",
            channels=tuple(given.get("channels", ("web",))),
        )

    def row(self, given: Mapping[str, Any]) -> DecisionRow:
        return DecisionRow(given["when"], given["result"], self.maybe(given.get("why")))

    def state(self, name: str, given: Mapping[str, Any]) -> State:
        return State(
            name=name,
            title=self.maybe(given.get("title")) or title_of("states", name, self.languages),
            next=self.maybe(given.get("next")),
            stage=given.get("stage", ""),
            edit=as_tuple(given.get("edit")),
            sla=_sla(given.get("sla")),
            clock_stops=given.get("clock") == "stop",
            tasks=tuple(self.task(kind, task) for kind, task in given.get("tasks", {}).items()),
            final=given.get("final", False),
            silence=given.get("silence", ""),
            children=dict(given.get("children", {})),
            handoff=self.handoff(given.get("handoff")),
            appeal=_appeal(given.get("appeal")),
        )

    def task(self, kind: str, given: Mapping[str, Any]) -> TaskSpec:
        return TaskSpec(
            kind=kind,
            title=self.maybe(given.get("title")) or title_of("tasks", kind, self.languages),
            count=given["count"],
            by=given["by"],
            form=given["form"],
            assign=given.get("assign", ""),
            coi=tuple(given.get("coi", ())),
            within=parse_span(given["within"]) if "within" in given else None,
        )

    def action(self, name: str, given: Mapping[str, Any]) -> Action:
        return Action(
            name=name,
            title=self.maybe(given.get("title")) or title_of("actions", name, self.languages),
            hint=self.maybe(given.get("hint")),
            sources=as_tuple(given["from"]),
            target=given["to"],
            by=as_tuple(given["by"]),
            form=given.get("form", ""),
            guard=self.guard(given.get("guard")),
            require=tuple(given.get("require", ())),
            do=tuple(map(Call.parse, given.get("do", ()))),
            quorum=given.get("quorum", 1),
            four_eyes=as_tuple(given.get("four_eyes")),
            fee=Money.from_data(given["fee"]) if "fee" in given else None,
            auto=given.get("auto", False),
            readers=given.get("readers", ""),
            grounds=self.grounds(given.get("reason", {})),
        )

    def grounds(self, given: Mapping[str, Any]) -> Grounds:
        wording = tuple(map(self.text, given.get("wording", ())))
        return Grounds(self.maybe(given.get("title")), self.maybe(given.get("hint")), wording)

    def guard(self, given: str | Mapping[str, Any] | None) -> Guard | None:
        if given is None:
            return None
        return Guard(given) if isinstance(given, str) else Guard(given["rule"], self.maybe(given.get("why")))

    def handoff(self, given: Mapping[str, Any] | None) -> Handoff | None:
        return None if given is None else Handoff(self.text(given["to"]), given.get("url", ""))


def _appeal(given: Mapping[str, Any] | None) -> Appeal | None:
    return None if given is None else Appeal(given["procedure"], parse_span(given["within"]), given["reopen"])


def _sla(given: Mapping[str, Any] | None) -> Sla | None:
    if given is None:
        return None
    late = tuple(map(Call.parse, given.get("late", ())))
    return Sla(parse_span(given["within"]), late, given.get("then", ""))
