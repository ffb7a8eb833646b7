"""What strangers tell of their data sets, and which addresses are theirs."""

import pytest

from longbien.data.rules.harvest.addresses import Place, is_outside, place_of
from longbien.data.rules.harvest.faults import unread
from longbien.data.rules.harvest.packages import packages_of, read_package
from longbien.data.rules.harvest.told import Distribution, address, external, from_data, in_language, to_data


@pytest.mark.parametrize(
    ("said", "outside"),
    [
        ("8.8.8.8", True), ("2001:4860:4860::8888", True), ("127.0.0.1", False), ("10.0.0.1", False),
        ("169.254.169.254", False), ("0.0.0.0", False), ("224.0.0.1", False), ("::1", False), ("fe80::1%eth0", False),
        ("fd00::1", False), ("::ffff:127.0.0.1", False), ("::ffff:8.8.8.8", True), ("64:ff9b::7f00:1", False),
        ("::127.0.0.1", False), ("2002:7f00:1::", False), ("2002:808:808::", True), ("100.64.0.1", False),
        ("2001:0:7f00:1:0:ffff:8080:8080", False), ("ff02::1", False),
    ],
)  # fmt: skip
def test_inner_addresses(said, outside):
    assert is_outside(said) is outside


def test_places():
    assert place_of("https://a.example/b?c=d#e") == Place("https", "a.example", 443, "/b?c=d")
    assert place_of("http://a:81").door == ("a", 81)
    for said in ("ftp://a/", "/etc/passwd", "http://u:p@a/", "http://u@a/", "http:///", "http://a b/", "http://a:x/"):
        with pytest.raises(ValueError, match=r"\w"):
            place_of(said)


def test_what_is_kept_is_bounded():
    files = [Distribution("n" * 900, "CSV", "javascript:alert(1)")] * 60
    one = external(
        "k" * 900, {"vi": "a\0b " + "c" * 900, "en": " ", "x": "\ud800y"}, about={"": "d" * 9_000}, publisher="p\n q",
        licence="l", page="file:///etc/passwd", modified="m", distributions=files,
    )  # fmt: skip
    assert (len(one.key), len(one.title["vi"]), {*one.title}, one.title["x"]) == (500, 300, {"vi", "x"}, "y")
    assert (len(one.about[""]), one.publisher, one.page, len(one.distributions)) == (5_000, "p q", "", 50)
    assert one.distributions[0] == Distribution("n" * 300, "CSV", "")
    assert from_data(to_data(one)) == one
    assert external("k", {"": "t"}, licence=None).licence == ""
    for key, title in (("", {"": "a"}), ("k", {}), ("k", {"": " "})):
        with pytest.raises(ValueError, match="identifier"):
            external(key, title)


def test_addresses_that_readers_follow():
    assert address("https://a/b") == "https://a/b"
    for said in ("javascript:x", "http://", "http://[", "http://a b", "http://a/\n", "https://" + "a" * 2_000, None, 3):
        assert address(said) == ""


def test_words_in_a_language_that_there_is():
    words = {"vi": "A", "en": "B"}
    assert [in_language(words, one) for one in ("en", "fr")] == [("en", "B"), ("vi", "A")]
    assert in_language({"": "C", "fr": "D"}, "en") == ("", "C")
    assert in_language({}, "en") == ("", "")


def test_packages():
    one = read_package(
        {"id": "1", "name": "a", "title_translated": {"vi": "A", "en": 3}, "title": "T", "notes": "N",
         "organization": {"name": "o"}, "license_title": "L", "metadata_modified": "2026",
         "resources": [{"name": "f", "format": "CSV", "url": "http://a/f"}, 3]}, "http://c/",
    )  # fmt: skip
    assert (one.key, one.title, one.about, one.publisher, one.licence) == ("1", {"vi": "A"}, {"": "N"}, "o", "L")
    assert (one.page, one.distributions) == ("http://c/dataset/a", (Distribution("f", "CSV", "http://a/f"),))
    bare = read_package({"name": "a", "organization": None, "resources": None}, "http://c")
    assert (bare.key, bare.title, bare.publisher, bare.distributions) == ("a", {"": "a"}, "", ())
    for data in (3, {}, []):
        with pytest.raises(ValueError, match=r"\w"):
            read_package(data, "http://c")


def test_answers():
    assert packages_of({"success": True, "result": {"count": 1, "results": [3]}}) == (1, [3])
    for said in (3, {}, {"success": True}, {"success": True, "result": 3}, {"success": True, "result": {"results": []}},
                 {"success": False, "result": {"count": 0, "results": []}}):  # fmt: skip
        with pytest.raises(ValueError, match="no answer"):
            packages_of(said)


def test_a_source_that_cannot_be_read():
    refusal = unread("a" * 300, vi="Không.", en="No.")
    assert (refusal.code, len(refusal.faults[0].where)) == ("source-unread", 200)
