"""What the pages of this room show, gathered from the queries."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from longbien.kernel.actor import Actor
from longbien.kernel.ids import to_slug
from longbien.kernel.text import Text
from longbien.people.queries import persons
from longbien.procedures.models import Case, DeskCase, Task
from longbien.procedures.naming import role_title
from longbien.procedures.queries.applicant.fitting import outlooks
from longbien.procedures.queries.desk.passing import stand_ins
from longbien.procedures.queries.drafts import Drafted
from longbien.procedures.queries.readers import is_over
from longbien.procedures.queries.standing import AT_WORK
from longbien.procedures.queries.versions import Published, published
from longbien.procedures.registry import Outlook
from longbien.procedures.rules.deadlines import in_words
from longbien.procedures.rules.definition import Action, Definition, State
from longbien.procedures.rules.desk.promise import waits_for_office
from longbien.procedures.rules.fees import waits_for_fee
from longbien.procedures.rules.machine import Option
from longbien.procedures.rules.questions.readers import may_read
from longbien.procedures.showing import Answer, answers, classes_for
from longbien.ui.components.blocks import Tone


@dataclass(frozen=True)
class ServiceStep:
    """A state as the public reads it: how long it may take, what is asked of whom, where each action leads; `ours`:
    whether that time is the office's."""

    name: str
    title: Text
    next: Text | None
    within: Text | None
    tasks: tuple[tuple[Text, int, Text | None], ...]
    actions: tuple[tuple[Text, tuple[Text, ...], Text], ...]
    final: bool
    ours: bool


def service_steps(definition: Definition) -> tuple[ServiceStep, ...]:
    return tuple(
        ServiceStep(
            name=state.name,
            title=state.title,
            next=state.next,
            within=in_words(state.sla.within) if state.sla else None,
            tasks=tuple((one.title, one.count, in_words(one.within) if one.within else None) for one in state.tasks),
            actions=tuple(_told(definition, action) for action in definition.actions_from(state.name)),
            final=state.final,
            ours=waits_for_office(definition, state),
        )
        for state in definition.states.values()
    )


def _told(definition: Definition, action: Action) -> tuple[Text, tuple[Text, ...], Text]:
    who = tuple(dict.fromkeys(role_title(definition, name) for name in action.by))
    return action.title, who, definition.states[action.target].title


def tone_of(definition: Definition, state: State) -> Tone:
    """The colour of a state, the same on every page: who has to act now, the office or the applicant; grey once nobody
    has."""
    if state.final:
        return "off"
    return "warn" if state.edit or waits_for_fee(definition, state) else "info"


@dataclass(frozen=True)
class CaseRow:
    """A case in a list; `promised`: by when the applicant has the answer at the latest."""

    case: Case
    procedure: Text
    state: Text
    final: bool
    to_do: bool
    next: Text | None = None
    tone: Tone = "info"
    is_judged: bool = False
    desk: DeskCase | None = None
    stands_in_for: str = ""
    promised: datetime | None = None

    @property
    def url(self) -> str:
        return reverse("procedures:case", args=[self.case.pk])

    @property
    def wanting(self) -> int:
        """How many persons are still to be found for its tasks."""
        return self.desk.wanting if self.desk else 0

    @property
    def owing(self) -> bool:
        """Whether a fee is to be paid that the state does not tell of."""
        return bool(self.desk and self.desk.owing and not self.to_do)

    @property
    def turn(self) -> str:
        """`applicant` where it waits for them, `elsewhere` for neither them nor an office, `judging` for reviews,
        `ready` once all are in."""
        if not self.desk:
            return ""
        if self.desk.quiet:
            return "applicant" if self.to_do else "elsewhere"
        if self.desk.judging:
            return "judging"
        return "ready" if self.is_judged and not self.desk.wanting else ""

    @property
    def desk_url(self) -> str:
        return reverse("procedures:desk-case", args=[self.case.pk])

    @property
    def handler(self) -> str:
        """Who looks after it. Only for cases read with their handler."""
        handler = getattr(self.case, "handler", None)
        return handler.person.name if handler else ""

    @property
    def chosen(self) -> str:
        """What a page sends when this row is chosen: the case, and who looked after it then."""
        handler = getattr(self.case, "handler", None)
        return f"{to_slug(self.case.pk)}~{to_slug(handler.person_id) if handler else ''}"


def case_rows(cases: Iterable[Case]) -> list[CaseRow]:
    """`to_do`: the owner is the one who has to act."""
    return [_row(case, published(case.version_id).definition) for case in cases]


