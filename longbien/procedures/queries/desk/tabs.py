"""How much each tab of the work list holds, counted no further than it matters; one query for all of them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import connection

from longbien.kernel.actor import Actor
from longbien.procedures.queries.desk.load import lying
from longbien.procedures.queries.desk.worklist import MOST_COUNTED, Asked, places, wanted_by

NAMES = ("mine", "free", "overdue", "all")


@dataclass(frozen=True)
class Tab:
    """`asked`: the list that it opens; `count` None where it was not worth counting."""

    name: str
    asked: Asked
    count: int | None

    @property
    def is_more(self) -> bool:
        return self.count is not None and self.count > MOST_COUNTED

    @property
    def counted(self) -> int:
        return min(self.count or 0, MOST_COUNTED)


def tab_of(asked: Asked) -> str:
    """The tab that a list belongs to; "" for that of a colleague."""
    if asked.whose in ("mine", "free"):
        return asked.whose
    if asked.whose:
        return ""
    return "overdue" if asked.when == "overdue" else "all"


def under(asked: Asked, name: str) -> Asked:
    """The list of a tab, narrowed as this one is otherwise, from its beginning. What is overdue has a tab of its own,
    so no other is narrowed to it."""
    when = "" if asked.when == "overdue" else asked.when
    if name == "overdue":
        return replace(asked, whose="", when="overdue", after="")
    return replace(asked, whose=name if name != "all" else "", when=when, after="")


def tabs(actor: Actor, asked: Asked, at: datetime) -> Mapping[str, Tab]:
    """The tabs by name. Where words are looked for, none is counted: a common word would be met too seldom."""
    lists = {name: under(asked, name) for name in NAMES}
    counts = {} if asked.words or not places(actor, asked) else _counted(actor, lists, at)
    return {name: Tab(name, one, counts.get(name)) for name, one in lists.items()}


def _counted(actor: Actor, lists: Mapping[str, Asked], at: datetime) -> Mapping[str, int]:
    held = [_held(actor, one, at) for one in lists.values()]
    counts = ", ".join(f"(SELECT COUNT(*) FROM ({statement}) AS held)" for statement, _ in held)  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {counts}", [value for _, values in held for value in values])
        return dict(zip(lists, cursor.fetchone(), strict=True))


def _held(actor: Actor, asked: Asked, at: datetime) -> tuple[str, list[Any]]:
    """The cases of a list at any office of the actor, each once, of each office no more than matter: a statement that
    Django wrote, and its values apart from it."""
    wanted = wanted_by(actor, asked, at)
    found = [lying(office, quiet=quiet).filter(wanted) for office, quiet in places(actor, asked)]
    told = [one.values("case_id")[: MOST_COUNTED + 1].query.sql_with_params() for one in found]
    either = " UNION ".join(f"SELECT case_id FROM ({statement}) AS found" for statement, _ in told)  # noqa: S608
    return either, [value for _, values in told for value in values]
