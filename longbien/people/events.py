"""What happens to people and organisations. Persons stand in the log by id only; names and addresses are sealed."""

from dataclasses import dataclass
from uuid import UUID

from longbien.kernel.event import Event, sealed


@dataclass(frozen=True)
class PersonRegistered(Event, type="people.person_registered"):
    """Someone opened an account; the address is confirmed later."""

    is_demo: bool
    name: str = sealed()
    email: str = sealed()


@dataclass(frozen=True)
class OrganisationRegistered(Event, type="people.organisation_registered"):
    """An organisation or a team was entered; `code` is set for those that hub.yaml names."""

    kind: str
    code: str | None
    is_demo: bool
    name: str = sealed()


@dataclass(frozen=True)
class OrganisationRenamed(Event, type="people.organisation_renamed"):
    kind: str
    name: str = sealed()


@dataclass(frozen=True)
class MemberAdded(Event, type="people.member_added"):
    """`person` joined the organisation that the entry is about, or changed the role there."""

    person: UUID
    role: str


@dataclass(frozen=True)
class MemberRemoved(Event, type="people.member_removed"):
    person: UUID


@dataclass(frozen=True)
class MemberInvited(Event, type="people.member_invited"):
    """An offer to join went to `email`; `invitation` is its id."""

    invitation: UUID
    role: str
    email: str = sealed()


@dataclass(frozen=True)
class InvitationEnded(Event, type="people.invitation_ended"):
    """The invitation was `accepted`, or it was `declined` or `withdrawn`."""

    invitation: UUID
    how: str


@dataclass(frozen=True)
class RoleGranted(Event, type="people.role_granted"):
    """The person whom the entry is about now holds `role` in the hub."""

    role: str


@dataclass(frozen=True)
class RoleRevoked(Event, type="people.role_revoked"):
    role: str


@dataclass(frozen=True)
class BodySet(Event, type="people.body_set"):
    """A governing body stands as hub.yaml says: its terms as published, else `not-published`."""

    body: str
    seats: str
    quorum: str


@dataclass(frozen=True)
class SeatFilled(Event, type="people.seat_filled"):
    """The person whom the entry is about took a seat in `body`, in the name of `organisation`."""

    body: str
    organisation: UUID | None
    label: str


@dataclass(frozen=True)
class SeatVacated(Event, type="people.seat_vacated"):
    body: str


@dataclass(frozen=True)
class ExpertiseSet(Event, type="people.expertise_set"):
    """What the person whom the entry is about says to know, by code."""

    tags: tuple[str, ...]
