"""Persons, organisations and their standing."""

from longbien.people.models.organisations import Invitation, Membership, Organisation
from longbien.people.models.persons import Expertise, Person, Persons
from longbien.people.models.standing import Body, HubRole, Seat

__all__ = [
    "Body",
    "Expertise",
    "HubRole",
    "Invitation",
    "Membership",
    "Organisation",
    "Person",
    "Persons",
    "Seat",
]
