"""Only the settings name hosts that this house talks to: nothing that people type, send or publish does.

pretix webhooks and Open Forms services: an address that staff could set reached the machine's own network (SSRF).
"""

import ast
import json
import socket
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client

import longbien
from longbien.credentials.letters.drawing import faults_in
from longbien.people.models import Body, Seat
from longbien.people.queries.held import today
from longbien.procedures.actions.authoring.drafting import begin_new, save_revision
from longbien.procedures.actions.meetings.calling import call_meeting
from longbien.procedures.models import ServiceDraft
from longbien.procedures.rules.authoring.texts import Texts, read
from tests.procedures import make

ROOM = Path(longbien.__file__).parent
INSIDE = ["http://127.0.0.1:6379/", "http://169.254.169.254/latest/meta-data/", "file:///etc/passwd", "gopher://x/"]
# Each module that may open a connection, and the setting that names the host.
CALLERS = {
    "record/actions/stamp_checkpoint.py": "settings.TSA_URL",
    "record/vault/bucket.py": "settings",
    "data/lake/places.py": "settings.LAKE",
    "trials/replay.py": "the command line",
    "credentials/letters/sealing.py": "settings.TSA_URL",
    "record/management/commands/serve.py": "listens, and calls nobody",
    "people/accounts/oidc.py": "settings",
    # A pair of sockets between a process and those it started: nothing listens, no address is named.
    "data/gateway/asking.py": "its own processes",
    "data/gateway/frames.py": "its own processes",
    "data/gateway/mother.py": "its own processes",
    "data/gateway/worker.py": "its own processes",
    "people/views/provider.py": "settings",
    # Other catalogues, named by the operator: tests/data/clients/test_harvest.py tries inner addresses and redirects.
    "data/harvest/fetching.py": "the hub's folder, or the command line",
}
LIBRARIES = {"requests", "urllib.request", "http.client", "httpx", "aiohttp", "socket", "smtplib", "ftplib", "boto3",
             "botocore", "urllib3", "pyhanko.sign.timestamps", "minio"}  # fmt: skip


def imported(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


def test_no_other_module_can_open_a_connection():
    """A new one has to be entered above, with the setting that names its host."""
    callers = {
        str(path.relative_to(ROOM))
        for path in ROOM.rglob("*.py")
        if any(name == one or name.startswith(f"{one}.") for name in imported(path) for one in LIBRARIES)
    }
    assert callers <= CALLERS.keys(), callers - CALLERS.keys()


@pytest.fixture
def no_network(monkeypatch):
    """Whoever connects to anything but the database is found out."""
    tried: list[object] = []

    def connect(self: socket.socket, address: object) -> None:
        tried.append(address)
        raise OSError("no network in this test")

    monkeypatch.setattr(socket.socket, "connect", connect)
    yield tried
    assert not tried


@pytest.mark.django_db
@pytest.mark.parametrize("address", INSIDE)
def test_a_credential_that_names_addresses_has_none_of_them_fetched(no_network, address):
    """JSON-LD contexts, `did:web` keys, status lists and schemas of a stranger's credential: four to fetch."""
    proof = {
        "type": "DataIntegrityProof", "cryptosuite": "eddsa-rdfc-2022", "proofPurpose": "assertionMethod",
        "verificationMethod": f"did:web:{address.removeprefix('http://').strip('/').replace(':', '%3A')}#key",
        "created": "2026-01-01T00:00:00Z", "proofValue": "z" + "1" * 80,
    }  # fmt: skip
    credential = {
        "@context": ["https://www.w3.org/ns/credentials/v2", address], "type": ["VerifiableCredential"],
        "issuer": proof["verificationMethod"].partition("#")[0], "credentialSubject": {"id": address},
        "credentialStatus": {"type": "BitstringStatusListEntry", "statusListCredential": address,
                             "statusListIndex": "1", "statusPurpose": "revocation", "id": f"{address}#1"},
        "credentialSchema": {"id": address, "type": "JsonSchema"}, "proof": proof,
    }  # fmt: skip
    for said in (credential, credential | {"@context": ["https://www.w3.org/ns/credentials/v2"]}):
        assert Client().post("/verify/", {"text": json.dumps(said)}).status_code == 200


@pytest.mark.django_db
def test_a_service_hands_over_to_https_only_and_nothing_is_asked_there(no_network):
    """A hand-off is a link for people; what is not `https` is no link, and none is ever followed by the house."""
    clerk = make.actor(make.person("clerk", "department-officer"))
    at = make.local_noon(today())
    draft = begin_new(name="handing-over", by=clerk, at=at)
    text = ServiceDraft.objects.get(pk=draft).revisions.get(seq=1).procedure
    for address in (*INSIDE, "javascript:alert(1)", "https://x y", "//evil.example"):
        data = make.changed(
            make.sample(), {"set": {"states.screening": {"handoff": {"to": make.bi("There"), "url": address}}}}
        )  # fmt: skip
        with pytest.raises(Exception, match="not-in-order"):
            make.published(data)
    save_revision(draft_id=draft, texts=Texts(text, {}, ""), seen=1, by=clerk, at=at)


@pytest.mark.django_db
def test_where_a_meeting_is_held_online_is_nothing_that_the_house_opens(no_network):
    """The address to join is shown to people, never asked for by the house."""
    from_body = make.person("an")
    Body.objects.create(code="gate-board", name=make.bi("Board"), terms={})
    Seat.objects.create(body_id="gate-board", person=from_body)
    at = make.local_noon(today())
    call_meeting(
        body="gate-board", begins_at=at + timedelta(days=1), place="", online=INSIDE[1], by=make.actor(from_body), at=at
    )  # fmt: skip


@pytest.mark.parametrize("name", ["../../../etc/passwd", "/etc/passwd", "forms/../../x.schema.json", INSIDE[0]])
def test_a_service_names_no_file_outside_its_own_texts(name):
    """What a clerk types into `forms` or `letters` names a text beside it, never a path or an address."""
    written = read(Texts(f"forms: {{a: {json.dumps(name)}}}\nletters: {{b: {json.dumps(name)}}}\n", {}, ""))
    assert written.bundle is not None
    assert written.bundle.forms == {"a": None}
    assert written.bundle.letters == {"b": None}


@pytest.mark.parametrize("address", ["@preview/cetz:0.3.0", "@local/x:1.0.0", *INSIDE])
def test_a_letter_fetches_no_package(address):
    assert faults_in(f'#import "{address}": *', {})
