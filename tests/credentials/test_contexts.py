"""The contexts that are shipped: as their specifications publish them, and the only ones there are."""

import json
from hashlib import sha256

import pytest

from longbien.credentials.linked.canonical import FILES, canonical, resources
from longbien.credentials.rules.shape import V2
from longbien.kernel.refusal import Refusal

# As the specifications publish them (VC Data Model 2.0 §B.1, Data Integrity 1.0 §2.7, Controlled Identifiers 1.0 §A).
DIGESTS = {
    "https://www.w3.org/ns/credentials/v2": "59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734",
    "https://www.w3.org/2018/credentials/v1": "ab4ddd9a531758807a79a5b450510d61ae8d147eab966cc9a200c07095b0cdcc",
    "https://w3id.org/security/data-integrity/v2": "67f21e6e33a6c14e5ccfd2fc7865f7474fb71a04af7e94136cb399dfac8ae8f4",
    "https://w3id.org/security/multikey/v1": "ba2c182de2d92f7e47184bcca8fcf0beaee6d3986c527bf664c195bbc7c58597",
}
SMALL = {
    "@context": [V2],
    "type": ["VerifiableCredential"],
    "issuer": "did:example:hub",
    "credentialSubject": {"id": "did:example:lan", "name": "Lan"},
}


@pytest.mark.parametrize("address", DIGESTS)
def test_contexts_are_byte_for_byte_as_published(address: str):
    assert sha256(resources()[address]).hexdigest() == DIGESTS[address]


@pytest.mark.parametrize("address", FILES)
def test_every_context_can_be_read(address: str):
    assert "@context" in json.loads(resources()[address])


def test_the_canonical_form_does_not_depend_on_how_it_was_written():
    turned = dict(reversed(SMALL.items()))
    assert canonical(SMALL) == canonical(turned)
    assert canonical(SMALL).splitlines()[0].startswith("<did:example:lan> <https://schema.org/name> ")


LOST = {
    "a term nobody defines": {"credentialSubject": {"name": "Lan", "colour": "red"}},
    "a type nobody defines": {"type": ["VerifiableCredential", "Permit"]},
    "a relative id": {"credentialSubject": {"id": "lan", "name": "Lan"}},
    "an id that is no address": {"id": "not an address"},
    "a context from elsewhere": {"@context": [V2, "https://example.org/v1"]},
    "a context on this machine": {"@context": [V2, "file:///etc/passwd"]},
    "a protected term with another meaning": {"@context": [V2, {"name": "https://example.org/name"}]},
    "a context that leads nowhere": {"@context": [V2, {"a": "b:c d"}], "a": "x"},
}


@pytest.mark.parametrize("what", LOST)
def test_what_would_get_lost_is_refused(what: str):
    with pytest.raises(Refusal) as refused:
        canonical({**SMALL, **LOST[what]})
    assert refused.value.status == 400
    assert set(refused.value.what) == {"vi", "en"}


def knot(count: int) -> dict:
    """So many blank nodes, each of which knows all others: no name tells them apart."""
    nodes = [{"id": f"_:b{n}", "knows": [{"id": f"_:b{m}"} for m in range(count) if m != n]} for n in range(count)]
    context = {"id": "@id", "knows": {"@id": "https://example.org/knows", "@type": "@id"}}
    return {"@context": [V2, context], "type": ["VerifiableCredential"], "credentialSubject": nodes}


@pytest.mark.parametrize("count", [8, 12, 40])
def test_a_knot_of_look_alike_nodes_is_refused_at_once(count: int):
    """Canonical order would take factorial time: 8 nodes alike are 40,320 orders, 12 are 479 million."""
    with pytest.raises(Refusal, match="document-unreadable") as refused:
        canonical(knot(count))
    assert "look alike" in refused.value.what["en"]


def test_many_nodes_that_differ_are_no_knot():
    nodes = [{"name": f"n{number}"} for number in range(150)]
    assert canonical({**SMALL, "credentialSubject": nodes}).count("\n") > 150
    with pytest.raises(Refusal, match="document-unreadable"):
        canonical({**SMALL, "credentialSubject": nodes + [{"name": f"m{number}"} for number in range(60)]})
