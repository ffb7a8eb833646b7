"""A comparison from the licence to the verdict: telemetry in, evidence out, and nothing is ever stopped by it."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from longbien.trials.queries.comparing import comparison_state, told
from longbien.trials.queries.policies import policy_of
from longbien.trials.rules.comparing.lots import lotteries
from tests.trials.comparing.make import ALWAYS, ARMS, BLOCKS, events_of, uneven
from tests.trials.make import NOW, Staged, running

pytestmark = pytest.mark.django_db
CALM = [{"measure": "collision", "limit_per_site_day": 1}]
AFTERWARDS = NOW + timedelta(days=200)


def compared(*asked, days=80, gain=3.0, devices=("r1", "r2"), **but) -> Staged:
    """A running trial that compares, with so many days of telemetry."""
    trial = running(comparisons=list(asked), windows=ALWAYS, guardrails=CALM, stop_on=[], **but)
    for drawn in lotteries(policy_of(trial.id)):
        for number, device in enumerate(devices):
            draw = uneven(number, gain=gain)
            trial.send(*events_of(drawn, draw, days=days, device=f"{device}{drawn.number or ''}"), at=AFTERWARDS)
    return trial


def test_arms_are_compared_from_telemetry():
    trial = compared(ARMS)
    [reading] = comparison_state(trial.id)
    assert (reading.last.old + reading.last.new, reading.verdict) == (158, "enough")
    assert trial.row.state == "running"


def test_it_comes_out_again(capsys):
    trial = compared(ARMS, {**BLOCKS, "block_hours": 24}, days=40)
    call_command("monitor", "recompute", trial.row.number)
    assert capsys.readouterr().out.endswith("1 monitors, 2 comparisons\n")
    assert [one["comparison"] for one in told(trial.id)] == [0, 1]


def test_it_stands_on_the_register():
    trial = compared(ARMS)
    page = Client().get("/en" + reverse("trials:registered", args=[trial.row.number]))
    assert "With 95 % certainty the new has between" in page.content.decode()
