"""Reads of the people room, as frozen dataclasses for other rooms."""

from longbien.people.queries.bodies import BodyCard, FounderCard, SeatCard, bodies, body, founders, persons_in_body
from longbien.people.queries.demonstration import DemoCard, demonstration
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
from longbien.people.queries.registers import ACCOUNT, ORGANISATION
from longbien.people.queries.standing import Related, actor_for, related, role_codes, role_names

__all__ = [
    "ACCOUNT",
    "ORGANISATION",
    "BodyCard",
    "Contact",
    "DemoCard",
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
    "expertise_of",
    "founders",
    "invitation",
    "invitations_for",
    "invitations_of",
    "language_of",
    "members",
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
