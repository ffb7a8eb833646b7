"""What a demonstration's fleet tells of a day: drawn from a seed, the same again, as the lots fall."""

from datetime import UTC, date, datetime
from random import Random

from longbien.ventures.rules.observed import lines_of, poisson
from longbien.ventures.rules.script import Observed, read_script

SEEN = Observed(("a", "b"), (105.85, 21.03), "emergency_stop", 6.0, 0.0, 7, {"near_miss": 3.0})
DAY, MORNING = date(2026, 11, 9), datetime(2026, 11, 8, 17, tzinfo=UTC)


def test_the_lot_of_a_device_says_what_it_counts():
    told = list(lines_of(SEEN, DAY, MORNING, {"a": True}))
    assert [(one["device"], one["arm"]) for one in told] == [("a", "new")] * 3 + [("b", "old")] * 3
    assert {name for one in told[:3] for name in one.get("measures", {})} <= {"near_miss"}
    assert sum(one.get("measures", {}).get("emergency_stop", 0) for one in told[3:]) > 0
    assert len({one["id"] for one in told}) == 6
    assert all(one["at"].startswith("2026-11-09T") for one in told)
    assert told == list(lines_of(SEEN, DAY, MORNING, {"a": True}))
    assert told != list(lines_of(SEEN, date(2026, 11, 10), MORNING, {"a": True}))


def test_counts_have_the_mean_that_is_asked_for():
    drawn = Random(1)
    counts = [poisson(1.5, drawn) for _ in range(4_000)]
    assert abs(sum(counts) / 4_000 - 1.5) < 4 * (1.5 / 4_000) ** 0.5
    assert poisson(0.0, drawn) == 0


def test_a_script_begins_as_long_ago_as_it_says_and_comes_to_today_once_the_fleet_was_observed():
    seen = {"devices": ["a"], "place": [105.85, 21.03], "measure": "x", "old": 1, "new": 2, "seed": 3}
    scenes = [{"do": "start"}, {"do": "observe", "observed": seen}, {"do": "report", "points": [[1, 2, 3]]}]
    script = read_script({"demonstration": "one", "ago": 5, "scenes": scenes})
    assert [(scene.do, days) for scene, days in script.days_before()] == [("start", 5), ("observe", 0), ("report", 0)]
    assert script.scenes[1].observed == Observed(("a",), (105.85, 21.03), "x", 1, 2, 3)
    assert read_script({"demonstration": "two", "scenes": scenes[:1]}).ago == 0
