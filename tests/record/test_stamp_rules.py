"""What a time stamp says and whom it is believed; words for what failed; levels of tiles."""

import urllib.request

import pytest

from longbien.record.rules.faults import LOST, OTHERWISE, why
from longbien.record.rules.stamp import BadStamp, Trust, ask, stamped_at
from longbien.record.rules.tiles import parse_level
from tests.record.test_retention import rule
from tests.record.tsa import authority, certify


@pytest.fixture(scope="module")
def clock_house(tmp_path_factory):
    with authority(tmp_path_factory.mktemp("tsa")) as known:
        yield known


def answer(house, note):
    with urllib.request.urlopen(urllib.request.Request(house.url, data=ask(note))) as response:
        return response.read()


def test_a_stamp_is_of_one_note_and_one_authority(clock_house, tmp_path):
    trusted = Trust.parse(clock_house.certificate.read_bytes())
    said = answer(clock_house, "head\n")
    assert stamped_at(said, "head\n", trusted).tzinfo is not None
    certify(tmp_path)
    stranger = Trust.parse((tmp_path / "ca.pem").read_bytes())
    for given in ((said, "head", trusted), (said, "head\n", stranger), (b"x", "head\n", trusted)):
        with pytest.raises(BadStamp, match="doesn't hold"):
            stamped_at(*given)


def test_certificates(tmp_path):
    certify(tmp_path)
    root, clock = (tmp_path / "ca.pem").read_bytes(), (tmp_path / "tsa.pem").read_bytes()
    assert (len(Trust.parse(root + clock).roots), len(Trust.parse(root + clock).others)) == (1, 1)
    with pytest.raises(ValueError, match="root"):
        Trust.parse(clock)


def test_words_for_what_failed():
    assert why(LOST)["en"].startswith("The worker was ended")
    assert why("ZeroDivisionError") is OTHERWISE


@pytest.mark.parametrize(
    ("written", "level"), [("0", 0), ("7", 7), ("63", 63), ("64", None), ("00", None), ("07", None), ("x", None)]
)
def test_levels_of_tiles(written, level):
    assert parse_level(written) == level


def test_all_that_a_rule_may_say():
    happening = {"event": "test.mailed", "where": {"count": [7]}}
    read = rule(starts=happening, unless=happening, since="When it ended")
    assert (read.means, str(read.since)) == ("erase-openings", "When it ended")
    assert read.starts == read.unless
    assert read.starts.where == {"count": (7,)}
