"""Pages and programs' addresses: who sees what, what is told, and what is refused in words."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from longbien.credentials import keys, models
from longbien.credentials.actions.issue import issue
from longbien.credentials.letters import sealing
from longbien.credentials.linked import issuer
from longbien.credentials.queries import credential_card, document_of, draw, verify
from longbien.people.policy import ADMINISTRATOR, OFFICER
from longbien.record import keys as record_keys
from tests.credentials.make import LAN, NOW, case, claims
from tests.people.make import actor, client_of, organisation

pytestmark = pytest.mark.django_db
REASON = {"reason": "Vi phạm điều kiện"}


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.VAR = tmp_path
    record_keys.make_key()


def issued(kind: str = "role", to=None, **more):
    return issue(kind=kind, subject=case(), holder=to or actor().id, claims=claims(**more), by=LAN, at=NOW)


def page(client: Client, made, language: str = "/en"):
    return client.get(f"{language}/credentials/{reverse('credentials:credential', args=[made]).rpartition('/')[2]}")


def test_anyone_with_the_address_sees_whether_it_stands_and_no_more():
    made = issued()
    shown = page(Client(), made).content.decode()
    assert "In force" in shown
    assert "It has not been revoked" in shown
    assert "for its holder to show" in shown
    assert credential_card(made).holder_name not in shown
    assert "TĐ-2026-001" not in shown
    assert Client().get(reverse("issuer:credential", args=[made])).status_code == 403


def test_its_holder_reads_and_downloads_it():
    someone = actor(name="Đỗ Văn Ẫm")
    made = issued(to=someone.id)
    client = client_of(someone)
    shown = page(client, made, "").content.decode()
    assert "Đỗ Văn Ẫm" in shown
    assert "Long Biên, phường Bồ Đề" in shown
    assert "Thu hồi vĩnh viễn" not in shown
    reply = client.get(reverse("issuer:credential", args=[made]) + "?download")
    assert reply["Content-Type"] == "application/vc"
    assert reply["Content-Disposition"].startswith("attachment")
    assert reply.content.decode() == document_of(made)


def test_members_read_what_their_organisation_holds_and_others_do_not():
    team = organisation()
    made = issued("attestation", to=team.pk)
    address = reverse("issuer:credential", args=[made])
    assert client_of(actor(member_of=team.pk)).get(address).status_code == 200
    assert client_of(actor()).get(address).status_code == 403


def test_a_permit_is_open_to_all():
    made = issued("permit", to=organisation().pk)
    assert "TĐ-2026-001" in page(Client(), made).content.decode()
    reply = Client().get(reverse("issuer:credential", args=[made]))
    assert verify(reply.content.decode(), at=NOW).outcome == "ok"


def test_the_list_shows_one_s_own_and_officers_all(django_assert_max_num_queries):
    someone = actor()
    issued(to=someone.id, name="Của tôi")
    issued(name="Của người khác")
    issued("permit", to=organisation().pk, name="Giấy phép của nhóm")
    mine = client_of(someone).get("/credentials").content.decode()
    assert "Của tôi" in mine
    assert "Của người khác" not in mine
    assert "Giấy phép của nhóm" not in mine
    officer = client_of(actor(OFFICER))
    with django_assert_max_num_queries(12):
        shown = officer.get("/credentials").content.decode()
    assert all(name in shown for name in ("Của tôi", "Của người khác", "Giấy phép của nhóm"))
    assert Client().get("/credentials").status_code == 302


@pytest.mark.parametrize("role", [OFFICER, ADMINISTRATOR])
def test_an_officer_revokes_with_a_reason_that_the_holder_reads(role: str):
    someone = actor()
    made = issued(to=someone.id)
    address = reverse("credentials:revoke", args=[made])
    reply = client_of(actor(role)).post(address, REASON, follow=True)
    assert "Đã thu hồi chứng nhận" in reply.content.decode()
    assert "Vi phạm điều kiện" in page(client_of(someone), made).content.decode()
    assert "Vi phạm điều kiện" not in page(Client(), made).content.decode()
    assert client_of(actor(role)).post(address, REASON).status_code == 409


def test_without_a_reason_nothing_happens_and_the_page_says_so():
    made = issued()
    reply = client_of(actor(OFFICER)).post(reverse("credentials:revoke", args=[made]), {"reason": " "})
    assert reply.status_code == 422
    assert "Hãy ghi lý do" in reply.content.decode()
    assert not models.Revocation.objects.exists()


def test_nobody_else_revokes():
    someone = actor()
    made = issued(to=someone.id)
    address = reverse("credentials:revoke", args=[made])
    assert client_of(someone).post(address, REASON).status_code == 403
    assert client_of(actor("reviewer")).post(address, REASON).status_code == 403
    assert Client().post(address, REASON).status_code == 302
    assert not models.Revocation.objects.exists()


def test_the_did_and_the_lists_are_public():
    issued()
    reply = Client().get("/.well-known/did.json")
    assert reply["Access-Control-Allow-Origin"] == "*"
    said = reply.json()
    assert said["id"] == issuer.did()
    assert said["assertionMethod"] == [said["verificationMethod"][0]["id"]] == [issuer.method()]
    number = models.StatusList.objects.get().pk
    listed = Client().get(f"/credentials/status/{number}")
    assert verify(listed.content.decode(), at=NOW).checks[0].outcome == "ok"
    assert Client().get(f"/credentials/status/{number + 1}").status_code == 404


def upload(content: bytes, name: str, language: str = "/en"):
    return Client().post(f"{language}/verify/", {"file": SimpleUploadedFile(name, content)})


def test_a_sealed_letter_is_told_to_be_genuine_and_a_changed_one_not():
    letter = sealing.seal(draw("Ẩn", {}, "vi"), *keys.seal_archive(), reason="12/QĐ · Cấp phép", location="")
    shown = upload(letter, "letter.pdf").content.decode()
    assert "This paper is genuine" in shown
    assert "12/QĐ · Cấp phép" in shown
    changed = letter.replace(b"%PDF-1.7", b"%PDF-1.6", 1)
    shown = upload(changed, "letter.pdf", "").content.decode()
    assert "Không nên tin giấy tờ này" in shown
    assert "Nội dung đã bị sửa" in shown
    assert "carries no seal" in upload(draw("x", {}, "en"), "plain.pdf").content.decode()
    assert "no PDF that can be read" in upload(b"%PDF-1.7 nothing", "broken.pdf").content.decode()


def test_a_credential_is_checked_as_a_file_or_as_text():
    document = document_of(issued(to=actor(name="Lan <b>Đỗ</b>").id))
    shown = upload(document.encode(), "credential.json").content.decode()
    assert "It was issued by this hub" in shown
    assert "Lan &lt;b&gt;Đỗ&lt;/b&gt;" in shown
    shown = Client().post("/verify/", {"text": document}).content.decode()
    assert "Do trung tâm này cấp" in shown
    shown = Client().post("/en/verify/", {"text": document.replace("Long Bi", "Đông A")}).content.decode()
    assert "Don&#x27;t trust this paper" in shown


REFUSED = {
    "nothing": ({}, "Choose a file, or paste a credential"),
    "an empty file": ({"file": SimpleUploadedFile("a.pdf", b"")}, "empty"),
    "another kind of file": ({"file": SimpleUploadedFile("a.exe", b"MZ")}, "pdf"),
    "too much text": ({"text": "x" * 100_001}, "100"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_checked_is_refused_in_words(what: str):
    given, words = REFUSED[what]
    reply = Client().post("/en/verify/", given)
    assert reply.status_code in (200, 422)
    assert words in reply.content.decode()
    assert "This paper is genuine" not in reply.content.decode()


def call(path: str, body: object) -> tuple[int, dict]:
    reply = Client().post(f"/vc/{path}", json.dumps(body), content_type="application/json")
    return reply.status_code, reply.json()


SMALL = {
    "@context": ["https://www.w3.org/ns/credentials/v2"],
    "type": ["VerifiableCredential"],
    "issuer": "did:example:a",
    "credentialSubject": {"name": "Lan"},
}


def test_the_vc_api_is_closed_unless_it_is_set(settings):
    for path, body in (("credentials/issue", {"credential": SMALL}), ("credentials/verify", {})):
        assert call(path, body)[0] == 404
    assert Client().get("/vc/").status_code == 404
    assert not (settings.VAR / "keys/vc-api.pem").exists()


def test_the_vc_api_signs_with_a_key_of_its_own(settings):
    settings.VC_API = True
    own = Client().get("/vc/").json()["issuer"]
    for suite in ("eddsa-rdfc-2022", "eddsa-jcs-2022"):
        given = {"credential": {**SMALL, "issuer": own}, "options": {"cryptosuite": suite}}
        status, answer = call("credentials/issue", given)
        assert status == 201
        document = answer["verifiableCredential"]
        assert document["proof"]["cryptosuite"] == suite
        assert document["proof"]["verificationMethod"].startswith(own)
        assert call("credentials/verify", {"verifiableCredential": document}) == (
            200,
            {"verified": True, "problemDetails": []},
        )
    assert issuer.method() not in json.dumps(document)
    presentation = {
        "@context": SMALL["@context"],
        "type": ["VerifiablePresentation"],
        "verifiableCredential": [document],
    }
    assert call("presentations/verify", {"verifiablePresentation": presentation, "options": None})[0] == 200
    presentation["verifiableCredential"] = [{**document, "id": "urn:a:b"}]
    assert call("presentations/verify", {"verifiablePresentation": presentation})[0] == 400


@pytest.mark.parametrize(
    ("body", "status"),
    [(b"", 400), (b"{", 400), (b"[]", 400), (b"[" * 50_000, 400), (b" " * 100_001, 413), (b"{}", 400), (b"\xff", 400)],
    ids=["empty", "cut", "a list", "deep", "large", "nothing in it", "no text"],
)
def test_the_vc_api_answers_what_it_cannot_read(settings, body: bytes, status: int):
    settings.VC_API = True
    for path in ("credentials/issue", "credentials/verify", "presentations/verify"):
        reply = Client().post(f"/vc/{path}", body, content_type="application/json")
        assert reply.status_code == status
        assert reply.json()["title"].keys() == {"vi", "en"}


def test_the_two_pages_that_check_point_to_each_other(client):
    assert 'href="/record/verify/"' in client.get("/verify/").content.decode()
    page = client.get("/record/verify/").content.decode()
    assert "giấy phép hoặc chứng nhận, hãy sang" in page.replace("\n", " ")
