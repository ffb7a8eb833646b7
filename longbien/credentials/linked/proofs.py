"""Data Integrity proofs made with Ed25519: over canonical RDF (`eddsa-rdfc-2022`) or canonical JSON (`eddsa-jcs-2022`).

Verifiable Credential Data Integrity 1.0 §4.2–§4.6, Data Integrity EdDSA Cryptosuites 1.0 §3.2 and §3.3. What the hub
issues is signed over its RDF; the other suite is there to check what others sign.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from hashlib import sha256
from typing import Any

import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from longbien.credentials.linked.canonical import canonical
from longbien.credentials.rules.moments import read_moment, write_moment
from longbien.credentials.rules.multikey import decode, encode
from longbien.credentials.rules.shape import V1, many
from longbien.credentials.rules.wording import unproven

RDFC, JCS = "eddsa-rdfc-2022", "eddsa-jcs-2022"
# The contexts of 1.1 don't know this kind of proof.
PROOF_CONTEXT = "https://w3id.org/security/data-integrity/v2"
MOST_PROOFS = 8

Document = dict[str, Any]
Resolve = Callable[[str], Ed25519PublicKey]


def sign(document: Document, key: Ed25519PrivateKey, *, method: str, at: datetime, suite: str = RDFC) -> Document:
    """The document with a proof of this key. Refusal (400) when something in it has no meaning."""
    contexts = document["@context"]
    if V1 in contexts and PROOF_CONTEXT not in contexts:
        document = {**document, "@context": [*contexts, PROOF_CONTEXT]}
    proof = {
        "type": "DataIntegrityProof",
        "cryptosuite": suite,
        "created": write_moment(at),
        "verificationMethod": method,
        "proofPurpose": "assertionMethod",
        **({"@context": document["@context"]} if suite == JCS else {}),
    }
    return {**document, "proof": {**proof, "proofValue": encode(key.sign(_digest(document, proof)))}}


def check(secured: Document, *, purpose: str, resolve: Resolve) -> tuple[Document, ...]:
    """The proofs of a document, each of which holds. Refusal (400) when one doesn't, or there is none.

    `resolve` gives the key of a verification method; ValueError when it can't.
    """
    proofs = many(secured.get("proof", []))
    if not proofs or len(proofs) > MOST_PROOFS:
        raise unproven(
            vi="không có bằng chứng (proof), hoặc có quá nhiều", en="there is no proof, or there are too many"
        )
    document = {name: value for name, value in secured.items() if name != "proof"}
    for proof in proofs:
        _check_fields(proof, purpose)
    for proof in proofs:
        _check_one(document, proof, list(_before(proof, proofs)), resolve)
    return tuple(proofs)


def _check_fields(proof: Any, purpose: str) -> None:
    if not isinstance(proof, dict):
        raise unproven(vi="bằng chứng không phải một đối tượng", en="the proof is not an object")
    if proof.get("type") != "DataIntegrityProof" or proof.get("cryptosuite") not in (RDFC, JCS):
        raise unproven(vi=f"bằng chứng không thuộc loại {RDFC} hay {JCS}", en=f"the proof is neither {RDFC} nor {JCS}")
    if proof.get("proofPurpose") != purpose:
        raise unproven(vi=f"bằng chứng không nhằm “{purpose}”", en=f"the proof was not made for “{purpose}”")
    for name in ("created", "expires"):
        try:
            read_moment(proof.get(name, "2000-01-01T00:00:00Z"), zone_needed=False)
        except ValueError as error:
            raise unproven(vi=f"“{name}” không phải thời điểm", en=f"“{name}” is not a moment") from error


def _before(proof: Document, proofs: list[Document]) -> Iterator[Document]:
    """The proofs that this one builds on; all proofs of a document are checked, so these are too."""
    for name in many(proof.get("previousProof", [])):
        found = [one for one in proofs if one is not proof and isinstance(name, str) and one.get("id") == name]
        if not found:
            raise unproven(vi="thiếu bằng chứng đi trước", en="a proof that it builds on is missing")
        yield from found


def _check_one(document: Document, proof: Document, before: list[Document], resolve: Resolve) -> None:
    try:
        signature = decode(proof.get("proofValue"))
        key = resolve(str(proof.get("verificationMethod", "")))
    except ValueError as error:
        raise unproven(
            vi="không đọc được chữ ký, hoặc không biết khoá đã ký",
            en="the signature can't be read, or the key that signed is not known",
        ) from error
    config = {name: value for name, value in proof.items() if name != "proofValue"}
    covered = {**document, "proof": before} if before else document
    try:
        key.verify(signature, _digest(covered, config))
    except InvalidSignature as error:
        raise unproven(vi="chữ ký không khớp với nội dung", en="the signature is not that of this content") from error


def _digest(document: Document, proof: Document) -> bytes:
    if proof["cryptosuite"] == JCS:
        return sha256(rfc8785.dumps(proof)).digest() + sha256(rfc8785.dumps(_as_proven(document, proof))).digest()
    if proof.get("@context", document["@context"]) != document["@context"]:
        raise unproven(vi="bằng chứng có ngữ cảnh riêng", en="the proof has contexts of its own")
    config = {**proof, "@context": document["@context"]}
    return sha256(canonical(config).encode()).digest() + sha256(canonical(document).encode()).digest()


def _as_proven(document: Document, proof: Document) -> Document:
    """The document with the contexts that the proof saw; others may have been added behind them since."""
    seen = proof.get("@context")
    if seen is None:
        return document
    if many(document["@context"])[: len(many(seen))] != many(seen):
        raise unproven(vi="ngữ cảnh đã bị đổi sau khi ký", en="the contexts were changed after it was signed")
    return {**document, "@context": seen}
