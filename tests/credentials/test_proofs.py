"""Proofs and the examination of what strangers show."""

import json
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from longbien.credentials import keys
from longbien.credentials.linked import examination, issuer, proofs
from longbien.credentials.queries import verify
from longbien.credentials.rules.multikey import did_key
from longbien.credentials.rules.shape import V1, V2
from longbien.kernel.refusal import Refusal

NOW = datetime(2026, 3, 2, 2, tzinfo=UTC)
KEY = Ed25519PrivateKey.from_private_bytes(sha256(b"seven").digest())
OTHER = Ed25519PrivateKey.from_private_bytes(sha256(b"eight").digest())


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.VAR = tmp_path


@contextmanager
def refusing(words: str):
    with pytest.raises(Refusal) as refused:
        yield
    assert words in refused.value.what["en"]


def method_of(key: Ed25519PrivateKey) -> str:
    did = did_key(key.public_key())
    return f"{did}#{did.removeprefix('did:key:')}"


def credential(**more):
    said = {
        "@context": [V2],
        "type": ["VerifiableCredential"],
        "issuer": did_key(KEY.public_key()),
        "credentialSubject": {"name": "Lan"},
    }
    return {**said, **more}


def signed(document=None, key=KEY, **more):
    return proofs.sign(document or credential(), key, method=method_of(key), at=NOW, **more)


@pytest.mark.parametrize("suite", [proofs.RDFC, proofs.JCS])
def test_a_proof_holds_until_anything_changes(suite: str):
    document = signed(suite=suite)
    examination.check_credential(document)
    for changed in (
        {**document, "credentialSubject": {"name": "Lân"}},
        {**document, "id": "urn:a:b"},
        {**document, "proof": {**document["proof"], "created": "2026-03-02T02:00:01Z"}},
        {
            **document,
            "proof": {**document["proof"], "proofValue": signed(credential(id="urn:a:b"))["proof"]["proofValue"]},
        },
    ):
        with pytest.raises(Refusal, match="proof-invalid"):
            examination.check_credential(changed)


def test_a_credential_of_the_model_1_1():
    old = credential(
        **{"@context": [V1], "issuanceDate": "2026-03-02T02:00:00Z", "credentialSubject": {"id": "urn:a:b"}}
    )
    document = signed(credential(**old))
    assert document["@context"] == [V1, proofs.PROOF_CONTEXT]
    examination.check_credential(document)


