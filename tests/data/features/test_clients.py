"""Programs that nobody here wrote read the hub's own sets: GDAL's driver of OGC API Features, and OWSLib."""

import json
from pathlib import Path

import pyogrio
import pytest
import shapely
from django.conf import settings
from owslib.ogcapi.features import Features

pytestmark = pytest.mark.process
MIDDLE = (105.80, 21.00, 105.90, 21.05)


@pytest.fixture(autouse=True)
def lake(address: str) -> Path:
    """The rows are where the server's are."""
    return Path(settings.VAR)


def test_gdal_lists_the_sets_and_reads_them_whole(address):
    layers = {name: kind for name, kind in pyogrio.list_layers(f"OAPIF:{address}")}
    assert layers.keys() == {"wards", "areas"}
    about, _, geometry, fields = pyogrio.raw.read(f"OAPIF:{address}", layer="wards")
    assert (len(geometry), about["crs"]) == (126, "EPSG:4326")
    points = shapely.from_wkb(geometry)
    assert {one.geom_type for one in points} == {"Point"}
    codes = fields[list(about["fields"]).index("code")]
    assert len(set(codes)) == 126
    _, _, outlines, _ = pyogrio.raw.read(f"OAPIF:{address}", layer="areas")
    assert all(one.is_valid and one.area > 0 for one in shapely.from_wkb(outlines))


def test_gdal_asks_by_place_and_value(address):
    _, _, geometry, _ = pyogrio.raw.read(f"OAPIF:{address}", layer="wards", bbox=MIDDLE)
    inside = shapely.from_wkb(geometry)
    assert 0 < len(inside) < 126
    assert shapely.within(inside, shapely.box(*MIDDLE)).all()
    _, _, every, _ = pyogrio.raw.read(f"OAPIF:{address}", layer="wards", where="code = '00070'")
    assert len(every) == 1


def test_owslib_walks_from_the_landing_page_to_an_item(address):
    api = Features(f"{address}/", headers={"Accept-Language": "en"})
    assert set(api.feature_collections()) == {"wards", "areas"}
    assert any(one.endswith("/conf/core") for one in api.conformance()["conformsTo"])
    about = api.collection("wards")
    assert about["title"] == "Wards and communes"
    west, south, east, north = about["extent"]["spatial"]["bbox"][0]
    assert west < MIDDLE[0] < MIDDLE[2] < east
    assert south < MIDDLE[1] < MIDDLE[3] < north
    page = api.collection_items("wards", limit=20, bbox=list(MIDDLE))
    assert page["numberReturned"] <= 20
    first = page["features"][0]
    assert api.collection_item("wards", first["id"])["properties"] == first["properties"]
    assert api.api()["openapi"].startswith("3.0")
    with pytest.raises(RuntimeError) as said:
        api.collection_items("wards", none="1")
    assert json.loads(str(said.value))["code"] == "InvalidParameterValue"
