"""The unit of analysis: days of vehicles and sites from events; readings are refused with the reason."""

from datetime import date

import numpy as np
import pytest

from longbien.kernel.refusal import Refusal
from longbien.trials.rules.monitors.units import check_units, whole_days

HOUR_US = 3_600_000_000


def test_days_are_local_and_in_order():
    at = np.array([16, 17, 40, 18, 2]) * HOUR_US  # 17 h in UTC is midnight seven hours further east
    found = whole_days(at, ["r1", "r1", "r1", "r0", "r1"], np.array([1, 2, 0, 0, 4]), "Etc/GMT-7")
    assert found.units == (
        (date(1970, 1, 1), "r1"), (date(1970, 1, 2), "r0"), (date(1970, 1, 2), "r1"),
    )  # fmt: skip
    assert found.counted.tolist() == [5, 0, 2]
    assert found.events.tolist() == [2, 1, 2]
    assert check_units(found.units) is None


def test_no_events_no_days():
    none = np.array([], dtype=np.int64)
    found = whole_days(none, [], none, "UTC")
    assert (found.units, found.counted.tolist(), found.events.tolist()) == ((), [], [])


def test_any_order_gives_the_same():
    dice = np.random.default_rng(1)
    at, count = dice.integers(0, 100 * HOUR_US, 300), dice.integers(0, 5, 300)
    names = [f"r{n}" for n in dice.integers(0, 4, 300)]
    order = dice.permutation(300)
    one = whole_days(at, names, count, "UTC")
    other = whole_days(at[order], [names[n] for n in order], count[order], "UTC")
    assert one.units == other.units
    assert one.counted.tolist() == other.counted.tolist()
    assert one.counted.sum() == count.sum()


def test_readings_are_refused_with_the_reason():
    rows = [(date(2026, 11, 28), "r1")] * 3 + [(date(2026, 11, 28), "r2")]
    with pytest.raises(Refusal) as refused:
        check_units(rows)
    assert refused.value.code == "raw-readings"
    said = refused.value.what
    assert "4 rows are of 2 vehicle-days" in said["en"]
    assert "“r1, 2026-11-28” alone has 3" in said["en"]
    assert "4 dòng dữ liệu chỉ thuộc 2 ngày hoạt động" in said["vi"]
