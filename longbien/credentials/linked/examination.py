"""The examination of a credential or a presentation, whoever made it: shape, proof, issuer."""

from collections.abc import Mapping
from typing import Any

from longbien.credentials.linked import canonical, issuer, proofs
from longbien.credentials.rules.shape import faults_in_credential, faults_in_presentation, id_of, many
from longbien.credentials.rules.wording import unproven
from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.text import Text

MISSHAPEN = Text.of(
    vi="Tài liệu không đúng chuẩn chứng nhận", en="The document is not a credential as the standard has it"
)
MOST_CREDENTIALS = 20


def require_shape(faults: tuple[Fault, ...]) -> None:
    if faults:
        raise Refusal("credential-misshapen", MISSHAPEN, status=400, faults=faults)


def check_unsecured(document: Any) -> None:
    """Refusal (400) unless it is a credential that may be signed."""
    require_shape(faults_in_credential(document, canonical.resources()))


def check_credential(document: Any) -> None:
    """Refusal (400) unless it is a credential whose every proof holds and was made by its issuer."""
    check_unsecured(document)
    held = proofs.check(document, purpose="assertionMethod", resolve=issuer.resolve)
    if id_of(document["issuer"]) not in {proof["verificationMethod"].partition("#")[0] for proof in held}:
        raise unproven(vi="người ký không phải là bên cấp", en="it was signed by someone else than its issuer")


def check_presentation(document: Any, wanted: Mapping[str, Any]) -> None:
    """Refusal (400) unless its credentials hold, and its own proof if it has one, for the audience `wanted`."""
    require_shape(faults_in_presentation(document))
    credentials = many(document.get("verifiableCredential", []))
    if len(credentials) > MOST_CREDENTIALS:
        raise unproven(vi="quá nhiều chứng nhận", en="there are too many credentials")
    for one in credentials:
        check_credential(one)
    if "proof" in document:
        for proof in proofs.check(document, purpose="authentication", resolve=issuer.resolve):
            _check_audience(proof, wanted)


def _check_audience(proof: Mapping[str, Any], wanted: Mapping[str, Any]) -> None:
    for name in ("domain", "challenge"):
        if wanted.get(name) is not None and wanted[name] not in many(proof.get(name)):
            raise unproven(vi=f"“{name}” không phải điều đã hỏi", en=f"the “{name}” is not the one that was asked for")