def desk_rows(desks: Mapping[UUID, DeskCase]) -> list[CaseRow]:
    """The cases of a work list, with how each lies at the desk of the reader; `stands_in_for`: who had it before the
    handler, and is away."""
    before = stand_ins(desks)
    rows = case_rows(desk.case for desk in desks.values())
    return [replace(row, desk=desks[row.case.pk], stands_in_for=before.get(row.case.pk, "")) for row in rows]


def _row(case: Case, definition: Definition) -> CaseRow:
    state = definition.states[case.state]
    to_do = bool(state.edit) or waits_for_fee(definition, state)
    tone = tone_of(definition, state)
    return CaseRow(case, definition.title, state.title, state.final, to_do, state.next, tone, bool(state.tasks))


@dataclass(frozen=True)
class Button:
    """An action on offer: where to do it, and why not now, if something stands against it."""

    action: Action
    url: str
    against: tuple[Text, ...]


def buttons(case: Case, options: Iterable[Option]) -> list[Button]:
    return [
        Button(one.action, action_url(case, one.action), tuple(reason.what for reason in one.outcome.against))
        for one in options
    ]


def action_url(case: Case, action: Action) -> str:
    """An action with a form begins with the form, any other with its confirmation."""
    name = "procedures:fill" if action.form else "procedures:send"
    return reverse(name, args=[case.pk, action.name])


@dataclass(frozen=True)
class Filed:
    """A form as it was accepted; `outlooks` are what follows from it, `file` is what its data are called."""

    title: Text
    at: datetime
    answers: tuple[Answer, ...]
    seq: int
    outlooks: tuple[Outlook, ...] = ()
    file: str = ""


def filed(case: Case, version: Published, roles: frozenset[str]) -> list[Filed]:
    """Every form of the case that these roles read, as accepted last, in the order of the first filing. Reviewers see
    nothing personal."""
    latest = {row.form: row for row in case.answers.order_by("seq")}
    classes, is_closed = classes_for(version.definition, roles), is_over(case)
    return [
        Filed(
            form_title(version, form),
            row.at,
            answers(version.schemas[form], row.data, classes=classes),
            row.seq,
            outlooks(version.schemas[form], row.data),
            f"{form}.json",
        )
        for form, row in latest.items()
        if may_read(version.definition, form, roles, is_closed=is_closed)
    ]


def unsent(version: Published, written: Drafted) -> list[Answer]:
    """What the reader wrote beside a colleague's answer, and was not sent with the form."""
    left = [(version.schemas.get(one.form), one) for one in written.unsent]
    return [told for schema, one in left if schema for told in answers(schema, {one.question: one.value})]


def form_title(version: Published, form: str) -> Text:
    """What a form is called: `x-title` of its schema, else the first action or task that sends it."""
    from_schema = version.schemas[form].get("x-title")
    if from_schema:
        return Text(tuple(from_schema.items()))
    definition = version.definition
    actions = (action.title for action in definition.actions.values() if action.form == form)
    tasks = (task.title for task in definition.tasks.values() if task.form == form)
    return next(actions, None) or next(tasks)


@dataclass(frozen=True)
class TaskLine:
    """A task on the page of its case. Name and answers are blank for who may not see them."""

    title: Text
    state: str
    due: datetime | None
    done_at: datetime | None
    person: str
    answers: tuple[Answer, ...]
    url: str


def task_lines(case: Case, version: Published, actor: Actor, *, inside: bool) -> list[TaskLine]:
    """Offices see who does what and every answer; the owner the answers once the case is closed, never the names."""
    tasks = list(case.tasks.filter(state__in=AT_WORK).order_by("round", "assigned_at", "pk"))
    names = persons({task.person_id for task in tasks}) if inside else {}
    open_to_owner = actor.member_of(case.owner_id) and is_over(case)
    return [
        _task_line(task, version, actor, names[task.person_id].name if inside else "", inside or open_to_owner)
        for task in tasks
    ]


def _task_line(task: Task, version: Published, actor: Actor, person: str, with_answers: bool) -> TaskLine:
    spec = version.definition.tasks[task.kind]
    mine = task.person_id == actor.id
    shown = answers(version.schemas[spec.form], task.data) if task.data and (with_answers or mine) else ()
    url = reverse("procedures:task", args=[task.pk]) if mine and task.state == Task.State.OPEN else ""
    return TaskLine(spec.title, task.state, task.due, task.done_at, person, shown, url)
