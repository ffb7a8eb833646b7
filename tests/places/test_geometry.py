"""Outlines: what is wrong with one, how far a point is from it, how large it is."""

import math
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from longbien.places.rules.geometry import area_m2, digest, distance_m, middle_of, outline_faults

SPEC = yaml.safe_load((Path(__file__).parents[1] / "specs" / "places" / "outlines.yaml").read_text())
BOUNDS = (105.0, 20.0, 106.0, 22.0)


def square(west, south, size=0.01):
    ring = [[west, south], [west + size, south], [west + size, south + size], [west, south + size], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


@pytest.mark.parametrize("case", SPEC["cases"], ids=lambda case: str(case["when"])[:60])
def test_faults(case):
    found = [f"{'/'.join(map(str, path))} {what['en']}" for path, what in outline_faults(case["when"], BOUNDS)]
    assert len(found) == len(case["expect"])
    assert all(one.startswith(expected) for one, expected in zip(found, case["expect"], strict=True))


def test_a_hub_without_bounds_takes_the_whole_globe():
    assert list(outline_faults(square(-170, -80), None)) == []
    ((_, what), *_) = outline_faults(square(200, 0), None)
    assert "outside" in what["en"]


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.recursive(st.none() | st.floats() | st.text(max_size=3), lambda inner: st.lists(inner, max_size=5)))
def test_no_coordinates_break_the_check(coordinates):
    for kind in ("Polygon", "MultiPolygon"):
        assert list(outline_faults({"type": kind, "coordinates": coordinates}, BOUNDS))


def test_a_number_of_any_length_is_a_fault_of_its_point():
    outline = square(105.80, 21.00)
    outline["coordinates"][0][1] = [10**400, 21.0]
    ((path, what),) = outline_faults(outline, BOUNDS)
    assert path == ("coordinates", 0, 1)
    assert "outside" in what["en"]


def test_distances():
    area = square(105.80, 21.00)
    assert distance_m(area, 105.805, 21.005) == 0
    north = distance_m(area, 105.805, 21.02)
    assert north == pytest.approx(1112, rel=0.01)
    east = distance_m(area, 105.82, 21.005)
    assert east == pytest.approx(1112 * math.cos(math.radians(21.005)), rel=0.01)


@given(st.floats(-170, 170), st.floats(-60, 60), st.floats(-0.2, 0.2), st.floats(-0.2, 0.2))
def test_distances_are_those_on_the_sphere(west, south, dx, dy):
    """Against the haversine distance to the nearest corner or edge, where the point lies straight north of the edge."""
    area = square(west, south)
    lat = south + 0.01 + abs(dy)
    expected = math.radians(abs(dy)) * 6_371_008.8
    assert distance_m(area, west + 0.005, lat) == pytest.approx(expected, rel=0.001, abs=0.1)
    assert distance_m(area, west + 0.005 + dx, lat) >= expected * 0.999 - 0.1


def test_size_and_middle():
    assert area_m2(square(105.8, 21.0)) == pytest.approx(1112 * 1112 * math.cos(math.radians(21.005)), rel=0.01)
    lon, lat = middle_of(square(105.8, 21.0))
    assert (round(lon, 6), round(lat, 6)) == (105.805, 21.005)


def test_the_digest_is_of_the_outline_alone():
    one, same = square(105.8, 21.0), {**dict(reversed(square(105.8, 21.0).items()))}
    assert digest(one) == digest(same) != digest(square(105.8, 21.1))


def test_a_hole_beside_its_outline_is_no_outline():
    here, there = square(105.8, 21.0)["coordinates"], square(105.9, 21.1)["coordinates"]
    ((where, what),) = outline_faults({"type": "Polygon", "coordinates": [*here, *there]}, None)
    assert (where, what["en"].startswith("the outline isn't valid: Hole lies outside shell")) == (
        ("coordinates",),
        True,
    )
