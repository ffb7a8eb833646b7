"""Time stamps by a real authority: asked for after a head is signed, never waited for, checked with everything else."""

import subprocess
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from longbien.record import models, queries
from longbien.record.actions.deliver import deliver
from longbien.record.actions.sequence import sequence
from longbien.record.actions.sign_checkpoint import sign_checkpoint
from longbien.record.rules.stamp import BadStamp, Trust, stamped_at
from tests.record.make import NOW, note, trial
from tests.record.test_tampering import sql
from tests.record.tsa import authority, certify

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def clock_house(tmp_path_factory):
    with authority(tmp_path_factory.mktemp("tsa")) as known:
        yield known


@pytest.fixture
def tsa(clock_house, settings, fresh_database):
    settings.TSA_URL, settings.TSA_CERTIFICATE = clock_house.url, str(clock_house.certificate)
    clock_house.answers.clear()
    return clock_house


def signed(at=NOW):
    note(1, subject=trial())
    sequence()
    return sign_checkpoint(at=at)


def verify(**given):
    out = StringIO()
    call_command("log", "verify", stdout=out, **given)
    return out.getvalue()


def now():
    return datetime.now(UTC)


def test_a_head_is_stamped_and_checked(tsa, client, tmp_path):
    written = signed()
    assert deliver(clock=now) == 1
    stamp = queries.newest_stamp()
    assert (stamp.size, stamp.note) == (1, written)
    assert abs(stamp.at - now()) < timedelta(seconds=60)
    assert "all is as it was signed" in verify()
    page = client.get("/en/record/").content.decode()
    assert "the head of 1 entries was there on" in page
    (tmp_path / "a.tsr").write_bytes(client.get("/log/stamp/1").content)
    (tmp_path / "a.txt").write_bytes(client.get("/log/stamp/1/checkpoint").content)
    command = ["openssl", "ts", "-verify", "-data", "a.txt", "-in", "a.tsr", "-CAfile", str(tsa.certificate)]
    assert b"Verification: OK" in subprocess.run(command, cwd=tmp_path, check=True, capture_output=True).stdout


@pytest.mark.parametrize("elsewhere", ["http://localhost:{port}/", "http://127.0.0.1:1/", "ftp://127.0.0.1:{port}/"])
def test_no_redirect_leads_to_another_host(tsa, elsewhere):
    signed()
    port = tsa.url.rstrip("/").rsplit(":", 1)[1]
    tsa.answers.append((302, elsewhere.format(port=port).encode()))
    deliver(clock=now)
    assert queries.newest_stamp() is None
    assert "LeadsElsewhereError" in models.Delivery.objects.get(done_at=None).error


def test_no_stamp_there(client):
    for path in ("/log/stamp/7", "/log/stamp/7/checkpoint", f"/log/stamp/{9 * 10**30}"):
        assert client.get(path).status_code == 404


def test_once_an_hour_and_only_one_is_owed(tsa):
    signed()
    signed()
    assert models.Delivery.objects.count() == 1
    deliver(clock=now)
    assert queries.newest_stamp().size == 2
    signed(at=now())
    assert models.Delivery.objects.count() == 1
    signed(at=now() + timedelta(hours=2))
    assert models.Delivery.objects.count() == 2


def test_without_an_authority_nothing_is_owed(fresh_database):
    signed()
    assert not models.Delivery.objects.exists()


def test_an_authority_that_is_away_stops_nothing(tsa, settings):
    settings.TSA_URL = "http://127.0.0.1:9/"
    signed()
    deliver(clock=now)
    row = models.Delivery.objects.get()
    assert (row.error, row.tries, row.stuck) == ("URLError", 1, False)
    signed()
    assert queries.head().checkpoint.size == 2
    settings.TSA_URL = tsa.url
    deliver(clock=lambda: now() + timedelta(minutes=2))
    assert queries.newest_stamp().size == 2


@pytest.mark.parametrize(
    ("answer", "error"), [((200, b"hello"), "BadStamp"), ((503, b""), "HTTPError"), ((200, b""), "BadStamp")]
)
def test_what_is_no_stamp_is_not_kept(tsa, answer, error):
    tsa.answers.append(answer)
    signed()
    deliver(clock=now)
    assert models.Delivery.objects.get().error == error
    assert queries.newest_stamp() is None


def test_a_stamp_of_another_authority_is_not_kept(tsa, settings, tmp_path):
    certify(tmp_path)
    settings.TSA_CERTIFICATE = str(tmp_path / "ca.pem")
    signed()
    deliver(clock=now)
    assert models.Delivery.objects.get().error == "BadStamp"


def test_a_changed_stamp_is_found(tsa):
    signed()
    deliver(clock=now)
    good = queries.newest_stamp().answer
    for change in (good[:-9] + bytes([good[-9] ^ 1]) + good[-8:], b"x"):
        sql(("UPDATE record_stamp SET answer = %s", [change]))
        with pytest.raises(CommandError, match="1 fault"):
            verify()
    sql(("UPDATE record_stamp SET answer = %s, at = %s", [good, NOW]))
    with pytest.raises(CommandError, match="1 fault"):
        verify()


def test_a_stamp_on_another_head_is_no_stamp(tsa, settings):
    written = signed()
    deliver(clock=now)
    trusted = Trust.parse(tsa.certificate.read_bytes())
    answer = queries.newest_stamp().answer
    assert stamped_at(answer, written, trusted) == queries.newest_stamp().at
    with pytest.raises(BadStamp):
        stamped_at(answer, written + " ", trusted)


def test_without_certificates_it_says_that_nothing_was_checked(tsa, settings, tmp_path):
    signed()
    deliver(clock=now)
    settings.TSA_CERTIFICATE = ""
    assert "time stamps were not checked" in verify()
    settings.TSA_CERTIFICATE = str(tmp_path / "gone.pem")
    with pytest.raises(CommandError, match="No such file"):
        verify()
    (tmp_path / "gone.pem").write_text("hello")
    with pytest.raises(CommandError, match="LONGBIEN_TSA_CERTIFICATE"):
        verify()
