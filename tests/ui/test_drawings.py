"""Charts and maps drawn on the server."""

import re
import xml.etree.ElementTree as ET

import pytest
from django.template import engines
from hypothesis import given
from hypothesis import strategies as st

from longbien.ui import areas, maps, samples
from longbien.ui.charts import WIDTH, Chart, Point, Threshold, svg

NUMBERS = st.floats(-1e9, 1e9, allow_nan=False)


def render(source: str, **context) -> str:
    return engines["django"].from_string("{% load ui %}" + source).render(context)


def point(lon: float, lat: float, **properties) -> dict:
    return {"type": "Feature", "properties": properties, "geometry": {"type": "Point", "coordinates": [lon, lat]}}


def drawn(chart: Chart) -> ET.Element:
    return ET.fromstring(svg(chart, str))


@pytest.mark.parametrize("chart", samples.CHARTS)
def test_samples_are_drawings_with_a_name(chart):
    assert drawn(chart).get("aria-label") == chart.title


@given(
    st.lists(NUMBERS, max_size=12),
    st.sampled_from(["line", "step", "bar", "rows"]),
    st.booleans(),
    st.lists(NUMBERS, max_size=2),
)
def test_every_number_has_its_place(values, kind, log, levels):
    points = tuple(Point(n, str(n), value) for n, value in enumerate(values))
    root = drawn(Chart("t", points, kind, tuple(Threshold(y, "y") for y in levels), log=log))
    tall = float(root.get("viewBox").split()[3])
    for bar in root.iter("rect"):
        assert -0.1 <= float(bar.get("y")) <= tall
        assert float(bar.get("width")) >= 0
        assert float(bar.get("height")) >= 0
    for text in root.iter("text"):
        assert 0 <= float(text.get("x")) <= WIDTH


@pytest.mark.parametrize("value", [0.0, 5e-324, 1e-12, 7.0, -3.0, 1e300])
@pytest.mark.parametrize("kind", ["line", "step", "bar"])
def test_one_level_is_drawn_too(value, kind):
    assert len(list(drawn(Chart("t", (Point(0, "a", value), Point(1, "b", value)), kind)).iter("text"))) >= 4


def test_the_parts_of_a_lying_bar_follow_each_other_and_have_names():
    points = (Point(0, "a", 10.0, parts=(4.0, -2.0, 6.0)), Point(1, "b", 5.0, parts=(5.0, 0.0, 0.0)))
    chart = Chart("t", points, "rows", legend=("One", "Two", "Three"))
    root = drawn(chart)
    assert [one.text for one in root.iter("text")][:3] == ["One", "Two", "Three"]
    bars = [one for one in root.iter("rect") if one.get("height") == "14"]
    assert [one.get("class") for one in bars] == ["bar part-1", "bar part-2", "bar part-3"] * 2
    assert [one.get("x") for one in bars][:3] == ["0.0", "144.0", "144.0"]
    assert [one.get("width") for one in bars] == ["144.0", "0.0", "216.0", "180.0", "0.0", "0.0"]
    table = render("{% chart chart=chart %}", chart=chart)
    assert table.count('<th scope="col" class="num">') == 4
    assert table.count('<td class="num">') == 8


def test_lying_bars_stand_one_a_line_with_their_names():
    names = ("Đỗ Dũng Khánh", "A name that is a good deal longer than there is room for")
    points = tuple(Point(n, name, 10.0 * (n + 1)) for n, name in enumerate(names))
    root = drawn(Chart("t", points, "rows", (Threshold(15, "fair"),)))
    short, long = [float(bar.get("width")) for bar in root.iter("rect")]
    assert long == pytest.approx(2 * short)
    told = [text.text for text in root.iter("text")]
    assert told[:2] == [names[0], "10.0"]
    assert told[2].endswith("…")
    assert told[-1] == "fair"
    [line] = [path for path in root.iter("path") if path.get("class") == "threshold"]
    words = [float(text.get("y")) for text in root.iter("text")]
    for start, tall in re.findall(r"M[\d.]+ ([\d.]+)v([\d.]+)", line.get("d")):
        assert not [y for y in words if float(start) < y < float(start) + float(tall)]  # it crosses no number


@pytest.mark.parametrize("value", [0.0, 5e-324, 1e308, float("inf")])
def test_a_logarithmic_axis_ends_somewhere(value):
    root = drawn(Chart("t", (Point(0, "a", 1.0), Point(1, "b", value)), "step", log=True))
    assert 3 <= len(list(root.iter("text"))) <= 14
    assert "inf" not in ET.tostring(root, encoding="unicode")


def test_texts_are_escaped():
    chart = Chart("<b>", (Point(0, "<i>", 1), Point(1, '"', 2)), thresholds=(Threshold(1, "&"),))
    assert {text.text for text in drawn(chart).iter("text")} >= {"<i>", "&"}


def test_steps_go_sideways_then_up():
    path = next(
        p
        for p in drawn(Chart("t", (Point(0, "a", 0), Point(1, "b", 1)), "step")).iter("path")
        if p.get("class") == "line"
    )
    assert "H" in path.get("d")
    assert "V" in path.get("d")


def test_long_axes_show_six_labels():
    texts = [t.text for t in drawn(Chart("t", tuple(Point(n, f"d{n}", n) for n in range(100)))).iter("text")]
    assert [text for text in texts if text.startswith("d")] == ["d0", "d20", "d40", "d59", "d79", "d99"]


def test_the_table_stands_beside_the_chart():
    html = (
        engines["django"]
        .from_string("{% load ui %}{% chart chart=x csv='/a.csv' json='/a.json' %}")
        .render({"x": samples.CHARTS[2]})
    )
    assert 'href="/a.csv"' in html
    assert "<td>C</td>" in html


