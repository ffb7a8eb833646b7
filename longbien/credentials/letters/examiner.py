"""The examiner: whether the seal of a PDF holds, by pyHanko's own validation, in a process of its own (`confined`).

In: one line of JSON `{"seals": ["base64 of a certificate", …], "stamps": […]}`, whom to trust; then the PDF.
Out: one JSON object, the fields of `queries.seals.SealReport` by their names. Exit code 3 when it is no whole PDF.
"""

import base64
import json
import sys
from io import BytesIO
from typing import Any

from asn1crypto.cms import ContentInfo
from asn1crypto.parser import peek
from asn1crypto.x509 import Certificate
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from longbien.credentials.letters.confining import confine

CPU_SECONDS = 8
KEY_USAGE = KeyUsageConstraints(key_usage={"digital_signature"})


def main() -> int:
    head, _, pdf = sys.stdin.buffer.read().partition(b"\n")
    confine(cpu_seconds=CPU_SECONDS)
    known = {
        name: [Certificate.load(base64.b64decode(one)) for one in found] for name, found in json.loads(head).items()
    }
    try:
        report = _report(pdf, known["seals"], known["stamps"])
    except MemoryError:
        raise
    except Exception:  # whatever a broken or hostile file makes the parser raise
        return 3
    sys.stdout.write(json.dumps(report))
    return 0


def _report(pdf: bytes, seals: list[Certificate], stamps: list[Certificate]) -> dict[str, Any]:
    signatures = PdfFileReader(BytesIO(pdf)).embedded_regular_signatures
    if not signatures:
        return {"seals": 0}
    last = signatures[-1]
    status = validate_pdf_signature(
        last, _context(seals), _context(stamps), key_usage_settings=KEY_USAGE, skip_diff=True
    )
    return {"seals": len(signatures), **_facts(pdf, last, status)}


def _context(trusted: list[Certificate]) -> ValidationContext:
    return ValidationContext(trust_roots=trusted, allow_fetching=False, revocation_mode="soft-fail")


def _facts(pdf: bytes, seal: EmbeddedPdfSignature, status: PdfSignatureStatus) -> dict[str, Any]:
    stamp = status.timestamp_validity
    is_stamped = bool(stamp and stamp.intact and stamp.valid and stamp.trusted)
    at = stamp.timestamp if stamp and is_stamped else status.signer_reported_dt
    holds = status.intact and status.valid and (stamp is None or (stamp.intact and stamp.valid))
    return {
        "is_intact": bool(holds and _fills_its_gap(pdf, seal) and _says_it_once(seal)),
        "is_ours": bool(status.trusted),
        "covers_all": status.coverage is SignatureCoverageLevel.ENTIRE_FILE,
        "is_stamped": is_stamped,
        "signer": status.signing_cert.subject.native.get("common_name", ""),
        "at": at.isoformat() if at else None,
        "about": str(seal.sig_object.get("/Reason", "")),
    }


def _fills_its_gap(pdf: bytes, seal: EmbeddedPdfSignature) -> bool:
    """A signature can't cover itself: the gap it leaves holds its own digits, written in one way, and then zeros."""
    start, length, end, _ = seal.byte_range
    gap, content = pdf[start + length : end], seal.pkcs7_content
    own = content[: peek(content)]
    written = gap in (f"<{digits}>".encode() for digits in (content.hex(), content.hex().upper()))
    return written and not any(content[len(own) :]) and ContentInfo.load(own).dump(force=True) == own


def _says_it_once(seal: EmbeddedPdfSignature) -> bool:
    """What CMS says twice, and signs only once, must agree: versions, algorithms, whose certificate it is."""
    signed, signer, certificate = seal.signed_data, seal.signer_info, seal.signer_cert
    named = signer["sid"].chosen
    return (
        (signed["version"].native, signer["version"].native) == ("v1", "v1")
        and signed["encap_content_info"]["content_type"].native == "data"
        and [one.dump() for one in signed["digest_algorithms"]] == [signer["digest_algorithm"].dump()]
        and named["issuer"].dump() == certificate.issuer.dump()
        and named["serial_number"].native == certificate.serial_number
    )


if __name__ == "__main__":
    sys.exit(main())
