"""Time stamps in a dossier: a real authority says that the log was there, and who holds the key can't say otherwise."""

import json
import urllib.request
from base64 import b64encode
from datetime import UTC, datetime

import pytest

from longbien.record import queries
from longbien.record.actions.sequence import sequence
from longbien.record.actions.sign_checkpoint import sign_checkpoint
from longbien.record.actions.stamp_checkpoint import stamp_if_answered
from longbien.record.keys import verifier
from longbien.record.rules.stamp import Trust, ask
from longbien.trials import offline
from longbien.trials.rules.dossier.file import read
from longbien.trials.rules.dossier.verify import verify
from tests.record.tsa import authority, certify
from tests.trials.evidence import FROZEN, built, eventful, forged, hours, trusted
from tests.trials.make import outside

FILE = FROZEN.read_bytes()
VERIFIER = trusted(FILE)


@pytest.fixture(scope="module")
def clock_house(tmp_path_factory):
    with authority(tmp_path_factory.mktemp("tsa")) as known:
        yield known


@pytest.fixture
def trust(clock_house):
    return Trust.parse(clock_house.certificate.read_bytes())


def stamped(house, note):
    with urllib.request.urlopen(urllib.request.Request(house.url, data=ask(note))) as response:
        return {"checkpoint": note, "answer": b64encode(response.read()).decode(), "path": []}


@pytest.fixture
def with_stamp(clock_house):
    """A frozen dossier whose head was stamped, its parts changed before it was signed again."""

    def make(change=lambda parts: None):
        def stamp_and_change(parts):
            parts["log"]["stamps"] = [stamped(clock_house, parts["log"]["checkpoint"])]
            change(parts)

        return forged(FILE, stamp_and_change)

    return make


def wrong(file, trust=None, key=VERIFIER):
    return [said["en"] for check in verify(file, key, trust) for said in check.wrong]


def test_a_stamp_holds_with_and_without_the_certificate(with_stamp, trust):
    assert wrong(with_stamp(), trust) == wrong(with_stamp()) == []
    known, old, new = verify(FILE, VERIFIER), verify(with_stamp(), VERIFIER), verify(with_stamp(), VERIFIER, trust)
    assert (len(old), len(new)) == (len(known) + 1, len(known) + 2)
    assert any("RFC 3161 time stamps" in check.what["en"] for check in new)


def test_who_wants_stamps_is_told_that_there_are_none(trust):
    assert wrong(FILE, trust) == ["The dossier holds no time stamp."]


def test_another_authority_vouches_for_nothing(with_stamp, tmp_path):
    certify(tmp_path)
    [said] = wrong(with_stamp(), Trust.parse((tmp_path / "ca.pem").read_bytes()))
    assert said.startswith("A time stamp is wrong")


def test_a_head_of_another_log_is_none_of_this(with_stamp):
    def shorten(parts):
        parts["log"]["stamps"][0]["path"] = [b64encode(bytes(32)).decode()]

    [said] = wrong(with_stamp(shorten))
    assert said.endswith("is none of this log.")


def test_no_entry_is_from_after_its_stamp(with_stamp, trust):
    """A leaf whose time was moved on is found by its hash too; here the stamp alone is asked."""

    def move_on(parts):
        leaf = json.loads(parts["timeline"][0]["leaf"])
        leaf["at"] = "2199-01-01T00:00:00.000000Z"
        parts["timeline"][0]["leaf"] = json.dumps(leaf, ensure_ascii=False, separators=(",", ":"), sort_keys=True)

    assert any("yet it was in the log at" in said for said in wrong(with_stamp(move_on), trust))


def test_a_part_that_is_no_log_can_not_be_read():
    def unmake(parts):
        parts["log"] = ["nothing"]

    assert wrong(forged(FILE, unmake))


@pytest.fixture
def tsa(clock_house, settings):
    settings.TSA_URL, settings.TSA_CERTIFICATE = clock_house.url, str(clock_house.certificate)
    clock_house.answers.clear()
    return clock_house


@pytest.mark.django_db
def test_decisions_come_with_the_first_stamp_over_them(tsa, trust, tmp_path, capsys):
    trial = eventful()
    while sequence():
        pass
    sign_checkpoint(at=hours(9))
    stamp_if_answered()
    trial.send(outside(90, at=hours(9.5)), at=hours(9.5))
    file = built(trial)
    stamps = read(file, verifier()).parts["log"]["stamps"]
    sizes = [int(one["checkpoint"].split("\n")[1]) for one in stamps]
    assert len(sizes) == 2
    assert sizes == sorted(sizes)
    assert sizes[-1] == queries.size()
    assert wrong(file, trust, verifier()) == []
    (tmp_path / "trial.dossier").write_bytes(file)
    words = [str(tmp_path / "trial.dossier"), "--key", str(verifier()), "--stamped-by"]
    assert offline.main([*words, str(tsa.certificate)]) == 0
    assert "RFC 3161 time stamps" in capsys.readouterr().out
    assert offline.main([*words, str(tmp_path / "trial.dossier")]) == 2
    assert "longbien dossier verify: " in capsys.readouterr().err


@pytest.mark.django_db
def test_an_authority_that_does_not_answer_holds_nothing_up(tsa, settings):
    settings.TSA_URL = "http://127.0.0.1:9/"
    file = built(eventful())
    assert "stamps" not in read(file, verifier()).parts["log"]
    assert wrong(file, None, verifier()) == []
    tsa.answers.append((200, b"no stamp"))
    settings.TSA_URL = tsa.url
    stamp_if_answered()
    assert queries.newest_stamp() is None
    stamp_if_answered()
    assert abs(queries.newest_stamp().at - datetime.now(UTC)).total_seconds() < 600
