"""Running caps: money of a day, kilometres, hours of work; whatever the order in which reports arrive."""

from collections import defaultdict
from datetime import datetime, timedelta
from itertools import groupby
from math import ceil, cos, radians, sin, sqrt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from longbien.kernel.actor import SYSTEM
from longbien.people.models import Membership, Organisation
from longbien.people.queries import actor_for
from longbien.trials import models
from longbien.trials.actions.issue_licence import Application, issue_licence
from longbien.trials.actions.start_trial import start_trial
from longbien.trials.rules.limits.running import day_span
from longbien.trials.rules.limits.usage import (
    Used,
    added,
    by_minute,
    corners_of,
    crossing_minute,
    from_nothing,
    line_mm,
)
from longbien.trials.rules.telemetry import MINUTE_US, instant_us
from tests.trials.make import MONDAY, NOW, Staged, event, person, places_and_law, plan_data

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
CAPS = {
    "cap_value_day": {"minor": "700", "currency": "VND"},
    "cap_distance_km": 6,
    "cap_device_hours": 1,
    "cap_devices": 9,
    "windows": [{"days": ["mon", "tue"], "from": "00:00", "to": "00:00"}],
}
drives = st.lists(
    st.fixed_dictionaries(
        {
            "device": st.sampled_from(["r1", "r2", "r3"]),
            "start": st.integers(0, 1200),
            "reports": st.integers(1, 30),
            "every": st.sampled_from([7, 20, 60, 90, 700]),
            "step": st.sampled_from([0.0, 0.0001, 0.001]),
            "minor": st.sampled_from([0, 0, 30]),
        }
    ),
    max_size=5,
)
places = st.lists(
    st.tuples(st.integers(0, 300 * 10**6), st.floats(105.8, 105.9), st.floats(20.9, 21.1)), max_size=12, unique=True
)


def reports(said: list[dict]) -> list[dict]:
    """Drives as events."""
    found = []
    for drive in said:
        for turn in range(drive["reports"]):
            at = MONDAY + timedelta(minutes=drive["start"], seconds=turn * drive["every"])
            paid = {"value": {"minor": str(drive["minor"]), "currency": "VND"}} if drive["minor"] else {}
            place = {"lon": round(105.8401 + drive["step"] * (turn % 9), 7), "lat": 21.005}
            found.append(event(len(found), at=at, device=drive["device"], **place, **paid))
    return found


def brute(events: list[dict]) -> set[tuple[str, str]]:
    """The caps in the plainest words: every instant in order, all of it added up."""
    told = sorted((datetime.fromisoformat(one["at"]), one["lon"], one["lat"], turn) for turn, one in enumerate(events))
    broken, minutes, metres = set(), set(), 0.0
    spent, last = defaultdict(int), {}
    for instant, group in groupby(told, lambda one: one[0]):
        now = [(at, lon, lat, events[turn]) for at, lon, lat, turn in group]
        day = instant.astimezone(ZONE).date()
        for at, lon, lat, one in now:
            minutes.add((one["device"], at.replace(second=0, microsecond=0)))
            here = grid(lon, lat)
            before = last.get(one["device"], here)
            metres += ceil(sqrt(sum((a - b) ** 2 for a, b in zip(here, before, strict=True)))) / 1000
            last[one["device"]] = here
            spent[day] += int(one.get("value", {"minor": 0})["minor"])
        for *_, one in now:
            broken |= {(one["id"], "device_hours")} if len(minutes) > 60 else set()
            broken |= {(one["id"], "distance")} if round(metres * 1000) > 6_000_000 else set()
            broken |= {(one["id"], "value_day")} if spent[day] > 700 and "value" in one else set()
    return broken


def grid(lon: float, lat: float) -> tuple[int, int, int]:
    east, north = radians(lon), radians(lat)
    around = (cos(north) * cos(east), cos(north) * sin(east), sin(north))
    return tuple(round(6_371_008_800 * part) for part in around)


@given(places, st.data())
def test_reports_in_any_order_use_the_same(track, data):
    """What each arrival adds, told only the stored reports beside it, adds up to the whole."""
    total: dict[int, Used] = {}
    stored = []
    for new in data.draw(st.permutations(track)):
        beside = [max((one for one in stored if one < new), default=None)]
        beside.append(min((one for one in stored if one > new), default=None))
        for minute, used in added([one for one in beside if one], [new]).items():
            total[minute] = total.get(minute, Used()) + used
        stored.append(new)
    assert {minute: used for minute, used in total.items() if used != Used()} == by_minute(from_nothing(track))


@given(places, st.integers(0, 11))
def test_a_late_report_never_makes_less(track, left_out):
    part = [place for turn, place in enumerate(sorted(track)) if turn != left_out]

    def so_far(some, upto):
        used = [one for at_us, one in from_nothing(some) if at_us <= upto]
        return sum(one.distance_mm for one in used), sum(one.device_minutes for one in used)

    for upto, _, _ in track:
        assert all(less <= more for less, more in zip(so_far(part, upto), so_far(track, upto), strict=True))


