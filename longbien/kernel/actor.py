"""Who acts: a person with the standing they have at this moment, or the system itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import NAMESPACE_URL, UUID, uuid5

from longbien.kernel.refusal import not_allowed

SYSTEM_ID = uuid5(NAMESPACE_URL, "longbien:system")


@dataclass(frozen=True)
class Actor:
    """A person's standing: roles in the hub, organisations (id → roles there) and seats in governing bodies."""

    id: UUID | None = None
    roles: frozenset[str] = frozenset()
    organisations: Mapping[UUID, frozenset[str]] = field(default_factory=dict)
    bodies: frozenset[str] = frozenset()
    name: str = ""

    @property
    def is_signed_in(self) -> bool:
        return self.id is not None

    @property
    def person_id(self) -> UUID:
        """The id of someone who signed in. Refusal (403) for anyone else."""
        if self.id is None:
            raise not_allowed()
        return self.id

    @property
    def is_system(self) -> bool:
        return self.id == SYSTEM_ID

    def member_of(self, organisation_id: UUID | None) -> bool:
        return organisation_id is not None and organisation_id in self.organisations


ANONYMOUS = Actor()
SYSTEM = Actor(id=SYSTEM_ID, name="Long Biên")
