"""Who acts: a person with the standing they have at this moment, or the system itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import NAMESPACE_URL, UUID, uuid5

from longbien.kernel.refusal import not_allowed

SYSTEM_ID = uuid5(NAMESPACE_URL, "longbien:system")


@dataclass(frozen=True)
class Actor:
    """A person's standing: roles in the hub, organisations (id → roles there) and seats in governing bodies.

    `related`: every organisation the person has a tie to now, by membership, seat or interest, their own or that of
    someone they act for. `deputises`: the offices among these that were delegated to them (`group:<role>`,
    `body:<body>`) → for whom they hold it.
    """

    id: UUID | None = None
    roles: frozenset[str] = frozenset()
    organisations: Mapping[UUID, frozenset[str]] = field(default_factory=dict)
    bodies: frozenset[str] = frozenset()
    name: str = ""
    related: frozenset[UUID] = frozenset()
    deputises: Mapping[str, UUID] = field(default_factory=dict)

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

    def related_to(self, organisation_id: UUID | None) -> bool:
        """Whether a tie to this organisation keeps the person from judging what is its own."""
        return self.member_of(organisation_id) or organisation_id in self.related

    def acts_for(self, office: str) -> UUID | None:
        """Whom the person stands in for when they act by an office such as `group:programme-officer`."""
        return self.deputises.get(office)


ANONYMOUS = Actor()
SYSTEM = Actor(id=SYSTEM_ID, name="Long Biên")
