"""The drawing of a procedure: layers, arrows with numbers, and a table that says the same."""

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from longbien.kernel.text import Text
from longbien.procedures.rules.authoring.drawing import draw, legend
from longbien.procedures.rules.authoring.layers import lay_out
from tests.procedures import make

NAME = Text.of(vi="Sơ đồ", en="Diagram")
SVG = "{http://www.w3.org/2000/svg}"


def drawn(changes=None, marks=None, language="en"):
    definition = make.definition(make.changed(make.sample(), {"set": changes or {}}))
    written = draw(definition, language, NAME, marks).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    return definition, ElementTree.fromstring(written)


def texts(svg):
    return [node.text for node in svg.iter(f"{SVG}text")]


def test_layers_follow_the_way_of_a_case():
    layout = lay_out(["a", "b", "c", "d"], [("a", "b"), ("b", "c"), ("c", "b"), ("a", "d"), ("c", "d"), ("a", "a")])
    assert layout.back == {("c", "b")}
    assert [[node for node in layer if "#" not in node] for layer in layout.layers] == [["a"], ["b"], ["c"], ["d"]]
    assert layout.ways["a", "d"] == ("a", "a>d#1", "a>d#2", "d")


def test_nodes_stand_below_their_neighbours():
    layout = lay_out(["s", "a", "b", "x", "y"], [("s", "a"), ("s", "b"), ("a", "y"), ("b", "x")])
    assert layout.layers[2] == ("y", "x")


def test_a_graph_of_nothing():
    assert lay_out([], []).layers == ()


@given(st.lists(st.tuples(st.sampled_from("abcdefg"), st.sampled_from("abcdefg")), max_size=30))
def test_every_node_has_one_place_and_every_edge_leads_down_or_is_laid_aside(edges):
    layout = lay_out("abcdefg", edges)
    level = {node: n for n, layer in enumerate(layout.layers) for node in layer}
    assert sorted(node for node in level if "#" not in node) == list("abcdefg")
    for source, target in edges:
        assert source == target or (source, target) in layout.back or level[source] < level[target]
    for way in layout.ways.values():
        assert [level[node] for node in way] == list(range(level[way[0]], level[way[-1]] + 1))


def test_every_state_and_every_number_is_drawn():
    definition, svg = drawn()
    assert [row.number for row in legend(definition)] == [1, 2, 3]
    assert {"Draft", "Being checked", "Accepted", "1", "2", "3"} <= set(texts(svg))
    assert len([node for node in svg.iter(f"{SVG}g") if node.get("class") == "end"]) == 2


def test_the_drawing_is_named_and_described_to_whoever_does_not_see_it():
    _, svg = drawn()
    assert svg.get("role") == "img"
    assert svg.find(f"{SVG}title").text == "Diagram"
    assert "1. Submit: Draft → Being checked" in svg.find(f"{SVG}desc").text


def test_loops_ways_back_and_stopped_clocks():
    _, svg = drawn(
        {
            "states.more_info": {"clock": "stop"},
            "actions.ask": make.action("screening", "more_info", "officer"),
            "actions.resubmit": make.action("more_info", "screening", "applicant"),
            "actions.note": make.action("screening", "screening", "officer"),
            "actions.skip": make.action("draft", "accepted", "officer"),
        }
    )
    assert {"4", "5", "6", "7"} <= set(texts(svg))
    assert [node.get("class") for node in svg.iter(f"{SVG}g")].count("stop") == 1


def test_two_actions_on_one_way_share_an_arrow():
    _, svg = drawn({"actions.send": make.action("draft", "screening", "officer")})
    assert "1, 4" in texts(svg)


def test_long_titles_take_two_lines_and_marks_set_states_apart():
    title = make.bi("A very long title of a state that nobody can read at all")
    _, svg = drawn({"states.screening": {"title": title}}, marks={"screening": "added"})
    marked = [node for node in svg.iter(f"{SVG}g") if node.get("data-mark") == "added"]
    assert len(marked) == 1
    assert [line.text for line in marked[0].iter(f"{SVG}text")] == ["A very long title of", "a state that … "[:-1]]


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", '"><image href=x onerror=y>', "]]>&x;"])
def test_hostile_words_stay_words(hostile):
    _, svg = drawn({"states.screening": {"title": make.bi(hostile)}, "actions.submit.title": make.bi(hostile)})
    assert {node.tag.removeprefix(SVG) for node in svg.iter()} <= {
        "svg", "title", "desc", "defs", "marker", "path", "circle", "rect", "text", "g",
    }  # fmt: skip
