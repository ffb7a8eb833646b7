"""Declare entities of fixed sensors: an entity with all that it brings along, or the next version of one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import not_found
from longbien.record.actions.act import act
from longbien.trials.actions.locked import locked
from longbien.trials.actions.mds.declare import Sent, declare
from longbien.trials.queries.sta.graph import Declared, declared_sensors, written
from longbien.trials.rules.sta.drafts import Drafts, How, next_version
from longbien.trials.rules.sta.entities import FEATURE, THING, Kind
from longbien.trials.rules.sta.terms import Said


@dataclass(frozen=True)
class Sender:
    """Who declares for which trial: a fleet by its key."""

    trial_id: UUID
    key_id: UUID | None = None


@dataclass(frozen=True)
class Change:
    """What is to be different, and how that is written."""

    body: Any
    how: How


@act
def declare_entity(sender: Sender, kind: Kind, body: Any, given: Mapping[str, Any], *, by: Actor, at: datetime) -> int:
    """The number of the new entity; `given` is what its place in the request says of it. Everything, or nothing.

    Refusal 400 naming what is missing or wrong, 409 for a trial that is over.
    """
    locked(sender.trial_id, by=by, action="send-telemetry")
    known = declared_sensors(sender.trial_id)
    drafts = Drafts(known)
    number = drafts.add(kind, body, given)
    _write(sender, drafts, known, by=by, at=at)
    return number


@act
def change_entity(sender: Sender, kind: Kind, number: int, change: Change, *, by: Actor, at: datetime) -> None:
    """Write the next version of an entity; nothing, where it says the same. Refusal 404, 400 for what can't be."""
    locked(sender.trial_id, by=by, action="send-telemetry")
    known = declared_sensors(sender.trial_id)
    entity = known.get(kind, number)
    if entity is None:
        raise not_found()
    drafts = Drafts(known)
    said = next_version(entity, change.body, change.how, drafts)
    _write(sender, drafts, known, by=by, at=at)
    if said != {**entity.said, **entity.links}:
        declare(_sent(sender, kind.code, {number: said}, "update"), by=by, at=at)


@act
def note_feature(sender: Sender, said: Said, *, by: Actor, at: datetime) -> int:
    """The number of the FeatureOfInterest that says just this; it is declared if it wasn't. Also after the end."""
    locked(sender.trial_id, by=by, action="send-telemetry")
    known = declared_sensors(sender.trial_id)
    number = known.features.get(written(said))
    if number is None:
        number = known.next_number(FEATURE)
        declare(_sent(sender, FEATURE.code, {number: said}, "note"), by=by, at=at)
    return number


def _write(sender: Sender, drafts: Drafts, known: Declared, *, by: Actor, at: datetime) -> None:
    by_kind: dict[str, dict[int, Said]] = {}
    for (code, number), said in drafts.made.items():
        by_kind.setdefault(code, {})[number] = said
    for code, made in by_kind.items():
        declare(_sent(sender, code, made, "register"), by=by, at=at)
    moved = {}
    for number, places in drafts.moved.items():
        thing = known.get(THING, number)
        if thing is not None:
            moved[number] = {**thing.said, **thing.links, "Locations": places}
    if moved:
        declare(_sent(sender, THING.code, moved, "update"), by=by, at=at)


def _sent(sender: Sender, code: str, said: Mapping[int, Said], how: Literal["register", "update", "note"]) -> Sent:
    objects = tuple((UUID(int=number), one) for number, one in said.items())
    return Sent(sender.trial_id, code, objects, how, sender.key_id)
