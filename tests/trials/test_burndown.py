"""What runs out, and when: without a database."""

import pytest

from longbien.kernel.money import Money
from longbien.trials.rules import words
from longbien.trials.rules.limits.burndown import DAY_US, Burn, runs_out
from longbien.trials.rules.limits.incidents import stops_of
from longbien.trials.rules.limits.parts import Limits
from longbien.trials.rules.limits.running import running
from longbien.trials.rules.limits.usage import Used, merged
from longbien.trials.rules.telemetry import from_us


def test_a_cap_burns_down_at_the_present_pace():
    assert runs_out(30, 10, since_us=0, now_us=DAY_US, end_us=9 * DAY_US) == from_us(4 * DAY_US)
    assert runs_out(30, 10, since_us=0, now_us=DAY_US, end_us=4 * DAY_US) is None


@pytest.mark.parametrize(("left", "recent", "now"), [(0, 10, 5), (-3, 10, 5), (30, 0, 5), (30, 10, 0)])
def test_what_is_gone_or_stands_still_does_not_run_out(left, recent, now):
    assert runs_out(left, recent, since_us=0, now_us=now, end_us=DAY_US) is None


@pytest.mark.parametrize(
    ("used", "cap", "percent", "passed"), [(0, 0, 0, False), (1, 0, 100, True), (5, 9, 55, False), (99, 9, 100, True)]
)
def test_percents(used, cap, percent, passed):
    burn = Burn("value", "minor", used, cap)
    assert (burn.percent, burn.is_passed) == (percent, passed)
    assert burn.name["vi"]


def test_every_running_cap_has_its_words():
    for cap in running(Limits(distance_km=1, device_hours=2)):
        assert words.CAPS[cap.rule]["vi"]
        assert words.RULES[cap.rule]["vi"]
    assert words.stopped_because("incidents")["en"].endswith(".")


def test_incidents_stop_from_the_nth_on_and_those_of_one_instant_count_together():
    assert stops_of([(30, 1), (10, 1), (20, 2)], 3) == (20, 30)
    assert stops_of([(10, 1), (10, 1)], 2) == (10,)
    assert stops_of([(10, 1)], 2) == ()


def test_amounts_add_up_by_minute():
    one = {5: Used(device_minutes=1, distance_mm=10), 6: Used(value_minor=7)}
    assert merged(one, {6: Used(device_minutes=1), 9: Used(distance_mm=2)}) == {
        5: Used(1, 10), 6: Used(1, 0, 7), 9: Used(0, 2),
    }  # fmt: skip
    a_day, way = running(Limits(value_day=Money(9, "VND"), distance_km=1))
    assert (a_day.is_money, way.is_money) == (True, False)
    assert (a_day.of(Used(1, 2, 3)), way.of(Used(1, 2, 3))) == (3, 2)
