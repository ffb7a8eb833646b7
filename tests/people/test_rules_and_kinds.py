"""Pure rules of people: collation, numbers of papers and registers, names of devices, deadlines."""

import random
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.utils import translation

from longbien.kernel.refusal import Refusal
from longbien.kernel.text import Text
from longbien.kernel.workdays import WorkingDays
from longbien.people.kinds.countries import any_id, any_number, numbers, passport
from longbien.people.kinds.vn import citizen_id, tax_code
from longbien.people.rules.agents import device_name
from longbien.people.rules.collation import sort_key
from longbien.people.rules.countries import check_country
from longbien.people.rules.privacy import deadlines, written
from longbien.people.rules.second_factor import required
from longbien.people.views.countries import country_field

TODAY = date(2026, 11, 28)
IN_ORDER = Path(__file__).with_name("data") / "names-in-icu-order.txt"


def test_three_thousand_names_stand_as_icu_puts_them():
    names = IN_ORDER.read_text().splitlines()
    shuffled = random.Random(1).sample(names, len(names))
    assert sorted(shuffled, key=lambda name: (sort_key(name), name)) == names
    assert len(names) == 3_000


@pytest.mark.parametrize(
    "names",
    [
        ["An", "Ăn", "Ân", "Bình", "Chi", "Dung", "Đăng", "Em", "Ến"],
        ["ma", "mà", "mả", "mã", "má", "mạ"],
        ["lan", "Lan", "LAN", "lần", "Lần"],
        ["Nguyễn Văn A", "Nguyễn Văn À", "Nguyễn Văn B"],
        ["Ô", "Ơ", "P", "U", "Ư", "V"],
        ["3M", "Jean Luc", "Jean-Luc", "Jeanne", "Zoe", "Zoë", "Łukasz", "Анна", "李"],
        ["", "a"],
    ],
)
def test_what_comes_after_what(names):
    assert sorted(reversed(names), key=sort_key) == names


def test_a_name_has_one_place_however_it_is_composed():
    assert sort_key("Việt") == sort_key("Việt") == sort_key("Việt")
    assert sort_key("ế\u0301") > sort_key("ế")
    assert sort_key("\u0301") != sort_key("")
    assert sort_key("a\u0327\u20d0") > sort_key("a\u0327")


@pytest.mark.parametrize(
    ("number", "kept"),
    [
        ("001087000123", "001087000123"),
        ("001 087 000 123", "001087000123"),
        ("079.204.012-345", "079204012345"),
        ("123087000123", "123087000123"),  # born abroad: the country's code
        ("005087000123", None),  # no such province
        ("00108700012", None),
        ("0010870001234", None),
        ("00108700012x", None),
        ("٠٠١٠٨٧٠٠٠١٢٣", None),
        ("001087000000", None),
        ("001227000123", None),  # born in 2027
        ("001226000123", "001226000123"),
    ],
)
def test_citizen_ids(number, kept):
    assert citizen_id(number, TODAY) == kept


def test_the_numbers_of_countries():
    assert tax_code("0100 233 488") == "0100233488"
    assert tax_code("0100233489") is None
    home, away = numbers("VN"), numbers("DE")
    assert home.organisation("0100233488-001") == "0100233488001"
    assert home.person("001087000123", TODAY)
    assert away.organisation(" hrb  12345 b ") == "hrb 12345 b"
    assert away.person("T22000129", TODAY) == "T22000129"
    assert any_number("HRB 12345 B (Amtsgericht Charlottenburg)") == "HRB 12345 B (Amtsgericht Charlottenburg)"
    assert any_number("FN 123456-a") == "FN 123456-a"
    assert any_id("l01x00t47", TODAY) == any_id("L01X00T47", TODAY) == "L01X00T47"
    assert any_number("(-)") is None
    assert any_number("1" * 61) is None
    assert any_number("<script>") is None
    assert any_number("") is None
    assert passport("c01x 00t47") == "C01X00T47"
    assert passport("ABCDEFG") is None
    assert passport("１２３４５６") is None
    assert check_country("VN") == "VN"
    for wrong in ("", "XX", "vn", "EU"):
        with pytest.raises(Refusal):
            check_country(wrong)


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Windows"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19 Safari/604.1",
            "Safari, iPhone",
        ),
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit (KHTML) Chrome/140.0 Safari/537.36", "Chrome, Linux"),
        ("curl/8.1", ""),
        ("Firefox/1", "Firefox"),
    ],
)
def test_names_of_devices(agent, name):
    assert device_name(agent) == name


def test_who_needs_two_factors():
    asked = required({"second_factor": {"bodies": []}, "roles": {"clerk": "Clerk"}, "bodies": {"board": {}}})
    assert (asked.roles, asked.bodies) == ({"clerk"}, frozenset())
    assert asked.by_office(["clerk"], []) is True
    assert asked.by_office([], ["board"]) is False


def test_deadlines_run_in_working_days_and_in_days_across_tet():
    calendar = WorkingDays("VN", "Asia/Ho_Chi_Minh")
    asked = datetime(2027, 2, 4, 20, 0, tzinfo=UTC)  # 3:00 of the 5th over there: Friday, and Tết begins
    due = deadlines({"answer_within_working_days": 2, "done_within_days": 15, "pause_hours": 24}, calendar, asked)
    assert due.due_by == date(2027, 2, 20)
    assert due.answer_by > date(2027, 2, 9)
    assert due.begins_at == datetime(2027, 2, 5, 20, 0, tzinfo=UTC)
    assert deadlines({}, calendar, asked) == due


def test_a_receipt_as_data():
    what, duty = Text.of(vi="Thư", en="Letters"), Text.of(vi="Luật", en="The law")
    assert written("people", ((what, 2),), ((what, duty),)) == {
        "room": "people",
        "erased": [{"what": {"vi": "Thư", "en": "Letters"}, "count": 2}],
        "kept": [{"what": {"vi": "Thư", "en": "Letters"}, "duty": {"vi": "Luật", "en": "The law"}}],
    }


@pytest.mark.parametrize(
    ("language", "first"),
    [
        ("en", ["Viet Nam", "Afghanistan", "Åland Islands", "Albania"]),
        ("vi", ["Việt Nam", "Ả Rập Xê-út", "Afghanistan"]),
    ],
)
def test_countries_stand_in_the_order_of_the_reader_s_language(language, first):
    with translation.override(language):
        named = [one.label.in_language(language) for one in country_field(Text.of(vi="Nước", en="Country")).choices]
    assert [name.replace("Vietnam", "Viet Nam") for name in named[: len(first)]] == first
    if language == "vi":
        assert named.index("Đan Mạch") < named.index("Hà Lan")
        assert named.index("Cuba") < named.index("Đan Mạch")


def test_a_number_that_can_be_none_is_refused_in_the_words_of_its_country():
    assert "60" in numbers("DE").wrong.in_language("en")
    assert "check digit" in numbers("VN").wrong.in_language("en")
