"""Step 3 of the city's four: publish a problem, or the next version of it."""

from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.problems import queries
from longbien.problems.actions.locked import locked, must_hold, must_move
from longbien.problems.actions.needing import register_needs
from longbien.problems.actions.save import must_be_latest, opened
from longbien.problems.events import ProblemPublished
from longbien.problems.models import Mark, Problem, Version
from longbien.problems.rules.normal import digest, searchable
from longbien.problems.rules.statement import check_all
from longbien.problems.rules.steps import Status
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit


@act
def publish(problem_id: UUID, *, seq: int, reason: str = "", by: Actor, at: datetime) -> int:
    """Put the draft into the catalogue as an immutable version; the answer is its number.

    A first version needs no reason, every later one does. Refusal 422 names what is missing, 409 when nothing changed,
    a step is out of order, or somebody saved since `seq`.
    """
    problem = locked(problem_id, by=by, action="publish")
    must_move("publish", problem)
    must_be_latest(problem, seq)
    statement = opened(problem)
    must_hold(check_all(statement, queries.vocabulary()))
    if problem.current:
        _must_differ(problem.current, statement)
        _must_explain(reason)
    return add_version(problem, statement, reason=reason.strip(), by=by, at=at)


def add_version(problem: Problem, statement: dict[str, Any], *, reason: str, by: Actor, at: datetime) -> int:
    """Store the next version of `problem`, show it, and record it. Inside an action only."""
    number = problem.current.number + 1 if problem.current else 1
    sha256 = digest(statement)
    subject = Subject("problems.problem", problem.pk)
    register_needs(problem, statement, by=by, at=at)
    event_id = emit(ProblemPublished(number, sha256, reason), subject=subject, by=by, at=at)
    problem.current = Version.objects.create(
        problem=problem, number=number, statement=statement, sha256=sha256, reason=reason, at=at, event_id=event_id
    )  # fmt: skip
    if problem.status != Status.CLOSED:
        problem.status = Status.PUBLISHED
    problem.published_on = problem.published_on or local_date(at)
    problem.draft = None
    _index(problem, statement)
    problem.save()
    return number


def local_date(at: datetime) -> date:
    """The hub's own date at an instant."""
    return at.astimezone(ZoneInfo(settings.HUB.timezone)).date()


def _index(problem: Problem, statement: dict[str, Any]) -> None:
    words = queries.vocabulary()
    classes = (
        *(words.groups.get(statement["group"]) or {}).values(),
        *(words.sectors.get(statement["sector"]) or {}).values(),
        *(name for code in statement["technologies"] for name in words.technologies[code].values()),
        *(name for code in statement["localities"] for name in words.localities[code].values()),
    )
    problem.group, problem.sector = statement["group"], statement["sector"]
    problem.folded = searchable(statement, classes)
    marks = [(Mark.Kind.TECHNOLOGY, code) for code in statement["technologies"]]
    marks += [(Mark.Kind.LOCALITY, code) for code in statement["localities"]]
    problem.marks.all().delete()
    Mark.objects.bulk_create(Mark(problem=problem, kind=kind, code=code) for kind, code in dict.fromkeys(marks))


def _must_differ(shown: Version, statement: dict[str, Any]) -> None:
    if shown.sha256 == digest(statement):
        raise Refusal(
            "nothing-changed",
            Text.of(vi="Bản nháp không khác bản đang công bố.", en="The draft is the same as what is published."),
            status=409,
        )


def _must_explain(reason: str) -> None:
    if not 3 <= len(reason.strip()) <= 1000:
        what = Text.of(
            vi="Hãy nói vì sao bài toán thay đổi (3 đến 1000 ký tự).",
            en="Say why the problem changes (3 to 1000 characters).",
        )
        raise Refusal("reason-missing", what, faults=(Fault("reason", what),))
