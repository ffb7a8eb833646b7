"""An officer lists a solution in the catalogue, or it is taken out: by its supplier or by an officer, with a reason."""

from datetime import datetime
from uuid import UUID

from longbien.capital.actions.adoption.offer_solution import subject_of
from longbien.capital.actions.orders.standing import must_say_why
from longbien.capital.events.adoption import SolutionListed, SolutionRemoved
from longbien.capital.models import Solution, SolutionStep
from longbien.kernel.actor import Actor
from longbien.kernel.event import Event
from longbien.kernel.refusal import conflict, not_allowed, not_found
from longbien.kernel.text import Text
from longbien.people.policy import check
from longbien.people.queries import recused
from longbien.record.actions.act import act, hold
from longbien.record.actions.emit import emit


@act
def list_solution(solution_id: UUID, *, reason: str, by: Actor, at: datetime) -> None:
    """From now on everyone reads it and any public body may order it. Refusal 403 for who is tied to the supplier."""
    row = _locked(solution_id, "list", by)
    if reason_against := recused(by, row.supplier_id):
        raise not_allowed(reason_against.what)
    if row.steps.exists():
        raise conflict("not-now", NOT_NOW)
    _step(row, "listed", SolutionListed(row.digest, must_say_why(reason)), by, at)


@act
def remove_solution(solution_id: UUID, *, reason: str, by: Actor, at: datetime) -> None:
    """Nobody orders by it any more; its page stays, for what was ordered."""
    row = _locked(solution_id, "remove", by)
    if row.steps.filter(step="removed").exists():
        raise conflict("not-now", NOT_NOW)
    _step(row, "removed", SolutionRemoved(must_say_why(reason)), by, at)


def _locked(solution_id: UUID, action: str, by: Actor) -> Solution:
    hold(f"capital.solution {solution_id}")
    row = Solution.objects.filter(pk=solution_id).first()
    if row is None:
        raise not_found()
    check(by, action, row)
    return row


def _step(row: Solution, step: str, event: Event, by: Actor, at: datetime) -> None:
    entry_id = emit(event, subject=subject_of(row), by=by, at=at, chain=subject_of(row))
    SolutionStep.objects.create(solution=row, step=step, at=at, person_id=by.person_id, entry_id=entry_id)


NOT_NOW = Text.of(vi="Giải pháp không còn ở bước này.", en="The solution is past this step.")