BROKEN = {
    "no proof": None,
    "not an object": "proof",
    "another suite": {"cryptosuite": "ecdsa-rdfc-2019"},
    "another type": {"type": "Ed25519Signature2020"},
    "another purpose": {"proofPurpose": "authentication"},
    "no moment": {"created": "yesterday"},
    "an end that is no moment": {"expires": "later"},
    "no value": {"proofValue": None},
    "a value in another base": {"proofValue": "uabc"},
    "another method": {"verificationMethod": "did:web:example.org#key-1"},
    "contexts of its own": {"@context": [V1]},
    "no method": {"verificationMethod": ["x"]},
    "a proof before it that is not there": {"previousProof": "urn:uuid:missing"},
    "a proof before it that is no name": {"previousProof": [7]},
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_proof_is_refused(what: str):
    document = signed()
    broken = BROKEN[what]
    if broken is None:
        del document["proof"]
    elif isinstance(broken, dict):
        document["proof"] = {
            name: value for name, value in {**document["proof"], **broken}.items() if value is not None
        }
    else:
        document["proof"] = broken
    with pytest.raises(Refusal) as refused:
        examination.check_credential(document)
    assert refused.value.status == 400


def test_someone_else_s_signature_is_no_issuer_s():
    with refusing("someone else than its issuer"):
        examination.check_credential(signed(key=OTHER))


def test_one_proof_may_build_on_another():
    first = signed(key=OTHER)
    before = {**first["proof"], "id": "urn:uuid:7"}
    config = {name: value for name, value in before.items() if name != "proofValue"}
    before["proofValue"] = proofs.encode(OTHER.sign(proofs._digest(credential(), config)))
    after = {**signed()["proof"], "previousProof": "urn:uuid:7"}
    config = {name: value for name, value in after.items() if name != "proofValue"}
    after["proofValue"] = proofs.encode(KEY.sign(proofs._digest(credential(proof=[before]), config)))
    examination.check_credential(credential(proof=[before, after]))
    for tampered in ([{**before, "created": "2026-03-02T02:00:09Z"}, after], [after]):
        with pytest.raises(Refusal, match="proof-invalid"):
            examination.check_credential(credential(proof=tampered))
    with refusing("too many"):
        examination.check_credential(credential(proof=[before] * 9))


def test_contexts_added_behind_a_jcs_proof_are_seen():
    document = signed(suite=proofs.JCS)
    document["@context"] = [*document["@context"], "https://w3id.org/security/data-integrity/v2"]
    examination.check_credential(document)
    document["@context"] = [V1]
    with pytest.raises(Refusal):
        examination.check_credential(document)


def presentation(key=KEY, credentials=(), **more):
    """Signed for authentication, as a wallet would."""
    said = {"@context": [V2], "type": ["VerifiablePresentation"], "verifiableCredential": list(credentials)}
    said = {name: value for name, value in said.items() if value}
    config = {
        "type": "DataIntegrityProof",
        "cryptosuite": proofs.RDFC,
        "verificationMethod": method_of(key),
        "proofPurpose": "authentication",
        **more,
    }
    return {**said, "proof": {**config, "proofValue": proofs.encode(key.sign(proofs._digest(said, config)))}}


def test_a_presentation_holds_for_whom_it_was_made():
    made = presentation(credentials=[signed()], challenge="7", domain="hub.example")
    examination.check_presentation(made, {"challenge": "7", "domain": "hub.example"})
    examination.check_presentation(made, {})
    with refusing("not the one that was asked for"):
        examination.check_presentation(made, {"challenge": "8"})
    with pytest.raises(Refusal, match="proof-invalid"):
        examination.check_presentation({**made, "holder": "did:example:a"}, {})
    stale = {**signed(), "id": "urn:a:b"}
    with pytest.raises(Refusal, match="proof-invalid"):
        examination.check_presentation(presentation(credentials=[stale]), {})
    with refusing("too many"):
        examination.check_presentation({**made, "verifiableCredential": [signed()] * 21}, {})


def test_a_credential_from_elsewhere_can_be_true_and_yet_unknown():
    verdict = verify(json.dumps(signed(credential(credentialStatus={"type": "BitstringStatusListEntry"}))), at=NOW)
    assert [check.outcome for check in verdict.checks] == ["ok", "unknown", "ok", "unknown"]
    assert verdict.outcome == "unknown"


PERIODS = {
    "not yet": ({"validFrom": "2026-03-02T02:00:01Z"}, "It is not valid yet"),
    "no more": ({"validUntil": "2026-03-02T02:00:00Z"}, "It has expired"),
    "just now": ({"validFrom": "2026-03-02T02:00:00Z", "validUntil": "2026-03-02T02:00:01Z"}, "It is within its term"),
}


@pytest.mark.parametrize("what", PERIODS)
def test_the_term_of_a_credential(what: str):
    more, words = PERIODS[what]
    verdict = verify(json.dumps(signed(credential(**more))), at=NOW)
    assert words in [check.what["en"] for check in verdict.checks]


def test_nobody_can_sign_in_the_hub_s_name():
    """The name of the hub's key is public; the address of one of its credentials may be borrowed."""
    forged = credential(issuer=issuer.did(), id="http://localhost:8000/credentials/0000000000000000000000000r.json")
    forged = proofs.sign(forged, OTHER, method=issuer.method(), at=NOW)
    verdict = verify(json.dumps(forged), at=NOW)
    assert verdict.outcome == "bad"
    assert keys.conformance_key().public_key() != keys.credentials_key().public_key()


DEEP, LARGE = ["[" * 5_000, '{"a":' * 3_000], '{"@context": [], "x": ' + '"y' * 60_000
UNREADABLE = ["", "{", "[]", "7", "null", '"text"', *DEEP, LARGE, "\ud800"]


@pytest.mark.parametrize("content", UNREADABLE, ids=range(len(UNREADABLE)))
def test_what_is_no_credential_is_told_so(content: str):
    verdict = verify(content, at=NOW)
    assert verdict.outcome == "bad"
    assert verdict.document == {}


PLAIN = [0, 2**70, 1.5, float("inf"), float("nan"), True, None, "", "x", "_:b0", "urn:a:b", "@id", [], {}, [[]], [{}]]
LINKED = [{"@value": 1}, {"@value": [], "@type": "@json"}, {"@list": [1]}, {"@set": [None]}, {"@type": 7}, {"@id": 7}]
TERMS = [{"@version": 2}, {"a": {"@container": "x"}}, {"a": "b", "b": "a"}, {"@language": 7}, {"a": 2**70}]
ODD_VALUES = st.sampled_from([*PLAIN, *LINKED, *({"@context": one} for one in TERMS)])
ODD_NAMES = st.sampled_from(["@context", "@type", "@value", "@json", "@list", "id", "type", "name", "proof", "x"])
PLACES, SUITES = st.sampled_from(["", "credentialSubject", "proof"]), st.sampled_from([proofs.RDFC, proofs.JCS])


@given(PLACES, ODD_NAMES, ODD_VALUES, SUITES)
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_put_into_a_credential_is_answered(place: str, name: str, value: object, suite: str):
    document = json.loads(json.dumps(signed(suite=suite)))
    (document[place] if place else document)[name] = value
    assert verify(json.dumps(document), at=NOW).checks
