"""The seal: PAdES signatures with pyHanko, B-B, or B-T when a time-stamping authority is set.

pyHanko takes half a second to import, so this module is only loaded when something is to be sealed (`queries.seals`).
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from io import BytesIO

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.timestamps import TimestampRequestError
from pyhanko.sign.timestamps.requests_client import RequestsHTTPTimeStamper

from longbien.kernel.refusal import Refusal
from longbien.kernel.text import Text

FIELD = "Seal"
TSA_SECONDS = 10

NO_STAMP = Text.of(
    vi="Máy chủ dấu thời gian không trả lời nên văn bản chưa được đóng dấu. Hãy thử lại sau.",
    en="The time-stamping authority did not answer, so the letter was not sealed. Try again later.",
)


@dataclass(frozen=True)
class Stamping:
    """The time-stamping authority at `url`; each certificate that it shows is given to `keep`."""

    url: str
    keep: Callable[[bytes], None]


def seal(
    pdf: bytes, archive: bytes, password: bytes | None, *, reason: str, location: str, stamping: Stamping | None = None
) -> bytes:
    """The PDF with a signature over all of it, after which nothing may change. Refusal (503) when the stamp fails."""
    signer = SimpleSigner.load_pkcs12_data(archive, other_certs=(), passphrase=password)
    meta = PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        reason=reason,
        location=location,
        subfilter=fields.SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,
    )
    stamper = RequestsHTTPTimeStamper(stamping.url, timeout=TSA_SECONDS) if stamping else None
    # Out of the page: the only invisible field that both PDF/A and PDF/UA allow.
    place = fields.SigFieldSpec(FIELD, invis_sig_settings=fields.InvisSigSettings(box_out_of_bounds=True))
    work = PdfSigner(meta, signer, timestamper=stamper, new_field_spec=place)
    # In a thread of its own: the caller's may already run an event loop, and two don't nest.
    with ThreadPoolExecutor(1) as aside:
        try:
            sealed = aside.submit(_sign, work, pdf).result()
        except (TimestampRequestError, OSError, ValueError) as error:
            raise Refusal("no-time-stamp", NO_STAMP, status=503) from error
    if stamper and stamping:
        for certificate in stamper.cert_registry:
            stamping.keep(certificate.dump())
    return sealed


def _sign(work: PdfSigner, pdf: bytes) -> bytes:
    sealed = asyncio.run(work.async_sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf))))
    return bytes(sealed.getvalue())
