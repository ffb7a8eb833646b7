"""The policy: one table of who may do what, built of rows that rooms register.

A `Relation` says in two equal forms how a person stands to a thing: `holds(actor, thing)` for one object and
`rows(actor)` for a whole list. `can`, `check` and `visible` read the same table, so a page, the API and a list agree.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import not_allowed, not_found
from longbien.people import models

M = TypeVar("M", bound=Model)

ADMINISTRATOR = "hub-admin"
OFFICER = "programme-officer"

NONE = Q(pk__in=[])
# An empty Q() would vanish in `|` instead of standing for everything.
ALL = ~NONE


@dataclass(frozen=True)
class Relation:
    """How an actor stands to a thing. `holds` and `rows` must agree: a test tries every pair."""

    name: str
    holds: Callable[[Actor, Any], bool]
    rows: Callable[[Actor], Q]
    # Roles of the hub that this names, so that a hub without them is told so.
    roles: frozenset[str] = frozenset()

    def __and__(self, other: "Relation") -> "Relation":
        return Relation(
            f"{self.name} & {other.name}",
            lambda actor, thing: self.holds(actor, thing) and other.holds(actor, thing),
            lambda actor: self.rows(actor) & other.rows(actor),
            self.roles | other.roles,
        )


def everyone() -> Relation:
    """Anyone at all, signed in or not."""
    return Relation("everyone", lambda actor, thing: True, lambda actor: ALL)


def signed_in() -> Relation:
    return Relation("signed in", lambda actor, thing: actor.is_signed_in, lambda a: ALL if a.is_signed_in else NONE)


def hub_role(role: str) -> Relation:
    """Holders of a role in the hub."""
    return Relation(
        role,
        lambda actor, thing: role in actor.roles,
        lambda actor: ALL if role in actor.roles else NONE,
        frozenset({role}),
    )


def the_system() -> Relation:
    """Timers, monitors and the loading of the hub: only where a row says so."""
    return Relation("the system", lambda actor, thing: actor.is_system, lambda a: ALL if a.is_system else NONE)


def seat_in(body: str) -> Relation:
    """Holders of a seat in a governing body."""
    return Relation(
        f"seat in {body}", lambda actor, thing: body in actor.bodies, lambda a: ALL if body in a.bodies else NONE
    )


def oneself(path: str = "pk") -> Relation:
    """The person whose id stands at `path` of the thing."""

    def holds(actor: Actor, thing: Any) -> bool:
        return actor.id is not None and _at(thing, path) == actor.id

    return Relation(
        f"oneself, by {path}" if path != "pk" else "oneself",
        holds,
        lambda actor: NONE if actor.id is None else Q(**{path.replace(".", "__"): actor.id}),
    )


def member(path: str = "owner_id", role: str = "") -> Relation:
    """Members of the organisation whose id stands at `path` of the thing (`"case.owner_id"` is followed).

    With `role`, only those who hold it there: `member("owner_id", "lead")`.
    """

    def mine(actor: Actor) -> list[UUID]:
        return [key for key, roles in actor.organisations.items() if not role or role in roles]

    lookup = path.replace(".", "__") + "__in"
    return Relation(
        f"{role or 'member'} of {_spoken(path)}",
        lambda actor, thing: _at(thing, path) in mine(actor),
        lambda actor: Q(**{lookup: mine(actor)}),
    )


def unrelated(path: str = "owner_id") -> Relation:
    """Whoever nothing ties to the organisation whose id stands at `path`: neither membership, seat nor interest.

    For every decision about what is an organisation's: `hub_role(OFFICER) & unrelated("organisation_id")`.
    """
    lookup = path.replace(".", "__") + "__in"
    return Relation(
        f"not related to {_spoken(path)}",
        lambda actor, thing: not actor.related_to(_at(thing, path)),
        lambda actor: ~Q(**{lookup: [*actor.organisations, *actor.related]}),
    )


def _spoken(path: str) -> str:
    """A path as the role matrix says it: `pk` is the thing itself, `case.owner_id` the owner of its case."""
    if path == "pk":
        return "it"
    *before, last = path.removesuffix("_id").split(".")
    return " of its ".join([f"the {last}" if before else f"its {last}", *reversed(before)])


def _at(thing: Any, path: str) -> Any:
    for step in path.split("."):
        thing = getattr(thing, step)
    return thing


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
_by_action: dict[tuple[str, str], list[Relation]] = {}
_models: dict[type[Model], str] = {}


def allow(type: str, action: str, *relations: Relation, model: type[Model] | None = None) -> None:  # noqa: A002
    """Register rows. `model` names the table whose lists `visible()` filters by the rows for `view`."""
    _table.extend(Row(type, action, relation) for relation in relations)
    _by_action.setdefault((type, action), []).extend(relations)
    if model is not None:
        _models[model] = type


def table() -> tuple[Row, ...]:
    """Every row, for the role matrix in the docs and for the crawler test."""
    return tuple(_table)


def can(actor: Actor, action: str, thing: Any, *, type: str | None = None) -> bool:  # noqa: A002
    """May `actor` do `action` to `thing`? `type` is needed only where `thing` is not a registered model."""
    kind = type or _models[thing.__class__]
    return any(relation.holds(actor, thing) for relation in _by_action.get((kind, action), ()))


def check(actor: Actor, action: str, thing: Any, *, type: str | None = None) -> None:  # noqa: A002
    """Raise the fitting refusal unless `can`: 404 for what the actor may not even see, else 403."""
    if can(actor, action, thing, type=type):
        return
    if action == "view" or not can(actor, "view", thing, type=type):
        raise not_found()
    raise not_allowed()


def visible(actor: Actor, things: QuerySet[M], action: str = "view") -> QuerySet[M]:
    """The part of a list that `actor` may view, or do `action` to."""
    kind = _models[things.model]
    allowed = NONE
    for relation in _by_action.get((kind, action), ()):
        allowed |= relation.rows(actor)
    return things.filter(allowed)


allow("people.organisation", "view", everyone(), model=models.Organisation)
allow("people.organisation", "view-members", member("pk"), hub_role(OFFICER), hub_role(ADMINISTRATOR))
allow("people.organisation", "manage", member("pk", "lead"), hub_role(ADMINISTRATOR))
allow("people.organisation", "verify", hub_role(OFFICER), hub_role(ADMINISTRATOR))
allow(
    "people.organisation", "view-registration", member("pk"), hub_role(OFFICER), hub_role(ADMINISTRATOR)
)  # fmt: skip
allow("people.organisation", "add-member", hub_role(ADMINISTRATOR), the_system())
allow("people.person", "view", oneself(), hub_role(OFFICER), hub_role(ADMINISTRATOR), model=models.Person)
allow("people.person", "manage-standing", oneself(), hub_role(ADMINISTRATOR))
allow("people.person", "edit", oneself(), hub_role(ADMINISTRATOR), the_system())
allow("people.person", "sign-out", hub_role(ADMINISTRATOR))
allow("people.invitation", "view", member("organisation_id", "lead"), hub_role(ADMINISTRATOR), model=models.Invitation)
allow("people.hub", "register-organisation", signed_in(), the_system())
allow("people.hub", "register-public-body", hub_role(ADMINISTRATOR), the_system())
allow("people.hub", "list-persons", hub_role(OFFICER), hub_role(ADMINISTRATOR))
allow("people.hub", "list-absences", hub_role(ADMINISTRATOR))
allow("people.hub", "grant-role", hub_role(ADMINISTRATOR), the_system())
allow("people.hub", "fill-seat", hub_role(ADMINISTRATOR), the_system())

declared = where("declared by themselves", lambda interest: not interest.source, Q(source=""))
shown = where("declared as public", lambda interest: interest.is_public, Q(is_public=True))
holder, administrator = member("holder_id", "lead"), hub_role(ADMINISTRATOR)
allow(
    "people.interest", "view", oneself("person_id"), holder, administrator, everyone() & shown, model=models.Interest
)  # fmt: skip
allow("people.interest", "declare", oneself("person_id"), holder)
allow("people.interest", "enter", administrator, the_system())
allow("people.interest", "end", oneself("person_id") & declared, holder & declared, administrator)
allow(
    "people.absence", "view", oneself("person_id"), oneself("deputy_id"), administrator, model=models.Absence
)  # fmt: skip
allow("people.absence", "declare", oneself("person_id"), administrator)
allow("people.absence", "end", oneself("person_id"), administrator)
allow(
    "people.delegation", "view", oneself("holder_id"), oneself("delegate_id"), administrator, model=models.Delegation
)  # fmt: skip
allow("people.delegation", "make", oneself("holder_id"), administrator)
allow("people.delegation", "revoke", oneself("holder_id"), oneself("delegate_id"), administrator)
allow("people.hub", "mend-deliveries", hub_role(ADMINISTRATOR))
