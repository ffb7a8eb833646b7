"""The examiner: whether the seal of a PDF holds, by pyHanko's own validation, in a process of its own (`confined`).

In: one line of JSON `{"trusted": ["base64 of a certificate", …]}`, then the PDF.
Out: one JSON object, the fields of `queries.seals.SealReport` by their names. Exit code 3 when it is no whole PDF.
"""

import base64
import json
import sys
from io import BytesIO
from typing import Any

from asn1crypto.parser import peek
from asn1crypto.x509 import Certificate
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from longbien.credentials.confined import confine

CPU_SECONDS = 8
KEY_USAGE = KeyUsageConstraints(key_usage={"digital_signature"})


def main() -> int:
    head, _, pdf = sys.stdin.buffer.read().partition(b"\n")
    confine(cpu_seconds=CPU_SECONDS)
    trusted = [Certificate.load(base64.b64decode(one)) for one in json.loads(head)["trusted"]]
    try:
        report = _report(pdf, trusted)
    except MemoryError:
        raise
    except Exception:  # whatever a broken or hostile file makes the parser raise
        return 3
    sys.stdout.write(json.dumps(report))
    return 0


def _report(pdf: bytes, trusted: list[Certificate]) -> dict[str, Any]:
    signatures = PdfFileReader(BytesIO(pdf)).embedded_regular_signatures
    if not signatures:
        return {"seals": 0}
    last = signatures[-1]
    status = validate_pdf_signature(last, _context(trusted), key_usage_settings=KEY_USAGE, skip_diff=True)
    return {"seals": len(signatures), **_facts(pdf, last, status)}


def _context(trusted: list[Certificate]) -> ValidationContext:
    return ValidationContext(trust_roots=trusted, allow_fetching=False, revocation_mode="soft-fail")


def _facts(pdf: bytes, seal: EmbeddedPdfSignature, status: PdfSignatureStatus) -> dict[str, Any]:
    stamp = status.timestamp_validity
    at = stamp.timestamp if stamp else status.signer_reported_dt
    return {
        "is_intact": bool(status.intact and status.valid and _fills_its_gap(pdf, seal)),
        "is_ours": bool(status.trusted),
        "covers_all": status.coverage is SignatureCoverageLevel.ENTIRE_FILE,
        "is_stamped": bool(stamp and stamp.intact and stamp.valid),
        "signer": status.signing_cert.subject.native.get("common_name", ""),
        "at": at.isoformat() if at else None,
        "about": str(seal.sig_object.get("/Reason", "")),
    }


def _fills_its_gap(pdf: bytes, seal: EmbeddedPdfSignature) -> bool:
    """A signature can't cover itself: the gap it leaves holds its own digits, written in one way, and then zeros."""
    start, length, end, _ = seal.byte_range
    gap, content = pdf[start + length : end], seal.pkcs7_content
    written = gap in (f"<{digits}>".encode() for digits in (content.hex(), content.hex().upper()))
    return written and not any(content[peek(content) :])


if __name__ == "__main__":
    sys.exit(main())
