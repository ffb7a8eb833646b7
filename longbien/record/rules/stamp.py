"""Time stamps of RFC 3161: an authority outside of the hub signs that a checkpoint was there at a time."""

from dataclasses import dataclass
from datetime import datetime

from cryptography.x509 import Certificate, load_pem_x509_certificates
from rfc3161_client import (
    HashAlgorithm,
    TimestampRequestBuilder,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)


class BadStamp(ValueError):
    """The answer of the authority isn't a stamp of this, or none that its certificate vouches for."""


@dataclass(frozen=True)
class Trust:
    """Certificates that a stamp may lead up to, from a PEM file: those that sign themselves are the roots."""

    certificates: tuple[Certificate, ...]

    @classmethod
    def parse(cls, pem: bytes) -> "Trust":
        """ValueError when there is no root among them."""
        trust = cls(tuple(load_pem_x509_certificates(pem)))
        if not trust.roots:
            raise ValueError("none of the certificates is a root")
        return trust

    @property
    def roots(self) -> list[Certificate]:
        return [one for one in self.certificates if one.issuer == one.subject]

    @property
    def others(self) -> list[Certificate]:
        return [one for one in self.certificates if one.issuer != one.subject]


def ask(note: str) -> bytes:
    """The request to send, DER: a stamp on SHA-256 of the signed note, with the certificate of who stamps."""
    builder = TimestampRequestBuilder().data(note.encode()).hash_algorithm(HashAlgorithm.SHA256)
    request: bytes = builder.cert_request(cert_request=True).nonce(nonce=True).build().as_bytes()
    return request


def stamped_at(answer: bytes, note: str, trust: Trust) -> datetime:
    """When an answer (DER) says that the note was there. BadStamp unless the certificates vouch for it."""
    try:
        response = decode_timestamp_response(answer)
        VerifierBuilder(roots=trust.roots, intermediates=trust.others).build().verify_message(response, note.encode())
        at: datetime = response.tst_info.gen_time
    except (ValueError, VerificationError) as error:
        raise BadStamp(f"the stamp doesn't hold: {error}") from error
    return at
