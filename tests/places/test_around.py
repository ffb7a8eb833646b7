"""What lies around a map: the hub's other areas, and the middles of wards nearby."""

import pytest

from longbien.places.rules.around import MOST, Frame, frame_of, nearest
from longbien.places.rules.wards import Ward
from longbien.ui import areas

SPOT = {"type": "Point", "coordinates": [105.85, 21.03]}


def ward(code, lon, lat):
    return Ward(code, f"Phường {code}", code, lon, lat, 1.0)


def test_a_frame_is_wider_than_what_it_holds():
    frame = frame_of([SPOT, {"type": "Point", "coordinates": [105.95, 21.03]}])
    assert (frame.west, frame.east) == (pytest.approx(105.79), pytest.approx(106.01))
    assert (frame.south, frame.north) == (pytest.approx(21.02), pytest.approx(21.04))
    assert frame.holds(105.8, 21.03)
    assert not frame.holds(105.8, 21.05)
    assert frame.meets(SPOT)
    assert not frame.meets({"type": "Point", "coordinates": [1.0, 1.0]})
    assert frame_of([]) is None


def test_the_nearest_wards_first_and_none_where_all_would_be_shown():
    frame = frame_of([SPOT])
    wards = [ward(str(n), 105.85 + n / 1000, 21.03) for n in range(9, -1, -1)]
    assert [one.code for one in nearest(frame, [*wards, ward("far", 106.5, 21.03)])] == [str(n) for n in range(MOST)]
    assert Frame(105.0, 21.0, 105.3, 21.1).is_wide
    assert Frame(105.0, 21.0, 105.1, 21.3).is_wide
    assert nearest(Frame(105.0, 21.0, 106.3, 22.0), wards) == ()


@pytest.mark.django_db
def test_other_areas_are_around_a_map_and_its_own_are_not():
    from tests.trials.make import SITES, places_and_law

    places_and_law()
    shown = [{"type": "Feature", "geometry": SITES["north"].geometry, "properties": {"code": "north"}}]
    found = areas.around(shown)
    titles = [one["properties"]["title"] for one in found]
    assert titles[0] == "Khuôn viên"  # it lies over the north; the south lies beyond the map
    assert "Bắc" not in titles
    assert all(title.startswith("Phường ") for title in titles[1:])
    assert len(titles) > 1
    assert all(one["properties"]["around"] for one in found)
    copied = [{**shown[0], "properties": {}}]  # as a licence keeps it, under another title
    assert "Bắc" not in {one["properties"]["title"] for one in areas.around(copied)}
    assert areas.around([]) == []
