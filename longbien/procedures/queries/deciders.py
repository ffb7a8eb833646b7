"""Who decided: everyone whose word a move needed, each with the office they used, their reason and the day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings

from longbien.kernel.actor import SYSTEM_ID
from longbien.kernel.text import Text
from longbien.people.queries import actor_for, persons
from longbien.procedures.models import Case, Move
from longbien.procedures.naming import SYSTEM, role_title
from longbien.procedures.queries.standing import roles_in
from longbien.procedures.rules.definition import OWNER, Action, Definition
from longbien.record.queries import entry


@dataclass(frozen=True)
class Decider:
    """`did`: the title of the action; `on_behalf_of`: the name of whose office was used, by a deputy."""

    name: str
    role: Text
    did: Text
    reason: str
    at: datetime
    on_behalf_of: str = ""


@dataclass(frozen=True)
class _Word:
    """One person's word for an action, before anybody is named."""

    person_id: UUID
    action: Action
    reason: str
    at: datetime
    deputised: UUID | None


def deciders(case: Case, definition: Definition, move: Move) -> tuple[Decider, ...]:
    """Of a move that the system made, the system; otherwise first the officers whose earlier step four eyes look at,
    then whoever made the move, or all who agreed where several had to."""
    action = definition.actions.get(move.action)
    if action is None or move.by_id in (None, SYSTEM_ID):
        name = settings.HUB.name.in_language(settings.HUB.languages[0])
        return (Decider(name, SYSTEM, action.title if action else definition.title, move.reason, move.at),)
    words = [*_before(case, definition, action, move), *_words(case, action, move)]
    names = {card.id: card.name for card in persons(_persons(words)).values()}
    return tuple(
        Decider(
            names.get(one.person_id, ""), _role(case, definition, one), one.action.title, one.reason, one.at,
            names.get(one.deputised, "") if one.deputised else "",
        )
        for one in words
    )  # fmt: skip


def _before(case: Case, definition: Definition, action: Action, move: Move) -> Iterator[_Word]:
    """The last time each step was taken that four eyes look at; what the applicant did is no decision."""
    found = case.moves.filter(action__in=action.four_eyes, seq__lt=move.seq).exclude(by_id=SYSTEM_ID).order_by("seq")
    for name, last in {one.action: one for one in found}.items():
        done = definition.actions[name]
        if any(role in definition.roles and definition.roles[role].kind != OWNER for role in done.by):
            yield from _words(case, done, last)


def _words(case: Case, action: Action, move: Move) -> Iterator[_Word]:
    """Votes of those who were counted, in the order they were given; else the move itself."""
    written = entry(move.event_id)
    counted = set((written.open.get("voters") if written else None) or ())
    for vote in case.votes.filter(seq=move.seq - 1, action=move.action).order_by("at", "pk") if counted else ():
        if str(vote.person_id) in counted:
            yield _Word(vote.person_id, action, vote.reason, vote.at, vote.on_behalf_of)
    if not counted and move.by_id:
        yield _Word(move.by_id, action, move.reason, move.at, move.on_behalf_of)


def _persons(words: list[_Word]) -> set[UUID]:
    return {one.person_id for one in words} | {one.deputised for one in words if one.deputised}


def _role(case: Case, definition: Definition, word: _Word) -> Text:
    """The first office of the action that the person holds; where they have left it since, the first it is open to."""
    held = roles_in(case, definition, actor_for(word.person_id))
    return role_title(definition, next((name for name in word.action.by if name in held), word.action.by[0]))
