"""Offices: a hub role or a governing body that a procedure gives something to do, written `group:…` or `body:…`."""

from collections.abc import Iterable
from functools import lru_cache
from uuid import UUID

from django.conf import settings

from longbien.kernel.actor import Actor
from longbien.kernel.text import Text
from longbien.people.queries import PersonCard, persons_in_body, persons_with_role
from longbien.procedures.queries.versions import Published, published
from longbien.procedures.rules.diagram import desks, desks_resting, desks_waiting_for_fees


def offices_of(actor: Actor) -> tuple[str, ...]:
    """The offices that someone sits in."""
    return tuple(sorted({f"group:{role}" for role in actor.roles} | {f"body:{body}" for body in actor.bodies}))


@lru_cache(maxsize=512)
def offices_by_state(version_id: UUID) -> dict[str, tuple[str, ...]]:
    """For each state of a version, the offices that have something to do there, a payment to be noted included."""
    found: dict[str, list[str]] = {}
    definition = published(version_id).definition
    for state, kind, ref in sorted(desks(definition) | desks_waiting_for_fees(definition)):
        found.setdefault(state, []).append(f"{kind}:{ref}")
    return {state: tuple(offices) for state, offices in found.items()}


@lru_cache(maxsize=512)
def offices_waiting(version_id: UUID) -> dict[str, tuple[str, ...]]:
    """For each state of a version in which it is the applicant's turn, or that of no office: with whom it rests."""
    found: dict[str, list[str]] = {}
    for state, kind, ref in sorted(desks_resting(published(version_id).definition)):
        found.setdefault(state, []).append(f"{kind}:{ref}")
    return {state: tuple(offices) for state, offices in found.items()}


def offices_in(version_id: UUID) -> frozenset[str]:
    """Every office to which a version gives a role."""
    roles = published(version_id).definition.roles.values()
    return frozenset(f"{role.kind}:{role.ref}" for role in roles if role.kind in ("group", "body"))


def offices_asking(version_id: UUID) -> frozenset[str]:
    """The offices that ask for reviewers: the groups of a version, or its bodies where it has no group."""
    offices = offices_in(version_id)
    return frozenset(office for office in offices if office.startswith("group:")) or offices


def offices_among(versions: Iterable[Published]) -> tuple[str, ...]:
    """Every office of some versions, by code."""
    return tuple(sorted({office for one in versions for office in offices_in(one.id)}))


def colleagues(offices: Iterable[str]) -> tuple[PersonCard, ...]:
    """Everyone who sits in one of these offices, by name."""
    cards = {card.id: card for office in offices for card in _persons(office)}
    return tuple(sorted(cards.values(), key=lambda card: (card.name, card.id)))


def office_title(office: str) -> Text:
    """What an office is called; its code where hub.yaml no longer names it."""
    kind, _, ref = office.partition(":")
    if kind == "group":
        return settings.HUB.roles.get(ref, Text.of(und=ref))
    named = settings.HUB.data.get("bodies", {}).get(ref)
    title: Text = settings.HUB.text(named["name"]) if named else Text.of(und=ref)
    return title


def _persons(office: str) -> tuple[PersonCard, ...]:
    kind, _, ref = office.partition(":")
    return persons_with_role(ref) if kind == "group" else persons_in_body(ref)
