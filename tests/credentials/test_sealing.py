"""Seals: made with the hub's key, kept in the record, accepted by pyHanko and qpdf, and broken by one flipped byte."""

import asyncio
import fcntl
import random
import subprocess
import threading
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO

import pytest
from asn1crypto.keys import PrivateKeyInfo
from asn1crypto.tsp import TimeStampReq
from asn1crypto.x509 import Certificate
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from longbien.credentials import keys
from longbien.credentials.actions.render_and_seal import render_and_seal
from longbien.credentials.letters import examiner, sealing
from longbien.credentials.queries import SealReport, draw, seal_check
from longbien.kernel.refusal import Refusal
from longbien.record import queries as record
from tests.credentials.make import DATA, LAN, LETTER, NOW, case

pytestmark = pytest.mark.process


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.VAR = tmp_path


@pytest.fixture
def pdf() -> bytes:
    return sealed()


def sealed(reason: str = "12/QĐ-TTĐM · Ẩn") -> bytes:
    return sealing.seal(draw(LETTER, DATA, "vi"), *keys.seal_archive(), reason=reason, location="Hà Nội")


@pytest.mark.django_db
def test_a_letter_is_drawn_sealed_and_kept():
    about = case()
    made = render_and_seal(
        template=LETTER,
        data=DATA,
        number="12/QĐ-TTĐM",
        title="Quyết định",
        language="vi",
        subject=about,
        by=LAN,
        at=NOW,
    )
    [kept] = record.documents(about)
    assert (kept.id, kept.sha256, kept.size) == (made.document_id, made.sha256, made.size)
    assert (kept.name, kept.media_type) == ("12-QĐ-TTĐM.pdf", "application/pdf")
    with record.open_document(made.document_id) as file:
        content = file.read()
    assert sha256(content).hexdigest() == made.sha256
    report = seal_check(content)
    assert report.holds
    assert report.about == "12/QĐ-TTĐM · Quyết định"
    assert not report.is_stamped


@pytest.mark.django_db
def test_a_broken_template_leaves_nothing():
    about = case()
    with pytest.raises(Refusal, match="letter-broken"):
        render_and_seal(template="#foo", data={}, number="1", title="x", language="vi", subject=about, by=LAN, at=NOW)
    assert record.documents(about) == ()


def test_pyhanko_itself_accepts_it(pdf: bytes):
    [signature] = PdfFileReader(BytesIO(pdf)).embedded_regular_signatures
    roots = [Certificate.load(one) for one in keys.seal_certificates()]
    status = validate_pdf_signature(signature, ValidationContext(trust_roots=roots))
    assert status.bottom_line
    assert signature.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"


def test_qpdf_finds_nothing_wrong(pdf: bytes, tmp_path):
    path = tmp_path / "sealed.pdf"
    path.write_bytes(pdf)
    ran = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_one_flipped_byte_is_found(pdf: bytes):
    """Two hundred places all over the file, the gap of the signature and its padding among them."""
    chance = random.Random(7)
    gap = pdf.index(b"/Contents <") + len(b"/Contents <")
    places = [*chance.sample(range(len(pdf)), 160), *chance.sample(range(gap, pdf.index(b">", gap)), 40)]
    trusted = [Certificate.load(one) for one in keys.seal_certificates()]
    assert holds(pdf, trusted)
    for place in places:
        changed = bytearray(pdf)
        changed[place] ^= 1 << chance.randrange(8)
        assert not holds(bytes(changed), trusted), f"byte {place}"


def holds(pdf: bytes, trusted: list[Certificate]) -> bool:
    try:
        told = examiner._report(pdf, trusted, [])
    except Exception:
        return False
    return SealReport(is_pdf=True, **told).holds


def test_what_is_added_behind_the_seal_is_found(pdf: bytes):
    more = IncrementalPdfFileWriter(BytesIO(pdf))
    more.root["/Lang"] = more.root["/Lang"]
    more.update_root()
    out = BytesIO()
    more.write(out)
    report = seal_check(out.getvalue())
    assert report.is_intact
    assert not report.covers_all
    assert not report.holds


def test_another_hub_s_seal_is_intact_but_not_ours(pdf: bytes, settings, tmp_path):
    settings.VAR = tmp_path / "another"
    keys.seal_archive()
    report = seal_check(pdf)
    assert report.is_intact
    assert not report.is_ours
    assert not report.holds


def test_an_old_seal_still_holds_when_the_hub_has_a_new_one(pdf: bytes, settings, tmp_path):
    first, _ = keys.seal_archive()
    (tmp_path / "keys/seal.p12").unlink()
    assert keys.seal_archive()[0] != first
    assert seal_check(pdf).holds
    assert len(keys.seal_certificates()) == 2


