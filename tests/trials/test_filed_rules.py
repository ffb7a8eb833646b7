"""What is sent back of a plan when it is filed, and what of its telemetry means nothing."""

import pytest

from longbien.trials.rules.policy import check_stops, check_windows
from longbien.trials.rules.prose.rails import allowed
from longbien.trials.rules.telemetry import unknown
from tests.trials.make import event, plan, read


def test_a_stop_without_its_limit_is_sent_back():
    assert check_stops(plan(stop_on=["area", "altitude"], cap_altitude_m=60))
    [reason] = check_stops(plan(stop_on=["area", "altitude"])).against
    assert (reason.code, reason.where) == ("stop-without-limit", "/stop_on")


def test_hours_that_open_and_close_at_one_time_are_sent_back_but_for_the_whole_day():
    def windows(opens: str, closes: str) -> list:
        return [{"days": ["mon"], "from": opens, "to": closes}]

    assert check_windows(plan(windows=windows("00:00", "00:00")))
    assert check_windows(plan(windows=windows("22:00", "06:00")))
    [reason] = check_windows(plan(windows=windows("08:00", "08:00"))).against
    assert (reason.code, reason.where) == ("window-of-nothing", "/windows")
    assert "08:00" in reason.what["en"]


def test_fields_that_mean_nothing_are_named():
    assert unknown(read(event(1), event(2, toc_do=3), event(3, kind="incident", toc_do=4))) == ("kind", "toc_do")
    assert unknown(read(event(1))) == ()


@pytest.mark.parametrize(
    ("per", "unit", "said"),
    [
        (1, "site-day", "on average at most 2 a site and day of operation"),
        (10, "site-day", "on average at most 2 in 10 days of a site"),
        (10, "vehicle-day", "on average at most 2 in 10 days of a vehicle"),
    ],
)
def test_how_often_is_said_by_its_unit(per, unit, said):
    assert allowed(2, per, unit, None)["en"] == said
