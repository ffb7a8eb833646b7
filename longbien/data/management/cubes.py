"""`longbien data cube`: a cube on the command line."""

from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.utils import timezone

from longbien.data.actions.cubes.publish import publish
from longbien.data.actions.cubes.release import release
from longbien.data.queries.budgets import budget_of
from longbien.data.rules.cube.asking import ROWS, Question
from longbien.data.rules.cube.epsilon import read_epsilon, said
from longbien.data.views.cubes.released import written
from longbien.kernel.actor import SYSTEM
from longbien.kernel.refusal import Refusal


def arguments(asked: ArgumentParser) -> None:
    asked.add_argument("--agreement", required=True, metavar="ID", help="the agreement's id, as in its address")
    asked.add_argument("--publish", action="store_true", help="count the newest edition first, once")
    asked.add_argument("--measure", default=ROWS, help="rows, people, cut, or a column that is added up")
    asked.add_argument("--by", default="", metavar="COLUMNS", help="dimensions with commas between")
    asked.add_argument("--where", action="append", default=[], metavar="COLUMN=A;B", help="only these values")
    asked.add_argument(
        "--epsilon", default="", metavar="NUMBER", help="what the answer may cost; without it: the budget"
    )


def answered(agreement_id: UUID, options: dict[str, Any]) -> str:
    """CSV of the answer, or what is left of the budget. ValueError for arguments that can't be read; Refusal."""
    if options["publish"]:
        publish(agreement_id, by=SYSTEM, at=timezone.now())
    if not options["epsilon"]:
        budget = budget_of(agreement_id)
        return "".join(f"{name}\t{said(getattr(budget, name))}\n" for name in ("granted", "spent", "left") if budget)
    question = Question(options["measure"], tuple(filter(None, options["by"].split(","))), _where(options["where"]))
    return written(release(agreement_id, question, read_epsilon(options["epsilon"]), by=SYSTEM, at=timezone.now()))


def refused(refusal: Refusal) -> str:
    """One line: what is wrong, with the faults of a question where there are any."""
    faults = refusal.faults if refusal.code == "question" else ()
    return " | ".join(text for one in (refusal.what, *(fault.what for fault in faults)) for text in one.values())


def _where(given: list[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    pairs = [one.partition("=") for one in given]
    if any(not equals for _, equals, _ in pairs):
        raise ValueError("where")
    return tuple((column, tuple(values.split(";"))) for column, _, values in pairs)
