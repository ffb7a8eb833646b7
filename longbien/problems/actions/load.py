"""Load the problems of the hub's files."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from longbien.kernel.actor import SYSTEM
from longbien.people.queries import organisation_with_code
from longbien.problems.actions.publish import add_version
from longbien.problems.models import Problem
from longbien.problems.rules.normal import digest
from longbien.problems.rules.steps import Status
from longbien.record.actions.act import act


@dataclass(frozen=True)
class Loaded:
    """A problem as its file says it: `statement` is normal and without faults."""

    hub: str
    code: str
    statement: dict[str, Any]
    published_on: date
    stated_by: str
    is_demo: bool


def problem_id(hub: str, code: str) -> UUID:
    """The same in every installation, so that its address lasts."""
    return uuid5(NAMESPACE_URL, f"longbien:{hub}/problems/{code}")


@act
def load_problems(given: tuple[Loaded, ...], *, at: datetime) -> int:
    """Publish problems that are new and a next version of those whose file changed; the answer is how many did.

    A version that an officer published since stays in the history; a file that did not change touches nothing.
    """
    return sum(_load(one, at=at) for one in given)


def _load(one: Loaded, *, at: datetime) -> bool:
    loaded = digest({**one.statement, "published": one.published_on.isoformat()})
    problem = Problem.objects.select_for_update(of=("self",)).filter(code=one.code).first()
    if problem and problem.loaded == loaded:
        return False
    if problem is None:
        problem = Problem(
            id=problem_id(one.hub, one.code), code=one.code, status=Status.DRAFT, is_demo=one.is_demo, created_at=at
        )  # fmt: skip
        problem.save(force_insert=True)
    problem.loaded, problem.published_on = loaded, one.published_on
    stated_by = organisation_with_code(one.stated_by) if one.stated_by else None
    problem.department_id = stated_by.id if stated_by else None
    add_version(problem, one.statement, reason="", by=SYSTEM, at=at)
    return True
