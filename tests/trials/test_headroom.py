"""Guardrails in plain words: so many so far, and at such a rate it stops on such a day; and then it does stop."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from longbien.kernel.ids import to_slug
from longbien.trials.actions.report_incident import Told, report_incident
from longbien.trials.queries.public.register import register_mark
from longbien.trials.queries.residents.headroom import headroom
from longbien.trials.rules.monitors.units import Exposure, Seen, Tally
from longbien.trials.rules.residents.headroom import days_until_stop
from longbien.trials.rules.telemetry import instant_us
from tests.trials.make import MONDAY, NOW, event, running

NOW_US, TODAY = instant_us(NOW), date(2026, 11, 23)
STRAY = "Suýt va vào người đi bộ."


def days(seen: Seen, limit: int, odds: int = 1000) -> int | None:
    return days_until_stop(seen, limit, odds=odds, now_us=NOW_US, today=TODAY, site="north")


def safe_days(count: int) -> Seen:
    return Seen(tuple(Exposure(TODAY - timedelta(days=n + 1), "north", 0) for n in range(count)), ())


def test_no_limit_at_all_stops_at_the_first():
    assert days(Seen((), ()), 0) == 1


@pytest.mark.parametrize("limit", [1, 2, 10])
def test_three_times_the_limit_stops_within_a_fortnight_and_not_at_once(limit):
    assert 8 <= days(Seen((), ()), limit) <= 14


def test_what_was_counted_before_brings_it_nearer():
    counted = Seen((), tuple(Tally(NOW_US - 9, TODAY - timedelta(days=n), "north", 3) for n in range(1, 5)))
    assert days(counted, 1) < days(Seen((), ()), 1)


def test_a_resumption_begins_anew():
    before = tuple(Tally(NOW_US - 9, TODAY - timedelta(days=n), "north", 3) for n in range(1, 5))
    assert days(Seen((), before, ((NOW_US - 5, TODAY),)), 1) == days(Seen((), ()), 1)


def test_safe_days_take_it_no_further_than_its_beginning():
    assert days(safe_days(300), 1) == days(Seen((), ()), 1)


def test_what_takes_more_than_a_year_is_not_said():
    assert days(Seen((), ()), 1, odds=10**300) is None


@pytest.mark.django_db
def test_what_is_said_comes_true():
    trial = running(guardrails=[{"measure": "near_miss", "limit_per_site_day": 1}])
    trial.send(event(1, at=MONDAY))
    [rail] = headroom(trial.id, now=NOW)
    assert (rail.name["en"], rail.is_none, rail.counted, rail.rate) == ("Near misses", False, 0, 3)
    assert rail.allowed["en"] == "on average at most 1 a site and day of operation"
    for n in range(rail.days):
        assert trial.row.state == "running"
        at = NOW + timedelta(days=n)
        assert headroom(trial.id, now=at)[0].days == rail.days - n
        for minute in range(rail.rate):
            told = Told("near_miss", "north", at, "minor", STRAY)
            report_incident(trial.id, told, by=trial.holder, at=at + timedelta(minutes=minute))
    assert trial.row.state == "suspended"


@pytest.mark.django_db
@pytest.mark.parametrize(("limit", "words"), [(2, "Were it 6 a day from now on"), (0, "The next one stops the trial.")])
def test_everyone_reads_it_where_they_look(limit, words):
    trial = running(guardrails=[{"measure": "emergency_stop", "limit_per_site_day": limit}])
    with translation.override("en"):
        entry, near = reverse("trials:registered", args=[to_slug(trial.id)]), reverse("trials:near")
    for reply in (Client().get(entry), Client().get(near, {"q": "21.005, 105.846"})):
        told = reply.content.decode()
        assert "Emergency stops: 0 so far." in told
        assert words in told


@pytest.mark.django_db
def test_a_count_changes_the_mark_of_the_register():
    trial = running(guardrails=[{"measure": "near_miss", "limit_per_site_day": 2}])
    before = register_mark(NOW.date())
    told = Told("near_miss", "north", timezone.now(), "minor", STRAY)
    report_incident(trial.id, told, by=trial.holder, at=timezone.now())
    assert register_mark(NOW.date()) != before
