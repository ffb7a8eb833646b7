"""The demonstration's people and the words of the room."""

from longbien.people.kinds.demonstration import ORGANISATIONS, PERSONS
from longbien.people.kinds.words import KINDS, MEMBER_ROLES


def test_demonstration_addresses_reach_nobody():
    """RFC 2606 §2 keeps `.invalid` from ever being a domain."""
    addresses = [person.email for person in PERSONS]
    assert len(set(addresses)) == len(PERSONS)
    assert all(address.endswith("@demo.invalid") for address in addresses)


def test_the_demonstration_says_what_it_is_in_both_languages():
    for someone in (*PERSONS, *ORGANISATIONS):
        assert someone.name["vi"].startswith("Minh hoạ – ")
        assert someone.name["en"].startswith("Demo – ")


def test_everyone_belongs_to_an_organisation_of_the_demonstration():
    known = {organisation.code for organisation in ORGANISATIONS}
    assert {person.organisation for person in PERSONS} - {""} <= known
    assert {organisation.kind for organisation in ORGANISATIONS} <= set(KINDS)
    assert {person.member_as for person in PERSONS} <= set(MEMBER_ROLES)
