"""Questions that were answered on two pages at once, on two devices or by two people: both texts, to choose from."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from longbien.kernel.actor import Actor
from longbien.kernel.text import Text
from longbien.people.queries import persons
from longbien.procedures.rules.questions.merging import mark
from longbien.procedures.showing import Answer, answers
from longbien.procedures.views.filling.wanted import read
from longbien.procedures.views.typed import CHOSEN, Sheet

BOTH = Text.of(vi="chọn một trong các câu trả lời", en="choose one of the answers")


@dataclass(frozen=True)
class Choice:
    """One of the texts; `answer` is None where the question was left blank, `who` blank where the reader wrote it."""

    mark: str
    answer: Answer | None
    stands: bool
    who: str
    at: datetime | None


@dataclass(frozen=True)
class Torn:
    """A question with its texts: first the one that stands as long as nothing is chosen."""

    name: str
    input: str
    label: Text
    choices: tuple[Choice, ...]


def torn(sheet: Sheet, actor: Actor) -> tuple[Torn, ...]:
    """In the order of the form."""
    named = [name for name in sheet.schema["properties"] if name in sheet.torn]
    return tuple(
        Torn(name, CHOSEN + name, read(sheet.schema["properties"][name]["x-title"]), _choices(sheet, name, actor))
        for name in named
    )


def _choices(sheet: Sheet, name: str, actor: Actor) -> tuple[Choice, ...]:
    begun, stands = sheet.begun, sheet.begun.data.get(name)
    others = {by} - {None, actor.id} if (by := sheet.begun.by.get(name)) else set()
    who = next((card.name for card in persons(others).values()), "")
    mine = sorted(begun.aside[name].values(), key=lambda one: str(one["at"]))
    every = [(stands, True, who, begun.touched.get(name)), *((one["value"], False, "", one["at"]) for one in mine)]
    found: dict[str, Choice] = {}
    for value, is_standing, said_by, at in every:
        choice = Choice(mark(value), _answer(sheet, name, value), is_standing, said_by, _when(at))
        found.setdefault(choice.mark, choice)
    return tuple(found.values())


def _answer(sheet: Sheet, name: str, value: Any) -> Answer | None:
    return next(iter(answers(sheet.schema, {name: value})), None)


def _when(at: str | None) -> datetime | None:
    return datetime.fromisoformat(at) if at else None
