"""Files that are not what they say, and files that are more than they seem.

Open Forms checks the content of uploads since attachments with the ending of a picture held something else; Wagtail
serves documents so that a browser runs none (elsewhere, what was uploaded ran on the site).
"""

import io
import time
import zipfile
import zlib
from contextlib import suppress

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from longbien.credentials.queries.seals import seal_check
from longbien.kernel.refusal import Refusal
from longbien.kernel.subject import Subject
from longbien.procedures.models import Case
from longbien.record.actions.store_document import store_document
from longbien.record.models import Document
from longbien.record.rules.media import Limits, clean_name
from tests.people.make import client_of
from tests.procedures import make

pytestmark = pytest.mark.django_db
HTML = b"<!doctype html><script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64


def zipped(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def store(name: str, content: bytes, limits: Limits = Limits()):  # noqa: B008 - as `store_document` has it
    case = Subject("procedures.case", make.person("someone").pk)
    by = make.actor(make.person("who"))
    return store_document([content], name=name, subject=case, by=by, at=make.MONDAY, limits=limits)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", HTML),
        ("a.png", HTML),
        ("a.pdf", SVG),
        ("a.jpg", SVG),
        ("a.svg", SVG),
        ("a.html", HTML),
        ("a.pdf", PNG),
        ("a.png", PDF),
        ("a.docx", PDF),
        ("a.docx", HTML),
        ("a.txt", b"\0\1\2"),
        ("a.csv", PNG),
        ("a", PDF),
        ("a.exe", b"MZ"),
        ("a.pdf.html", HTML),
        ("a.pdf", b""),
        ("a.pdf", b"MZ" + PDF),
        ("a.zip", b"PK\x03\x04"),
        ("a.xml", SVG),
        ("a.pdf\0.html", HTML),
        ("a.html%00.pdf", HTML),
        ("a.docx", b"\xd0\xcf\x11\xe0" + b"\0" * 600),
    ],
)
def test_a_file_is_not_taken_for_what_it_only_calls_itself(name, content):
    with pytest.raises(Refusal) as refused:
        store(name, content)
    assert refused.value.status == 422
    assert not Document.objects.exists()


@pytest.mark.parametrize(
    "given",
    [
        "../../etc/passwd.pdf",
        "..\\..\\x.pdf",
        "/abs/x.pdf",
        "x\u202efdp.exe.pdf",
        "\r\nSet-Cookie: a=b.pdf",
        "." * 300 + ".pdf",
    ],
)
def test_a_name_leads_to_no_other_folder_and_says_nothing_backwards(given):
    name = clean_name(given)
    assert not {"/", "\\", "\r", "\n", "\u202e"} & set(name)
    assert not name.startswith(".")
    assert len(name) <= 120


def test_what_is_fetched_is_a_download_that_no_browser_runs():
    """A PDF that is HTML as well, in the eyes of a browser that guesses: it must neither guess nor show it."""
    field = {"$ref": "urn:longbien:file", "x-accept": [".pdf"], "optional": True}
    make.published(make.sample(), {"request": make.form(title={"type": "string"}, plan=field)})
    applicant = make.person("applicant")
    case = Case.objects.get(pk=make.opened(make.team(applicant), applicant))
    client, fill = client_of(applicant), f"/cases/{make.slug(case.pk)}/do/submit"
    polyglot = SimpleUploadedFile("plan;alert(1).pdf", PDF.replace(b"trailer", HTML + b"trailer"), "text/html")
    assert client.post(fill, {"title": "A thing", "plan": polyglot, "_save": "1"}).status_code == 302
    kept = Document.objects.get()
    answer = client.get(f"/cases/{make.slug(case.pk)}/documents/{make.slug(kept.pk)}")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    assert "unsafe-inline" not in answer.headers["Content-Security-Policy"]


def test_a_file_of_a_case_is_taken_up_to_its_size_and_no_further():
    with pytest.raises(Refusal) as refused:
        store("a.pdf", PDF + b"\0" * 2_000, Limits((".pdf",), 1_000))
    assert refused.value.status == 413


def bomb() -> bytes:
    """A PDF whose one stream unfolds to a gigabyte, by filters upon filters."""
    stream = zlib.compress(zlib.compress(b"\0" * 60_000_000, 9), 9)
    told = b"/Filter[/FlateDecode/FlateDecode]/Type/XRef/Size 2/W[1 2 1]/Root 1 0 R"
    head = b"%%PDF-1.7\n1 0 obj<</Length %d" + told + b">>stream\n"
    body = head % len(stream) + stream + b"\nendstream endobj\n"
    return body + b"startxref\n9\n%%EOF\n"


@pytest.mark.parametrize(
    "pdf",
    [
        bomb(),
        b"%PDF-" + b"[" * 200_000,
        b"%PDF-1.7\n" + b"1 0 obj<</A 1 0 R>>endobj\n" * 5_000 + b"startxref\n9\n%%EOF",
        b"%PDF-1.4\nxref\n0 99999999999\ntrailer<</Prev 9/Root 1 0 R>>\nstartxref\n9\n%%EOF\n",
        b"%PDF-1.4\n" + bytes(range(256)) * 200,
    ],
    ids=["bomb", "brackets", "circle", "table", "noise"],
)
def test_no_file_that_is_brought_to_be_examined_stops_the_house(pdf):
    began = time.monotonic()
    try:
        holds = seal_check(pdf).holds
    except Refusal:  # 503: it took too long and was stopped
        holds = False
    assert not holds
    assert time.monotonic() - began < 60


@pytest.mark.parametrize(
    "text",
    [
        "[" * 90_000,
        '{"a":' * 30_000,
        '{"@context": "https://attacker.example/c"}',
        "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
        '{"@context": ["https://www.w3.org/ns/credentials/v2", {"@import": "file:///etc/passwd"}]}',
        "1" * 99_000,
        '{"proof": {"type": "DataIntegrityProof", "verificationMethod": "did:web:localhost%3A6379#k"}}',
        "NaN",
        "null",
    ],
)
def test_no_text_that_is_brought_to_be_verified_breaks_or_fetches(text):
    """W3C VC API and Open Badges verifiers that fetched contexts and keys by address: SSRF and worse."""
    answer = Client().post("/verify/", {"text": text})
    assert answer.status_code in (200, 422)
    assert "attacker.example/c" not in answer.headers.get("Location", "")


def test_a_picture_larger_than_any_memory_is_stored_unopened():
    """A small PNG that says it is 100,000 × 100,000 pixels: nothing here opens a picture, so it hurts nobody."""
    header = b"\0\1\x86\xa0\0\1\x86\xa0\x08\x06\0\0\0"
    chunk = b"IHDR" + header
    picture = b"\x89PNG\r\n\x1a\n" + len(header).to_bytes(4, "big") + chunk + zlib.crc32(chunk).to_bytes(4, "big")
    began = time.monotonic()
    assert store("a.png", picture)
    assert time.monotonic() - began < 60


def test_a_zip_that_unfolds_to_much_is_stored_folded():
    """An office file is never unpacked here, whatever it would unfold to."""
    content = zipped(**{"[Content_Types].xml": b"<Types/>", "word/document.xml": b"\0" * 50_000_000})
    began = time.monotonic()
    with suppress(Refusal):
        store("a.docx", content)
    assert time.monotonic() - began < 60
