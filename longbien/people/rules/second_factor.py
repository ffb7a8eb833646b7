"""Who must show a second factor, as hub.yaml says."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Required:
    """Roles of the hub, governing bodies and kinds of organisation whose holders and members need two factors."""

    roles: frozenset[str]
    bodies: frozenset[str]
    organisations: frozenset[str]

    def by_office(self, roles: Iterable[str], bodies: Iterable[str]) -> bool:
        """Whether one of these roles or seats asks for it."""
        return not self.roles.isdisjoint(roles) or not self.bodies.isdisjoint(bodies)


def required(data: Mapping[str, Any]) -> Required:
    """What `second_factor` of hub.yaml says; a part that it leaves out asks every role, every body, public offices."""
    said = data.get("second_factor", {})
    return Required(
        roles=frozenset(said.get("roles", data.get("roles", ()))),
        bodies=frozenset(said.get("bodies", data.get("bodies", ()))),
        organisations=frozenset(said.get("organisations", ("authority", "department"))),
    )
