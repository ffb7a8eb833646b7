"""What trials give to the data platform: counts by the hour, and nothing that names a device or a place."""

from datetime import timedelta

import pytest

from longbien.trials import models
from longbien.trials.supplies import hours
from tests.trials.make import MONDAY, event, outside, running

pytestmark = pytest.mark.django_db


def test_each_hour_is_counted_and_demonstrations_are_not():
    trial = running()
    start = MONDAY.replace(minute=0, second=0, microsecond=0)
    late = start + timedelta(hours=1)
    trial.send(event(1, at=start), event(2, at=start + timedelta(minutes=59), device="other"))
    trial.send(outside(3, at=late), event(4, at=late + timedelta(seconds=1)), at=late + timedelta(minutes=1))
    assert list(hours()) == []
    models.Trial.objects.update(is_demo=False)
    number = trial.row.number
    assert list(hours()) == [
        {"hour": start, "trial": number, "events": 2, "devices": 2, "broken": 0},
        {"hour": late, "trial": number, "events": 2, "devices": 1, "broken": 2},
    ]
