"""Finds the problem an action works on, and holds it until the action is done."""

from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.kernel.outcome import Outcome
from longbien.kernel.refusal import Fault, Refusal, not_found
from longbien.kernel.text import Text
from longbien.people.policy import check
from longbien.problems.models import Problem
from longbien.problems.rules.steps import Status, may_move


def locked(problem_id: UUID, *, by: Actor, action: str) -> Problem:
    """The row, locked, when `by` may do `action` to it; otherwise the fitting refusal."""
    problem = Problem.objects.select_for_update(of=("self",)).filter(pk=problem_id).first()
    if problem is None:
        raise not_found()
    check(by, action, problem)
    return problem


def must_move(verb: str, problem: Problem) -> None:
    """Refuse (409) a step that the problem's status does not allow."""
    outcome = may_move(verb, Status(problem.status))
    if not outcome:
        raise Refusal("wrong-step", outcome.against[0].what, status=409)


def must_hold(outcome: Outcome) -> None:
    """Refuse (422) a statement with faults, naming each."""
    if not outcome:
        raise Refusal(
            "statement-faults",
            Text.of(vi="Bài toán còn chỗ cần sửa.", en="The problem statement needs mending."),
            faults=tuple(Fault(reason.where, reason.what) for reason in outcome.against),
        )
