"""Outlines as people write them: read, or refused in words that tell what to mend."""

from contextlib import suppress
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from longbien.places.rules.words import AREA, kind_name
from longbien.places.rules.written import Unreadable, read_outline
from tests.places.test_geometry import BOUNDS

SPEC = yaml.safe_load((Path(__file__).parents[1] / "specs" / "places" / "written.yaml").read_text())


@pytest.mark.parametrize("case", SPEC["cases"], ids=lambda case: case["name"])
def test_outlines(case):
    if isinstance(case["expect"], list):
        assert read_outline(case["when"], BOUNDS, 20) == {"type": "Polygon", "coordinates": [case["expect"]]}
        return
    with pytest.raises(Unreadable) as found:
        read_outline(case["when"], BOUNDS, 20)
    assert case["expect"] in found.value.what["en"]
    assert found.value.what["vi"] != found.value.what["en"]


def test_a_ring_of_several_polygons_is_not_called_a_corner():
    with pytest.raises(Unreadable) as found:
        read_outline('{"type": "MultiPolygon", "coordinates": [[[[105.1, 20.1]]]]}', BOUNDS)
    assert found.value.what["en"] == "The boundary can't be used: a ring has 4 to 5000 points."
    with pytest.raises(Unreadable, match="góc 2"):
        read_outline(
            '{"type": "MultiPolygon", "coordinates": [[[[105.1, 20.1], [1, 2], [1, 2], [105.1, 20.1]]]]}', BOUNDS
        )


def test_without_a_limit_any_size_will_do():
    assert read_outline("105.1, 20.1\n105.9, 20.1\n105.9, 20.9", BOUNDS)["type"] == "Polygon"


@settings(deadline=None)
@given(st.text(max_size=60) | st.from_regex(r"\{[\[\]{}\":,0-9a-z ]{0,40}", fullmatch=True))
def test_whatever_is_written_is_read_or_refused_in_words(written):
    with suppress(Unreadable):
        assert read_outline(written, BOUNDS)["type"] in ("Polygon", "MultiPolygon")


def test_nothing_nests_too_deep():
    with pytest.raises(Unreadable):
        read_outline('{"a":' * 20_000, BOUNDS)


def test_kinds_have_names():
    assert kind_name("water")["vi"] == "Sông, hồ"
    assert kind_name("moon") == AREA
