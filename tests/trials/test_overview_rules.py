"""Which trial to look at first, and why."""

from datetime import UTC, datetime, timedelta

import pytest

from longbien.kernel.text import Text
from longbien.trials.rules.overview import LEVELS, NAMES, Signals, attention, nearness
from longbien.trials.rules.words import stopped_because

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
LEFT = stopped_because("area")
RAIL = Text.of(vi="Suýt va chạm", en="Near misses")


def signals(**but) -> Signals:
    calm = {"state": "running", "near": 0.1, "guardrail": RAIL, "used": 10, "breaches": 0, "waiting": 0}
    return Signals(**{**calm, "overdue": 0, "heard": NOW - timedelta(hours=1), "days_left": 300, **but})


def seen(**but) -> tuple[str, list[str]]:
    found = attention(signals(**but), NOW)
    return found.level, [words["en"] for words in found.why]


@pytest.mark.parametrize(
    ("but", "level", "why"),
    [
        ({}, "calm", []),
        ({"guardrail": None, "near": 0.0}, "calm", []),
        ({"state": "suspended", "heard": None}, "stopped", ["Suspended: an officer has to decide"]),
        (
            {"state": "suspended", "stopped": LEFT},
            "stopped",
            ["A device left the area it may be tested in. Suspended: an officer has to decide."],
        ),
        ({"near": 0.5}, "near", ["Near misses: 50% of the way to a stop"]),
        ({"near": 0.499}, "calm", []),
        ({"heard": None}, "silent", ["Started, but nothing was ever received"]),
        ({"heard": NOW - timedelta(hours=24)}, "silent", ["Nothing received for more than 24 hours"]),
        ({"breaches": 3}, "watch", ["Breaches in 7 days: 3"]),
        ({"waiting": 3, "overdue": 1}, "watch", ["Concerns to answer: 3, overdue: 1"]),
        ({"waiting": 1, "urgent": 1}, "watch", ["Concerns to answer: 1, overdue: 0", "Urgent concerns: 1"]),
        ({"late": 2}, "watch", ["Overdue reports of the holder: 2"]),
        ({"used": 80}, "watch", ["80% of a cap is used"]),
        ({"used": 79}, "calm", []),
        ({"days_left": 60}, "watch", ["Days of the term left: 60"]),
        ({"compared": ((RAIL, "worse"), (RAIL, "enough"))}, "watch", ["Near misses: worse"]),
        ({"compared": ((RAIL, "astray"),)}, "watch", ["Near misses: lots went astray"]),
        ({"compared": ((RAIL, "better"), (RAIL, "early"))}, "calm", []),
        (
            {"near": 0.9, "breaches": 2, "days_left": 5},
            "near",
            ["Near misses: 90% of the way to a stop", "Breaches in 7 days: 2", "Days of the term left: 5"],
        ),
    ],
)
def test_the_gravest_signal_gives_the_level_and_all_are_told(but, level, why):
    assert seen(**but) == (level, why)


def test_a_stop_comes_first_and_the_nearest_before_the_others():
    calm, near, nearer = (attention(signals(near=at), NOW).rank for at in (0.0, 0.6, 0.7))
    stopped = attention(signals(state="suspended"), NOW).rank
    assert sorted([calm, near, stopped, nearer]) == [stopped, nearer, near, calm]
    assert set(NAMES) == set(LEVELS)


@pytest.mark.parametrize(
    ("detector", "share"), [(0.2, 0), (1, 0), (1000**0.5, 0.5), (1000, 1), (5000, 1), (float("inf"), 1)]
)
def test_nearness_is_a_share_of_the_way_in_odds(detector, share):
    assert nearness(detector, 1000) == pytest.approx(share)
