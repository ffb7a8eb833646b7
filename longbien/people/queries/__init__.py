"""Reads of the people room, as frozen dataclasses for other rooms."""

from longbien.people.queries.bodies import BodyCard, FounderCard, SeatCard, bodies, body, founders, persons_in_body
from longbien.people.queries.demonstration import DemoCard, demonstration
from longbien.people.queries.devices import DeviceCard, devices_of
from longbien.people.queries.invitations import InvitationCard, invitation, invitations_for, invitations_of
from longbien.people.queries.organisations import (
    MemberCard,
    OrganisationCard,
    members,
    organisation,
    organisation_card,
    organisation_with_code,
    organisations,
    organisations_of,
)
from longbien.people.queries.persons import (
    Contact,
    PersonCard,
    contacts,
    expertise_of,
    language_of,
    person_card,
    person_with_address,
    persons,
    persons_by_expertise,
    persons_with_role,
)
from longbien.people.queries.second_factor import needs_second_factor
from longbien.people.queries.standing import Related, actor_for, related, role_codes, role_names

__all__ = [
    "BodyCard",
    "Contact",
    "DemoCard",
    "DeviceCard",
    "FounderCard",
    "InvitationCard",
    "MemberCard",
    "OrganisationCard",
    "PersonCard",
    "Related",
    "SeatCard",
    "actor_for",
    "bodies",
    "body",
    "contacts",
    "demonstration",
    "devices_of",
    "expertise_of",
    "founders",
    "invitation",
    "invitations_for",
    "invitations_of",
    "language_of",
    "members",
    "needs_second_factor",
    "organisation",
    "organisation_card",
    "organisation_with_code",
    "organisations",
    "organisations_of",
    "person_card",
    "person_with_address",
    "persons",
    "persons_by_expertise",
    "persons_in_body",
    "persons_with_role",
    "related",
    "role_codes",
    "role_names",
]