# ---- maps


def test_shapes_fit_the_drawing_and_keep_their_shape():
    root = ET.fromstring(maps.svg(samples.SHAPES, "Sample"))
    spots = [part for path in root.iter("path") for part in path.get("d").strip("MZ").split("L")]
    places = [tuple(map(float, spot.split())) for spot in spots]
    assert all(0 <= x <= maps.WIDTH and 0 <= y <= maps.HEIGHT for x, y in places)
    assert {path.get("data-shape") for path in root.iter("path")} == {"area", "line"}
    assert len(list(root.iter("circle"))) == 1


def test_north_is_up():
    root = ET.fromstring(maps.svg({"features": [point(105.8, 21.0), point(105.8, 21.1)]}, "t"))
    south, north = root.iter("circle")
    assert float(north.get("cy")) < float(south.get("cy"))


def test_an_empty_map_is_an_empty_drawing():
    assert len(ET.fromstring(maps.svg({"type": "FeatureCollection", "features": []}, "none"))) == 0


def test_multipolygons_are_drawn_whole():
    ring = [[0, 0], [1, 0], [1, 1], [0, 0]]
    geometry = {"type": "MultiPolygon", "coordinates": [[ring], [[[2, 2], [3, 2], [3, 3], [2, 2]]]]}
    [path] = ET.fromstring(
        maps.svg({"features": [{"type": "Feature", "properties": None, "geometry": geometry}]}, "t")
    ).iter("path")
    assert path.get("d").count("M") == path.get("d").count("Z") == 2


def test_areas_and_marks_have_names_and_the_map_a_scale():
    ring = [[105.84, 21.0], [105.85, 21.0], [105.85, 21.01], [105.84, 21.0]]
    far = [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 0.0]]
    told = ((ring, {"title": "Here & there"}), (far, {"title": "Far", "around": True}))
    area, other = (
        {"type": "Feature", "properties": said, "geometry": {"type": "Polygon", "coordinates": [line]}}
        for line, said in told
    )
    features = [area, other, point(105.845, 21.005, title="Ward", around=True), point(105.846, 21.005, title="robot-1")]
    root = ET.fromstring(maps.svg({"features": features}, "t"))
    assert [one.text for one in root.iter("text")] == ["Far", "Ward", "Here & there", "200 m"]
    assert [path.get("data-around") for path in root.iter("path")] == ["1", None]
    assert sorted(float(one.get("r")) for one in root.iter("circle")) == [3, 7]
    [bar] = root.iter("polyline")
    xs = [float(pair.split(",")[0]) for pair in bar.get("points").split()]
    assert 0 < max(xs) - min(xs) <= maps.BAR


@pytest.mark.parametrize(("extent", "said"), [(0.5, "10 km"), (0.05, "1 km"), (0.01, "200 m"), (0.0, "1 m")])
def test_a_scale_is_a_round_number(extent, said):
    root = ET.fromstring(maps.svg({"features": [point(105.8, 21.0), point(105.8 + extent, 21.0)]}, "t"))
    assert [one.text for one in root.iter("text")] == [said]


def test_titles_cannot_break_out():
    feature = {
        "type": "Feature",
        "properties": {"title": "</svg><script>", "tone": '"x'},
        "geometry": {"type": "Point", "coordinates": [1, 2]},
    }
    data = {"type": "FeatureCollection", "features": [feature]}
    html = (
        engines["django"]
        .from_string("{% load ui %}{% map_figure label=x data=d around=False %}{% endmap_figure %}")
        .render({"d": data, "x": '"><script>'})
    )
    assert "<script>" not in html


def test_areas_come_from_the_room_that_keeps_them(monkeypatch):
    monkeypatch.setattr(areas, "_sources", [])
    assert areas.shapes(["a"])["features"] == []
    areas.register(lambda codes: {"type": "FeatureCollection", "features": [{"code": code} for code in codes]})
    assert areas.shapes(["a", "b"])["features"] == [{"code": "a"}, {"code": "b"}]
    with pytest.raises(RuntimeError):
        areas.register(lambda codes: {})


def test_a_band_lies_behind_its_line_and_in_the_table():
    points = (Point(0, "a", 1.0, -1.0, 3.0), Point(1, "b", 1.5, 0.5, 2.5))
    root = drawn(Chart("t", points, thresholds=(Threshold(0.0, "none"),)))
    classes = [path.get("class") for path in root.iter("path")]
    assert classes.index("band") < classes.index("line")
    [band] = [path.get("d") for path in root.iter("path") if path.get("class") == "band"]
    heights = [float(spot.split()[1]) for spot in band.strip("MZ").split("L")]
    assert heights[0] < heights[1] < heights[2] < heights[3]  # 3 and 2.5 above, then back along 0.5 and -1
    table = render("{% chart chart=chart %}", chart=Chart("t", points))
    assert table.count("<th ") == 4
    assert table.count('<td class="num">') == 6


def test_a_chart_of_which_one_point_has_no_band_has_none():
    points = (Point(0, "a", 1.0, -1.0, 3.0), Point(1, "b", 1.5))
    assert not Chart("t", points).banded
    assert not Chart("t", ()).banded
    assert "band" not in {path.get("class") for path in drawn(Chart("t", points)).iter("path")}


@pytest.mark.parametrize(("name", "shown"), [("14/09", 6), ("14/09 Hoàn Kiếm", 4), ("14/09 Bách Khoa campus area", 2)])
def test_labels_below_the_axis_stand_side_by_side(name, shown):
    points = tuple(Point(float(n), name, 1.0) for n in range(30))
    drawn = svg(Chart("t", points), str)
    assert drawn.count(f">{name}</text>") == shown
