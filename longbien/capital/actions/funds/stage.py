"""A demonstration fund that is being played: who is on stage."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from longbien.capital.rules.funds.script import Scene
from longbien.kernel.actor import Actor
from longbien.kernel.money import Money
from longbien.people.queries import actor_for


@dataclass(frozen=True)
class Stage:
    """A play under way: its fund, its people, and its investors and companies by code."""

    vehicle_id: UUID
    people: Mapping[str, UUID]
    organisations: Mapping[str, UUID]

    def actor(self, scene: Scene) -> Actor:
        return actor_for(self.people[scene.by])


def amount_of(scene: Scene) -> Money:
    if scene.amount is None:
        raise ValueError(f"{scene.do} needs an amount")
    return scene.amount
