"""The policy: one table of who may do what, built of rows that rooms register.

A `Relation` says in two equal forms how a person stands to a thing: `holds(actor, thing)` for one object and
`rows(actor)` for a whole list. `can`, `check` and `visible` read the same table, so a page, the API and a list agree.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import not_allowed, not_found

M = TypeVar("M", bound=Model)

ALL = Q()
NONE = Q(pk__in=[])


@dataclass(frozen=True)
class Relation:
    """How an actor stands to a thing. `holds` and `rows` must agree: a test tries every pair."""

    name: str
    holds: Callable[[Actor, Any], bool]
    rows: Callable[[Actor], Q]

    def __and__(self, other: "Relation") -> "Relation":
        return Relation(
            f"{self.name} & {other.name}",
            lambda actor, thing: self.holds(actor, thing) and other.holds(actor, thing),
            lambda actor: self.rows(actor) & other.rows(actor),
        )


def everyone() -> Relation:
    """Anyone at all, signed in or not."""
    return Relation("everyone", lambda actor, thing: True, lambda actor: ALL)


def signed_in() -> Relation:
    return Relation("signed in", lambda actor, thing: actor.is_signed_in, lambda a: ALL if a.is_signed_in else NONE)


def hub_role(role: str) -> Relation:
    """Holders of a role in the hub."""
    return Relation(role, lambda actor, thing: role in actor.roles, lambda a: ALL if role in a.roles else NONE)


def member(path: str = "owner_id") -> Relation:
    """Members of the organisation whose id stands at `path` of the thing (`"case.owner_id"` is followed)."""

    def holds(actor: Actor, thing: Any) -> bool:
        for step in path.split("."):
            thing = getattr(thing, step)
        return actor.member_of(thing)

    lookup = path.replace(".", "__") + "__in"
    return Relation(f"member of {path}", holds, lambda actor: Q(**{lookup: list(actor.organisations)}))


def where(name: str, holds: Callable[[Any], bool], rows: Q) -> Relation:
    """A condition on the thing alone, such as `where("published", lambda p: p.is_published, Q(is_published=True))`."""
    return Relation(name, lambda actor, thing: holds(thing), lambda actor: rows)


@dataclass(frozen=True)
class Row:
    """`action` on things of `type` is allowed to whoever stands in `relation` to them."""

    type: str
    action: str
    relation: Relation


_table: list[Row] = []
_models: dict[type[Model], str] = {}


def allow(type: str, action: str, *relations: Relation, model: type[Model] | None = None) -> None:  # noqa: A002
    """Register rows. `model` names the table whose lists `visible()` filters by the rows for `view`."""
    _table.extend(Row(type, action, relation) for relation in relations)
    if model is not None:
        _models[model] = type


def table() -> tuple[Row, ...]:
    """Every row, for the role matrix in the docs and for the crawler test."""
    return tuple(_table)


def can(actor: Actor, action: str, thing: Any, *, type: str | None = None) -> bool:  # noqa: A002
    """May `actor` do `action` to `thing`? `type` is needed only where `thing` is not a registered model."""
    kind = type or _models[thing.__class__]
    return any(
        row.relation.holds(actor, thing) for row in _table if row.type == kind and row.action == action
    )  # fmt: skip


def check(actor: Actor, action: str, thing: Any, *, type: str | None = None) -> None:  # noqa: A002
    """Raise the fitting refusal unless `can`: 404 for what the actor may not even see, else 403."""
    if can(actor, action, thing, type=type):
        return
    if action == "view" or not can(actor, "view", thing, type=type):
        raise not_found()
    raise not_allowed()


def visible(actor: Actor, things: QuerySet[M]) -> QuerySet[M]:
    """The part of a list that `actor` may view."""
    kind = _models[things.model]
    allowed = NONE
    for row in _table:
        if row.type == kind and row.action == "view":
            allowed |= row.relation.rows(actor)
    return things.filter(allowed)
