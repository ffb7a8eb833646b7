"""Walk sample cases through a procedure by its rules alone: nothing is written, nobody is asked, nothing is told."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from longbien.kernel.refusal import Fault
from longbien.kernel.sourced import Sourced
from longbien.kernel.text import Text
from longbien.kernel.workdays import WorkingDays
from longbien.procedures.rules.authoring.given import Offered, faults_given, with_files
from longbien.procedures.rules.authoring.inherited import not_there, unfolded
from longbien.procedures.rules.authoring.samples import SCHEMA, VALIDATOR
from longbien.procedures.rules.checks.cel import failed
from longbien.procedures.rules.checks.shape import authored
from longbien.procedures.rules.clock import Clock, begin, move
from longbien.procedures.rules.deadlines import due_after, parse_span
from longbien.procedures.rules.definition import SYSTEM_ROLE, Action
from longbien.procedures.rules.expressions import CannotTell, Reckoning, Situation
from longbien.procedures.rules.machine import guard_against, standing_against
from longbien.procedures.rules.migrating.verdicts import Edition

MONDAY = "2026-01-05"  # a sample that names no day begins on this one
EVERYTHING: Offered = MappingProxyType({})


@dataclass(frozen=True)
class Refused:
    """Why a step could not be done: one of `samples.REFUSALS`, and the words."""

    code: str
    why: tuple[Text, ...]


@dataclass(frozen=True)
class Step:
    """A step as it went: what was done, where the case stands after it, what refused it, and what was wrong about it.

    `path` is its place in the file, `at` the name of the state; `wrong` is None where it went as the sample says.
    """

    path: tuple[str | int, ...]
    said: Text
    state: Text
    refused: Refused | None
    wrong: Text | None
    at: str


@dataclass(frozen=True)
class Paper:
    """A letter as a sample came to it: by which action, to which state, why, when, and what had been answered."""

    action: Action
    state: str
    reason: str
    day: date
    answers: Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Tried:
    """A sample with its steps."""

    title: Text
    steps: tuple[Step, ...]

    @property
    def went_well(self) -> bool:
        return all(step.wrong is None for step in self.steps)


def endings(tried: tuple[Tried, ...], edition: Edition) -> tuple[frozenset[str], frozenset[str]]:
    """The final states that some sample ended in, and those that none did."""
    final = frozenset(state.name for state in edition.definition.states.values() if state.final)
    reached = frozenset(one.steps[-1].at for one in tried) & final
    return reached, final - reached


def faults_in(
    samples: Sourced, edition: Edition, calendar: WorkingDays, offered: Offered = EVERYTHING
) -> tuple[Fault, ...]:
    """What is wrong with a file of samples: its shape, or a step that does not go as it says."""
    if misshapen := tuple(samples.fault(one.path, one.what) for one in authored(SCHEMA, VALIDATOR, samples.data)):
        return misshapen
    code = edition.definition.code
    if samples.data["procedure"] != code:
        return (samples.fault(("procedure",), _said(f"Không phải “{code}”.", f"This is not “{code}”.")),)
    if strange := tuple(samples.fault(path, what) for path, what in not_there(samples.data)):
        return strange
    tried = try_samples(samples.data, edition, calendar, offered)
    return tuple(samples.fault(step.path, step.wrong) for one in tried for step in one.steps if step.wrong)


def try_samples(
    data: Mapping[str, Any], edition: Edition, calendar: WorkingDays, offered: Offered = EVERYTHING
) -> tuple[Tried, ...]:
    """Every sample in `data`, which has the shape of `samples.sample_schema`; `offered` as for `given.faults_given`."""
    return tuple(
        Tried(_title(sample["title"]), tuple(_Walk(edition, calendar, sample, offered).steps(("samples", n))))
        for n, sample in enumerate(unfolded(data)["samples"])
    )


def papers_in(data: Mapping[str, Any], edition: Edition, calendar: WorkingDays) -> dict[str, Paper]:
    """Each letter by name, as the first sample that comes to it has it sent."""
    papers: dict[str, Paper] = {}
    for n, sample in enumerate(unfolded(data)["samples"]):
        walk = _Walk(edition, calendar, sample, EVERYTHING)
        list(walk.steps(("samples", n)))
        papers = walk.papers | papers
    return papers


def _title(given: str | Mapping[str, str]) -> Text:
    return Text.of(und=given) if isinstance(given, str) else Text(tuple(given.items()))


@dataclass
class _Walk:
    edition: Edition
    calendar: WorkingDays
    sample: Mapping[str, Any]
    offered: Offered
    forms: dict[str, dict[str, Any]] = field(default_factory=dict)
    tasks: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    children: dict[str, dict[str, Any]] = field(default_factory=dict)
    outside: dict[str, str] = field(default_factory=lambda: {"number": "", "status": ""})
    votes: dict[str, set[str]] = field(default_factory=dict)
    doers: dict[str, set[str]] = field(default_factory=dict)
    papers: dict[str, Paper] = field(default_factory=dict)
    owes: bool = False
    seq: int = 1

    def __post_init__(self) -> None:
        self.definition = self.edition.definition
        day = date.fromisoformat(self.sample.get("today", MONDAY))
        self.now = datetime.combine(day, time(9), tzinfo=ZoneInfo(self.calendar.timezone))
        self.state = self.definition.initial.name
        self.clock = begin(self.definition, self.calendar, self.now)
        self.tasks = {kind: [] for kind in self.definition.tasks}
        self._arrive()

    def steps(self, path: tuple[str | int, ...]) -> Iterator[Step]:
        for n, step in enumerate(self.sample["steps"]):
            said, refused = self._take(step, step.get("as", f"{step.get('by', '')} {n}"))
            refused = refused or self._settle()
            here = self.definition.states[self.state]
            wrong = self._wrong(step, refused)
            yield Step((*path, "steps", n), said, here.title, refused, wrong, here.name)
            if wrong:
                return  # what follows would only go wrong because of it

    def _take(self, step: Mapping[str, Any], person: str) -> tuple[Text, Refused | None]:
        if "wait" in step:
            return _said(f"Chờ {step['wait']}", f"Wait {step['wait']}"), self._wait(step["wait"])
        if {"pay", "child", "outside"} & step.keys():
            return self._heard(step)
        who = step.get("by", SYSTEM_ROLE)
        if "task" in step:
            return self._named(step), self._hand_in(step)
        action = self.definition.actions.get(step.get("do", ""))
        if action is None:
            name = step.get("do", "–")
            return _said(name, name), Refused("wrong-state", (_said(f"Không có “{name}”.", f"No action “{name}”."),))
        title = action.title
        return (
            _said(f"{title.in_language('vi')} · {who}", f"{title.in_language('en')} · {who}"),
            self._do(action, step, who, person),
        )

    def _heard(self, step: Mapping[str, Any]) -> tuple[Text, Refused | None]:
        """What happens to the case without an action of its own: a payment, the end of a case it opened, news."""
        if "pay" in step:
            self.owes = False
            return _said("Nộp phí", "The fee is paid"), None
        if "child" in step:
            name, end = step["child"], step.get("ends", "")
            if name not in self.children or not end:
                return _said(name, name), Refused("wrong-state", (_said(f"Không có “{name}”.", f"No case “{name}”."),))
            self.children[name] = {"number": "–", "state": end, "final": True}
            return _said(f"{name}: {end}", f"{name}: {end}"), None
        number = step["outside"]
        if self.definition.states[self.state].handoff is None:
            what = _said("Bước này không chạy ở nơi khác.", "This step runs here, not elsewhere.")
            return _said(number, number), Refused("wrong-state", (what,))
        self.outside = {"number": number, "status": step.get("status", "")}
        return _said(f"Hệ thống khác: {number}", f"Elsewhere: {number}"), None

    def _settle(self) -> Refused | None:
        """Automatic actions follow as soon as their guards hold."""
        for _ in range(len(self.definition.states) + 1):
            try:
                rules = self._reckoning({})
                waiting = (one for one in self.definition.actions_from(self.state) if one.auto)
                following = next((one for one in waiting if guard_against(one, rules)), None)
            except CannotTell as error:
                return Refused("rule-failed", (failed(error.rule, error.error),))
            if following is None:
                return None
            self._carry_out(following)
        return Refused("rule-failed", (_said("Các bước tự động chạy vòng tròn.", "Automatic actions go in circles."),))

    def _named(self, step: Mapping[str, Any]) -> Text:
        """A task by its title and whoever hands it in."""
        spec = self.definition.tasks.get(step["task"])
        if spec is None:
            return _said(step["task"], step["task"])
        who = step.get("by", spec.by)
        return _said(f"{spec.title.in_language('vi')} · {who}", f"{spec.title.in_language('en')} · {who}")

    def _do(self, action: Action, step: Mapping[str, Any], who: str, person: str) -> Refused | None:
        if refused := self._stands_against(action, who, person):
            return refused
        given = {action.form: self._given(action.form, step)} if action.form else {}
        if refused := next(filter(None, (self._misfit(form, data) for form, data in given.items())), None):
            return refused
        if action.needs_reason and not step.get("reason"):
            return Refused("form-faults", (_said("reason: Thiếu lý do.", "reason: The reason is missing."),))
        if refused := self._guarded(action, given):
            return refused
        for form, data in given.items():
            self.forms.pop(form, None)
            self.forms[form] = data
        self.votes.setdefault(action.name, set()).add(person)
        self.doers.setdefault(action.name, set()).add(person)
        if len(self.votes[action.name]) >= action.quorum:
            self._carry_out(action, step.get("reason", ""))
        return None

    def _stands_against(self, action: Action, who: str, person: str) -> Refused | None:
        against = standing_against(self.definition, action, self.state, frozenset({who})).against
        if against:
            return Refused(against[0].code, tuple(reason.what for reason in against))
        if any(person in self.doers.get(name, ()) for name in action.four_eyes):
            return Refused("four-eyes", (_said(f"{person} đã tham gia.", f"{person} had a hand in it."),))
        return None

    def _guarded(self, action: Action, given: Mapping[str, dict[str, Any]]) -> Refused | None:
        try:
            outcome = guard_against(action, self._reckoning(given))
        except CannotTell as error:
            return Refused("rule-failed", (failed(error.rule, error.error),))
        return Refused("guard", tuple(reason.what for reason in outcome.against)) if outcome.against else None

    def _carry_out(self, action: Action, reason: str = "") -> None:
        """Whoever does it, a person, a deadline or the system: its fee is owed, the case moves, its letters go out."""
        self.owes = self.owes or action.fee is not None
        self._go(action.target)
        self._send(action, reason)

    def _go(self, target: str) -> None:
        source, self.state = self.state, target
        self.clock = move(self.definition, self.calendar, self.clock, source=source, target=target, now=self.now)
        self.seq += 1
        self.votes = {}
        if source != target:
            self._arrive()

    def _send(self, action: Action, reason: str = "") -> None:
        paper = Paper(action, self.state, reason, self.now.date(), dict(self.forms))
        sent = (word for call in action.do if call.name == "letter" for word in call.words)
        self.papers = dict.fromkeys(sent, paper) | self.papers

    def _arrive(self) -> None:
        """Everyone whom the state asks is asked: a sample has persons enough."""
        state = self.definition.states[self.state]
        self.children |= {name: {"number": "–", "state": "", "final": False} for name in state.children}
        for task in state.tasks:
            self.tasks[task.kind] = [{"done": False} for _ in range(task.count)]

    def _hand_in(self, step: Mapping[str, Any]) -> Refused | None:
        kind = step["task"]
        here = {task.kind: task for task in self.definition.states[self.state].tasks}
        waiting = [row for row in self.tasks.get(kind, []) if not row["done"]]
        if kind not in here or not waiting:
            return Refused("no-task", (_said(f"Không còn việc “{kind}” nào.", f"No task “{kind}” is open."),))
        if step.get("by", here[kind].by) != here[kind].by:
            return Refused("wrong-role", (_said(f"Việc của “{here[kind].by}”.", f"A task of “{here[kind].by}”."),))
        data = self._given(here[kind].form, step)
        if refused := self._misfit(here[kind].form, data):
            return refused
        waiting[0].update(data, done=True)
        return None

    def _given(self, form: str, step: Mapping[str, Any]) -> dict[str, Any]:
        return with_files(self.edition.schemas[form], step.get("with", {}))

    def _misfit(self, form: str, data: Mapping[str, Any]) -> Refused | None:
        """What is wrong with the answers."""
        faults = faults_given(self.edition.schemas[form], data, self.offered)
        return Refused("form-faults", tuple(map(_at, faults))) if faults else None

    def _wait(self, span: str) -> Refused | None:
        """Time passes; a deadline that runs out meanwhile ends its state, where the procedure says so."""
        until = due_after(self.calendar, self.now, parse_span(span))
        while self.clock.due is not None and self.clock.due <= until:
            sla = self.definition.states[self.state].sla
            self.now, self.clock = self.clock.due, Clock(None, self.clock.stopped)
            if sla and sla.then:
                self._carry_out(self.definition.actions[sla.then])
        self.now = until
        return None

    def _reckoning(self, given: Mapping[str, dict[str, Any]]) -> Reckoning:
        forms = {**{form: data for form, data in self.forms.items() if form not in given}, **given}
        merged = {question: answer for data in forms.values() for question, answer in data.items()}
        case = {"number": "–", "state": self.state, "seq": self.seq, "fees_paid": not self.owes}
        today = self.now.date().isoformat()
        return Reckoning(
            self.definition, Situation(merged, forms, self.tasks, case, today, self.children, self.outside)
        )

    def _wrong(self, step: Mapping[str, Any], refused: Refused | None) -> Text | None:
        expected = step.get("refused")
        if refused is not None and refused.code != expected:
            why = refused.why[0]
            return _said(f"Bị từ chối ({refused.code}): {why['vi']}", f"It is refused ({refused.code}): {why['en']}")
        if refused is None and expected:
            here = self.state
            return _said(
                f"Lẽ ra phải bị từ chối ({expected}), nhưng đã làm được: hồ sơ nay ở “{here}”.",
                f"It should be refused ({expected}), but it was done: the case now stands at “{here}”.",
            )
        if refused and "at" in step and not any(f"{step['at']}:" in why["en"] for why in refused.why):
            return _said(f"Lỗi không ở “{step['at']}”.", f"The fault is not at “{step['at']}”.")
        if step.get("to", self.state) != self.state:
            return _said(
                f"Hồ sơ ở bước “{self.state}”, không phải “{step['to']}”.",
                f"The case stands at “{self.state}”, not at “{step['to']}”.",
            )
        return None


def _at(fault: Fault) -> Text:
    return _said(f"{fault.where}: {fault.what.in_language('vi')}", f"{fault.where}: {fault.what.in_language('en')}")


def _said(vi: str, en: str) -> Text:
    return Text.of(vi=vi, en=en)