def test_a_seal_from_an_archive_that_is_set(settings, tmp_path):
    key, certificate, _ = pkcs12.load_key_and_certificates(keys.seal_archive()[0], None)
    settings.SEAL = tmp_path / "authority.p12"
    settings.SEAL.write_bytes(
        pkcs12.serialize_key_and_certificates(b"x", key, certificate, None, BestAvailableEncryption(b"opens"))
    )
    settings.SEAL_PASSWORD = "opens"
    assert seal_check(sealed()).holds
    settings.SEAL_PASSWORD = "does not"
    with pytest.raises(Refusal, match="seal-unusable") as refused:
        sealed()
    assert refused.value.status == 503
    settings.SEAL = tmp_path / "nowhere.p12"
    with pytest.raises(Refusal, match="No such file"):
        sealed()


STAMPED = (datetime.now(UTC) - timedelta(hours=1)).replace(microsecond=0)


class Authority(BaseHTTPRequestHandler):
    """A time-stamping authority of one machine: RFC 3161 over HTTP, with pyHanko's own stamper behind it."""

    def do_POST(self) -> None:
        asked = TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
        answer = asyncio.run(self.server.stamper.async_request_tsa_response(asked)).dump()
        self.send_response(200)
        self.send_header("Content-Type", "application/timestamp-reply")
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *more: object) -> None:
        """Quiet."""


@pytest.fixture
def authority():
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Stamps")])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), 7, now - timedelta(days=1), now + timedelta(days=9))
    usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
    certificate = builder.add_extension(usage, critical=True).sign(key, hashes.SHA256())
    private = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    server = HTTPServer(("127.0.0.1", 0), Authority)
    loaded = Certificate.load(certificate.public_bytes(Encoding.DER))
    server.stamper = DummyTimeStamper(loaded, PrivateKeyInfo.load(private), fixed_dt=STAMPED)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_stamp_tells_the_time_and_only_a_known_one_counts(authority, tmp_path):
    stamping = sealing.Stamping(authority, keys.keep_stamp)
    made = sealing.seal(draw("x", {}, "vi"), *keys.seal_archive(), reason="", location="", stamping=stamping)
    report = seal_check(made)
    assert report.holds
    assert report.is_stamped
    assert report.at == STAMPED
    [known] = (tmp_path / "keys/stamps").iterdir()
    known.unlink()
    report = seal_check(made)
    assert report.holds
    assert not report.is_stamped
    assert report.at > STAMPED


def test_no_stamp_no_seal():
    stamping = sealing.Stamping("http://127.0.0.1:9/tsa", keys.keep_stamp)
    with pytest.raises(Refusal, match="no-time-stamp") as refused:
        sealing.seal(draw("x", {}, "vi"), *keys.seal_archive(), reason="", location="", stamping=stamping)
    assert refused.value.status == 503


NO_PDFS = {
    "nothing": b"",
    "something else": b"<html>",
    "only the beginning": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n",
    "too large": b"%PDF-1.7" + b"x" * 10_000_001,
    "a loop of cross references": b"%PDF-1.7\nxref\n0 0\ntrailer<</Prev 9/Root 1 0 R/Size 1>>\nstartxref\n9\n%%EOF",
}


@pytest.mark.parametrize("what", NO_PDFS)
def test_what_is_no_pdf_has_no_seal(what: str):
    assert seal_check(NO_PDFS[what]) == SealReport()


def test_an_unsealed_pdf_says_so():
    assert seal_check(draw("x", {}, "en")) == SealReport(is_pdf=True)


def test_only_so_many_are_examined_at_once(pdf: bytes, tmp_path, monkeypatch):
    monkeypatch.setattr("longbien.credentials.queries.seals.WAIT", 0.3)
    gates = [(tmp_path / f"examine.{number}.lock").open("ab") for number in range(2)]
    for gate in gates:
        fcntl.flock(gate, fcntl.LOCK_EX)
    with pytest.raises(Refusal, match="busy") as refused:
        seal_check(pdf)
    assert refused.value.status == 503
    gates[0].close()
    assert seal_check(pdf).holds
    gates[1].close()


def test_an_examination_that_takes_too_long_says_so(pdf: bytes, monkeypatch):
    monkeypatch.setattr("longbien.credentials.queries.seals.SECONDS", 0.01)
    with pytest.raises(Refusal, match="examination-overrun") as refused:
        seal_check(pdf)
    assert refused.value.status == 503


def test_keys_are_for_their_owner_alone(pdf: bytes, tmp_path):
    assert (tmp_path / "keys/seal.p12").stat().st_mode & 0o077 == 0
    assert (tmp_path / "keys").stat().st_mode & 0o077 == 0
