"""Stages, the laying out of a crossing, its drawing, and the scripts of demonstrations."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from longbien.kernel.refusal import Refusal
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.ventures.rules.bridge import DECK, SPAN, draw
from longbien.ventures.rules.crossing import Arrival, Line, lay
from longbien.ventures.rules.script import dated, read_script
from longbien.ventures.rules.stages import following, is_time_for, stage_to_enter

STAGES = ("idea", "workshop", "street")
SPEC = yaml.safe_load((Path(__file__).parents[1] / "specs" / "ventures" / "stages.yaml").read_text())
START = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize("case", SPEC["cases"], ids=str)
def test_stages(case):
    if "leads" in case:
        assert stage_to_enter(STAGES, case["at"], case["words"]) == case["leads"]
        return
    with pytest.raises(Refusal) as caught:
        stage_to_enter(STAGES, case["at"], case["words"])
    assert caught.value.code == case["refused"]


@pytest.mark.parametrize("case", SPEC["begins"], ids=str)
def test_when_a_step_may_begin(case):
    assert is_time_for(case["step"], STAGES, case["at"], case["starts"]) is case["may"]


def test_the_stage_after_the_last_is_none():
    assert [following(STAGES, stage) for stage in STAGES] == ["workshop", "street", None]
    with pytest.raises(ValueError, match="not in"):
        following(STAGES, "moon")


def line(hour, stage=""):
    subject = Subject("ventures.venture", UUID(int=0))
    return Line(START + timedelta(hours=hour), "case", Text.of(en="x"), subject, UUID(int=hour), stage=stage)


def test_a_decision_stands_before_the_arrival_it_leads_to():
    arrivals = [Arrival("workshop", START + timedelta(hours=2))]
    spans = lay(STAGES, arrivals, [line(3), line(2, stage="workshop"), line(2), line(1)])
    assert [[one.at.hour for one in span.lines] for span in spans] == [[1, 2], [2, 3], []]
    assert [span.state for span in spans] == ["done", "now", "next"]
    assert [span.since for span in spans] == [None, arrivals[0].at, None]


def test_before_any_arrival_all_is_in_the_first_stage():
    spans = lay(STAGES, [], [line(1)])
    assert [(span.state, len(span.lines)) for span in spans] == [("now", 1), ("next", 0), ("next", 0)]


def test_a_stage_that_the_hub_dropped_holds_nothing():
    assert not [one for span in lay(STAGES, [], [line(1, stage="moon")]) for one in span.lines]


hours = st.integers(0, 20)


@given(st.lists(hours, max_size=12), st.lists(hours, min_size=0, max_size=2, unique=True))
def test_every_line_is_laid_once_and_in_order(when, arrived):
    arrivals = [
        Arrival(stage, START + timedelta(hours=hour)) for stage, hour in zip(STAGES[1:], sorted(arrived), strict=False)
    ]
    spans = lay(STAGES, arrivals, [line(hour) for hour in when])
    laid = [one.at for span in spans for one in span.lines]
    assert laid == sorted(laid)
    assert len(laid) == len(when)


@given(st.lists(st.sampled_from(["done", "now", "next"]), min_size=1, max_size=8))
def test_a_bridge_has_a_span_for_each_stage(states):
    bridge = draw(states)
    assert (bridge.width, [span.state for span in bridge.spans]) == (SPAN * len(states), states)
    for n, span in enumerate(bridge.spans):
        assert span.path.startswith(f"M{n * SPAN} {DECK}")
        assert span.pier == (n + 1) * SPAN


def test_scripts_read_and_dates_fill_in():
    script = read_script(
        {"demonstration": "x", "scenes": [{"do": "report", "points": [[1, 2, 3]]}, {"do": "submit", "case": "gate"}]}
    )
    assert script.scenes[0].points == ((1, 2, 3),)
    day = date(2026, 11, 23)
    given = {"a": "{today}", "b": ["{today+8}", "{today-1}"], "c": 7, "d": "on {today}"}
    assert dated(given, day) == {"a": "2026-11-23", "b": ["2026-12-01", "2026-11-22"], "c": 7, "d": "on {today}"}
