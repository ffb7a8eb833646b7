"""Wards: all of a province, found by name, by old name and in an address."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from longbien.places.kinds import vn
from longbien.places.kinds.countries import wards_of
from longbien.places.rules.wards import Former, Ward, find, former_of, meant

SPEC = yaml.safe_load((Path(__file__).parents[1] / "specs" / "places" / "wards.yaml").read_text())
HANOI = vn.wards("Hà Nội")


@pytest.mark.parametrize("case", SPEC["cases"], ids=lambda case: case["when"] or "blank")
def test_first_answers(case):
    found = find(HANOI, case["when"])
    assert (found[0].name if found else "nothing") == case["expect"]


def test_every_ward_with_its_past():
    assert len(HANOI) == len({ward.code for ward in HANOI}) == 126
    assert all(105 < ward.lon < 106.1 and 20.5 < ward.lat < 21.5 and ward.area_km2 > 0 for ward in HANOI)
    assert len({str(former) for ward in HANOI for former in ward.formers}) == 526
    bach_mai = next(ward for ward in HANOI if ward.short == "Bạch Mai")
    assert "Phường Bách Khoa, Quận Hai Bà Trưng" in map(str, bach_mai.formers)
    assert 500 < bach_mai.radius_m < 1_000


def test_other_provinces_and_other_countries():
    assert vn.wards("ho chi minh")
    assert vn.wards("Atlantis") == ()
    assert wards_of("IE", "Dublin") == wards_of("VN", None) == ()
    assert wards_of("VN", "ha noi") == HANOI


def test_todays_name_counts_more_than_an_old_one():
    new = Ward("1", "Phường An", "An", 0, 0, 1)
    old = Ward("2", "Phường Bình", "Bình", 0, 0, 1, (Former("Phường An", "An", "Quận Cũ", "Cũ"),))
    assert find([old, new], "an") == (new, old)
    assert find([old, new], "an", most=1) == (new,)
    assert find([old, new], "cu") == (old,)


@given(st.text(max_size=60))
def test_nothing_typed_breaks_the_search(text):
    assert len(find(HANOI, text, most=5)) <= 5


@given(st.sampled_from(HANOI))
def test_every_ward_is_found_by_its_own_name(ward):
    assert find(HANOI, ward.name) == (ward,)
    assert ward in find(HANOI, f"12 ngõ 3, {ward.short}, Hà Nội")


def test_every_old_ward_with_its_district_means_the_wards_it_went_into():
    home: dict[str, set[str]] = {}
    for ward in HANOI:
        for former in ward.formers:
            home.setdefault(str(former), set()).add(ward.code)
    for old, codes in home.items():
        assert {ward.code for ward in meant(HANOI, old)} == codes, old


def test_every_ward_of_today_is_meant_by_its_own_name():
    assert [meant(HANOI, ward.name) for ward in HANOI] == [(ward,) for ward in HANOI]


def test_an_old_ward_without_its_district_a_district_and_nonsense():
    assert [ward.name for ward in meant(HANOI, "12 Hàng Bạc")] == ["Phường Hoàn Kiếm"]
    assert len(meant(HANOI, "quận Đống Đa")) > 1
    assert meant(HANOI, "Atlantis") == meant(HANOI, "") == ()


def test_what_the_old_map_called_it():
    hoan_kiem = meant(HANOI, "Hoàn Kiếm")[0]
    assert str(former_of(hoan_kiem, "Hàng Bạc, quận Hoàn Kiếm")) == "Phường Hàng Bạc, Quận Hoàn Kiếm"
    assert str(former_of(hoan_kiem, "phố Hàng Bạc")) == "Phường Hàng Bạc, Quận Hoàn Kiếm"
    assert former_of(hoan_kiem, "phường hoàn kiếm") is None
    assert former_of(hoan_kiem, "Atlantis") is None
    assert former_of(hoan_kiem, "") is None
