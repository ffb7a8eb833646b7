"""Areas: loaded from the hub's folder, kept in every version, shown on a map and as a list."""

from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.test import Client

from longbien.kernel.actor import ANONYMOUS
from longbien.kernel.ids import new_id
from longbien.kernel.subject import Subject
from longbien.places import queries
from longbien.places.actions.load_area import Described, load_area
from longbien.places.effects import designated_areas
from longbien.places.rules.geometry import digest
from longbien.places.search import search
from longbien.record.queries.entries import entries
from longbien.site.folder import read_folder
from longbien.ui import areas as area_shapes
from longbien.ui import links
from tests.places.test_geometry import square
from tests.site.make import copy_of, write

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def described(**changes):
    told = {
        "name": {"vi": "Khu thử", "en": "Trial quarter"},
        "kind": {"vi": "Phố", "en": "Street"},
        "about": {"vi": "Một khu.", "en": "A quarter."},
        "sources": ["hub-rule"],
        "is_indicative": True,
    }
    return Described(**{**told, **changes})


def draw(code="khu-thu", geometry=None, **changes):
    load_area(code=code, described=described(**changes), geometry=geometry or square(105.80, 21.00), at=AT)


def test_an_outline_is_kept_in_every_version():
    for size in (0.01, 0.01, 0.02):
        draw(geometry=square(105.8, 21.0, size))
    assert [one.version for one in queries.drawings("khu-thu")] == [2, 1]
    assert queries.area("khu-thu").geometry == square(105.8, 21.0, 0.02)
    assert queries.area("khu-thu", version=1).geometry == square(105.8, 21.0, 0.01)
    assert queries.area("khu-thu", version=7) is queries.area("nowhere") is None
    drawn = entries(Subject("places.area", queries.area("khu-thu").id))
    assert [entry.open["outline"] for entry in drawn] == [1, 2]
    assert drawn[0].open["digest"] == digest(square(105.8, 21.0, 0.01))


def test_words_change_without_a_new_version():
    draw()
    draw(about=None, is_indicative=False)
    card = queries.area("khu-thu")
    assert (card.version, card.about, card.is_indicative) == (1, None, False)
    assert len(entries(Subject("places.area", card.id))) == 1


def test_near(django_assert_num_queries):
    draw("a", square(105.80, 21.00))
    draw("b", square(105.82, 21.00))
    draw("c", square(105.90, 21.30))
    with django_assert_num_queries(1):
        found = queries.areas_near(105.805, 21.005, within_m=1_500)
    assert [(card.code, round(metres)) for card, metres in found] == [("a", 0), ("b", 1557)][: len(found)]
    assert [card.code for card, _ in queries.areas_near(105.805, 21.005)] == ["a", "b"]


def test_in_a_ward():
    ward = queries.find_wards("Bạch Mai")[0]
    draw("inside", square(ward.lon, ward.lat, 0.001))
    draw("far", square(105.4, 21.0))
    assert [card.code for card, _ in queries.areas_in_ward(ward.code)] == ["inside"]
    assert queries.areas_in_ward("99999") == ()
    assert queries.ward(ward.code) == ward


def test_a_list_costs_one_query(django_assert_num_queries):
    for count in (1, 3):
        for n in range(count):
            draw(f"khu-{n}", square(105.8, 21.0 + n / 100))
        with django_assert_num_queries(1):
            assert len(queries.areas()) == count


def test_pages():
    draw()
    for prefix, name, mark in (("", "Khu thử", "ranh giới tham khảo"), ("/en", "Trial quarter", "indicative outline")):
        for path in ("/areas", "/areas/khu-thu"):
            page = Client().get(prefix + path).content.decode()
            assert name in page
            assert mark in page
    assert Client().get("/areas/nowhere").status_code == 404


def test_an_empty_map_says_how_to_begin():
    assert "areas/*.geojson" in Client().get("/areas").content.decode()
    assert Client().get("/areas.geojson").json() == {"type": "FeatureCollection", "features": []}


def test_geojson_for_anyone():
    draw()
    answer = Client().get("/areas.geojson")
    assert answer["Content-Type"] == "application/geo+json"
    (feature,) = answer.json()["features"]
    assert feature["geometry"] == square(105.80, 21.00)
    assert feature["properties"]["name"] == {"vi": "Khu thử", "en": "Trial quarter"}
    assert feature["properties"]["sha256"] == digest(square(105.80, 21.00))


def test_forms_search_and_links_know_areas():
    draw()
    card = queries.area("khu-thu")
    assert [(choice.value, choice.label["en"]) for choice in designated_areas()] == [("khu-thu", "Trial quarter")]
    assert area_shapes.shapes(["khu-thu", "x"])["features"][0]["properties"] == {"code": "khu-thu", "title": "Khu thử"}
    assert [hit.title for hit in search(ANONYMOUS, "trial quarter")] == ["Khu thử"]
    assert [list(search(ANONYMOUS, text)) for text in ("", "quarter nowhere")] == [[], []]
    subject = Subject("places.area", card.id)
    assert (links.url_for(subject), links.title_of(subject)) == ("/areas/khu-thu", "Khu thử")
    assert links.url_for(Subject("places.area", new_id())) == "/areas"
    assert links.title_of(Subject("places.area", new_id())) == ""


def test_hostile_words_stay_words():
    hostile = "<script>alert(1)</script>\"'{{ 7*7 }}"
    draw(name={"vi": hostile, "en": hostile}, about={"vi": hostile, "en": hostile})
    for path in ("/areas", "/areas/khu-thu"):
        page = Client().get(path).content.decode()
        assert "<script>alert(1)" not in page


FAULTY = {
    '"type": "Feature"': ('"type": "Thing"', "must be one of: Feature"),
    '"area": "hoan-kiem"': ('"area": "bach-khoa"', "this code is already used in"),
    '"indicative": true': ('"indicative": "yes"', "“indicative” must be true or false"),
    "105.8494, 21.0258": ("21.0258, 105.8494", "longitude comes first"),
    '"source": "hub-rule"': ('"source": ["nowhere"]', "no source is called “nowhere”"),
}


@pytest.mark.parametrize("old", FAULTY)
def test_faults_of_a_file(tmp_path, old):
    new, expected = FAULTY[old]
    folder = copy_of("hanoi", tmp_path)
    text = (folder / "areas/hoan-kiem.geojson").read_text()
    line = text.partition(old)[0].count("\n") + 1
    write(folder, "areas/hoan-kiem.geojson", text.replace(old, new))
    with pytest.raises(Exception, match=rf"hoan-kiem\.geojson:{line}: .*{expected}"):
        read_folder(folder)


def test_the_areas_of_the_house_lie_in_its_bounds_and_are_indicative():
    for section, files in read_folder(settings.HUB.folder).parts:
        if section.pattern.startswith("areas/"):
            section.load(settings.HUB, files, AT)
    assert len(queries.areas()) >= 3
    assert all(card.is_indicative and card.sources == ("hub-rule",) for card in queries.areas())
