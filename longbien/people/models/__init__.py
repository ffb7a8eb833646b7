"""Persons, organisations and their standing."""

from longbien.people.models.absences import Absence, Delegation
from longbien.people.models.interests import Interest
from longbien.people.models.organisations import Invitation, Membership, Organisation
from longbien.people.models.persons import Expertise, Person, Persons
from longbien.people.models.privacy import Consent, Erasure
from longbien.people.models.registers import KnownDevice, Paper, Registration
from longbien.people.models.standing import Body, HubRole, Seat

__all__ = [
    "Absence",
    "Body",
    "Consent",
    "Delegation",
    "Erasure",
    "Expertise",
    "HubRole",
    "Interest",
    "Invitation",
    "KnownDevice",
    "Membership",
    "Organisation",
    "Paper",
    "Person",
    "Persons",
    "Registration",
    "Seat",
]
