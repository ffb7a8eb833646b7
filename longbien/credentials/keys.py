"""The keys this room signs with, in LONGBIEN_VAR/keys beside the key of the log, each made when it is first needed.

`seal.p12` seals letters (PAdES): an ECDSA key with a certificate that the hub made for itself, unless LONGBIEN_SEAL
names the archive that an authority issued. The certificate of every seal ever used stays in `seals/`, so that old
letters can still be checked. `credentials.pem` signs credentials (Ed25519); `/.well-known/did.json` publishes it.
"""

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, load_pem_private_key, pkcs12
from cryptography.x509.oid import NameOID
from django.conf import settings

from longbien.kernel.hub import Hub
from longbien.kernel.refusal import Refusal
from longbien.kernel.text import Text
from longbien.record.keys import new_private_key, write_once

VALID = timedelta(days=3653)


def folder() -> Path:
    return Path(settings.VAR) / "keys"


def seal_archive() -> tuple[bytes, bytes | None]:
    """The PKCS#12 archive of the seal and its password. Refusal (503) when the archive that is set can't be opened."""
    if settings.SEAL is None:
        path = folder() / "seal.p12"
        if not path.exists():
            write_once(path, _self_made(settings.HUB))
        archive, password = path.read_bytes(), None
    else:
        archive, password = _configured(settings.SEAL), settings.SEAL_PASSWORD.encode() or None
    for certificate in _certificates(archive, password):
        _keep_certificate(folder() / "seals", certificate)
    return archive, password


def seal_certificates() -> tuple[bytes, ...]:
    """The certificates (DER) of every seal that this hub has used."""
    return _kept("seals")


def stamp_certificates() -> tuple[bytes, ...]:
    """The certificates (DER) of the time-stamping authorities that stamped this hub's seals."""
    return _kept("stamps")


def keep_stamp(certificate: bytes) -> None:
    """Remember whose stamp it was: anyone could put another stamp in its place."""
    _keep_certificate(folder() / "stamps", certificate)


def _kept(name: str) -> tuple[bytes, ...]:
    return tuple(path.read_bytes() for path in sorted((folder() / name).glob("*.crt")))


def credentials_key() -> Ed25519PrivateKey:
    """The key behind this hub's credentials."""
    return _ed25519("credentials.pem")


def conformance_key() -> Ed25519PrivateKey:
    """The key of the W3C VC API, which signs what strangers send: never that of the hub's own credentials."""
    return _ed25519("vc-api.pem")


def _ed25519(name: str) -> Ed25519PrivateKey:
    path = folder() / name
    if not path.exists():
        write_once(path, new_private_key())
    key = load_pem_private_key(path.read_bytes(), password=None)
    assert isinstance(key, Ed25519PrivateKey)  # noqa: S101 - we wrote the file
    return key


def _configured(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise _unusable(error.strerror or str(error)) from error


@lru_cache(maxsize=4)
def _certificates(archive: bytes, password: bytes | None) -> tuple[bytes, ...]:
    try:
        _, certificate, more = pkcs12.load_key_and_certificates(archive, password)
    except ValueError as error:
        raise _unusable(str(error)) from error
    return tuple(one.public_bytes(Encoding.DER) for one in (certificate, *more) if one is not None)


def _keep_certificate(into: Path, certificate: bytes) -> None:
    path = into / f"{sha256(certificate).hexdigest()}.crt"
    if not path.exists():
        write_once(path, certificate)


def _unusable(why: str) -> Refusal:
    return Refusal(
        "seal-unusable",
        Text.of(
            vi=f"Không mở được tệp con dấu (LONGBIEN_SEAL): {why}",
            en=f"The archive of the seal (LONGBIEN_SEAL) can't be opened: {why}",
        ),
        status=503,
    )


def _self_made(hub: Hub) -> bytes:
    """A key and a certificate that only says: the same hub sealed it. For readers outside, an authority's is better."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, hub.country),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, str(hub.name)[:64]),
            x509.NameAttribute(NameOID.COMMON_NAME, str(hub.name)[:64]),
        ]
    )
    now = datetime.now(UTC)
    usage = x509.KeyUsage(
        digital_signature=True, content_commitment=True, key_encipherment=False, data_encipherment=False,
        key_agreement=False, key_cert_sign=False, crl_sign=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + VALID)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    return pkcs12.serialize_key_and_certificates(b"seal", key, certificate, None, NoEncryption())