def test_a_line_is_exact_and_rounded_up():
    assert line_mm((0, 0, 0), (0, 0, 0)) == 0
    assert line_mm((0, 0, 0), (3, 4, 0)) == 5
    assert line_mm((0, 0, 0), (1, 1, 1)) == 2
    around = corners_of([(0, 0.0, 0.0), (0, 180.0, 0.0)])
    assert line_mm(*around) == 2 * 6_371_008_800
    one, other = corners_of([(0, 105.84, 21.0), (0, 105.84, 21.001)])
    assert line_mm(one, other) == pytest.approx(111_195.08, abs=2)


def test_the_minute_that_crosses_is_the_first_that_passes_the_cap():
    assert crossing_minute([(5, 4), (6, 3), (9, 3)], 7) == (9, 7)
    with pytest.raises(ValueError, match="not passed"):
        crossing_minute([(5, 4), (6, 3)], 7)
    assert crossing_minute([(5, 4)], 0) == (5, 0)


def test_a_day_begins_at_local_midnight():
    start, end = day_span(MONDAY.astimezone(ZONE).date(), "Asia/Ho_Chi_Minh")
    assert (start, end) == (instant_us(MONDAY - timedelta(hours=9)), instant_us(MONDAY + timedelta(hours=15)))
    assert start % MINUTE_US == 0


@pytest.fixture
def world():
    places_and_law()
    holder = Organisation.objects.create(name="Nhóm Mẫu", kind="team", is_demo=True, created_at=NOW)
    Membership.objects.create(person=person("Trưởng nhóm"), organisation=holder, role=Membership.Role.LEAD)
    return holder


def fresh(holder: Organisation, stops: list[str]) -> Staged:
    lead = actor_for(Membership.objects.get(organisation=holder).person_id)
    trial_id = issue_licence(Application(holder.pk, plan_data(stop_on=stops, **CAPS)), by=SYSTEM, at=NOW)
    start_trial(trial_id, by=lead, at=NOW)
    return Staged(trial_id, holder.pk, lead, lead)


def used_up(trial: Staged) -> tuple[int, int, list[tuple]]:
    feed = models.Feed.objects.get(trial_id=trial.id)
    rows = models.Usage.objects.filter(feed=feed).order_by("minute")
    told = [row[1:] for row in rows.values_list("pk", "minute", "device_minutes", "distance_mm", "value_minor")]
    return feed.device_minutes, feed.distance_mm, [one for one in told if any(one[1:])]


@pytest.mark.django_db
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drives, st.randoms(), st.integers(9, 50), st.sampled_from([[], ["distance"], ["device_hours", "value_day"]]))
def test_in_any_order_of_arrival_the_caps_are_passed_at_the_same_report(world, said, dice, size, stops):
    sent = reports(said)
    in_order, shuffled = fresh(world, stops), fresh(world, stops)
    for start in range(0, len(sent), 40):
        in_order.send(*sorted(sent, key=lambda one: one["at"])[start : start + 40])
    mixed = list(sent)
    dice.shuffle(mixed)
    for start in range(0, len(mixed), size):
        shuffled.send(*mixed[start : start + size])
    ours = {one for one in in_order.broken() if one[1] in ("distance", "device_hours", "value_day")}
    assert ours == brute(sent)
    assert shuffled.broken() == in_order.broken()
    assert shuffled.spans() == in_order.spans()
    assert used_up(shuffled) == used_up(in_order)


@pytest.mark.django_db
def test_the_report_that_passes_a_cap_stops_the_trial(world):
    trial = fresh(world, ["device_hours"])
    for hour, minutes in ((0, 31), (1, 30)):
        trial.send(*(event(100 * hour + n, at=MONDAY + timedelta(hours=hour, minutes=n)) for n in range(minutes)))
    assert trial.broken() == {("e129", "device_hours")}
    assert trial.row.state == "suspended"
    late = trial.send(event(500, at=MONDAY + timedelta(minutes=35)))
    assert late.body["breaches"] == {}
    assert ("e128", "device_hours") in trial.broken()
    assert trial.spans() == [(instant_us(MONDAY + timedelta(hours=1, minutes=28)), None)]


@pytest.mark.django_db
def test_without_running_caps_nothing_is_added_up(world):
    lead = actor_for(Membership.objects.get(organisation=world).person_id)
    trial_id = issue_licence(Application(world.pk, plan_data()), by=SYSTEM, at=NOW)
    start_trial(trial_id, by=lead, at=NOW)
    Staged(trial_id, world.pk, lead, lead).send(event(1), event(2, value={"minor": "5", "currency": "VND"}))
    assert not models.Usage.objects.exists()
