"""A comparison from the licence to the verdict: telemetry in, evidence out, and nothing is ever stopped by it."""

from datetime import timedelta
from random import Random

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import translation

from longbien.kernel.ids import to_slug
from longbien.people.models import Person
from longbien.record.keys import make_key, verifier
from longbien.trials.actions.issue_key import issue_key
from longbien.trials.actions.leaving.close_trial import close_trial
from longbien.trials.actions.leaving.end_trial import end_trial
from longbien.trials.queries import burn_down
from longbien.trials.queries.comparing import comparison_state, told
from longbien.trials.queries.leaving.exit_words import lines
from longbien.trials.queries.leaving.exits import exit_report
from longbien.trials.queries.policies import policy_of
from longbien.trials.queries.public.register import register_mark
from longbien.trials.rules.comparing.lots import lotteries
from longbien.trials.rules.dossier.comparisons import COMPUTED, FILED
from longbien.trials.rules.dossier.verify import verify
from tests.trials.comparing.make import ALWAYS, ARMS, BLOCKS, events_of, uneven
from tests.trials.evidence import built
from tests.trials.make import NOW, Staged, event, running

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
    assert "Near misses: with 95 % certainty between" in page.content.decode()


@pytest.fixture
def holder(client):
    def enter(trial: Staged) -> Client:
        client.force_login(Person.objects.get(pk=trial.holder.id))
        return client

    return enter


def test_the_cockpit_tells_the_question_the_answer_and_the_lots(holder):
    trial = compared(ARMS, {**BLOCKS, "looks": 5})
    page = holder(trial).get("/en" + reverse("trials:page", args=[trial.id])).content.decode()
    assert "Near misses (near_miss), in a day of a vehicle: with the new, is it at least 1 less than" in page
    assert "Evidence of a difference: " in page
    assert '<path class="band"' in page
    for bound in ("5.463", "3.780", "3.027", "2.588", "2.296"):
        assert f">{bound}<" in page
    assert "never stops a trial" in page
    assert holder(trial).get(f"/api/trials/{to_slug(trial.id)}/lots").json()["seed"] == policy_of(trial.id).lots.seed


def test_a_trial_that_has_seen_nothing_says_so(holder):
    trial = running(comparisons=[ARMS], windows=ALWAYS, guardrails=CALM)
    here = "/en" + reverse("trials:page", args=[trial.id])
    page = holder(trial).get(here).content.decode()
    assert "No unit is over yet: each is judged six hours after its end." in page
    assert "Too little is known yet: at least 30 of either are needed." in page
    assert '<svg class="line"' not in page
    close_trial(trial.id, by=trial.holder, at=NOW)
    page = holder(trial).get(here).content.decode()
    assert "Nothing was counted that could be compared." in page
    assert "Lots of the coming days" not in page


def test_the_register_of_a_trial_that_ended_promises_nothing_more():
    trial = running(comparisons=[{**ARMS, "looks": 5}], windows=ALWAYS, guardrails=CALM, cap_distance_km=1, stop_on=[])
    trial.send(event(1), event(2, at=NOW, lon=105.846))
    here = "/en" + reverse("trials:registered", args=[trial.row.number])
    assert "the next review is on" in Client().get(here).content.decode()
    assert [burn.rule for burn in burn_down(trial.id) if burn.runs_out] == ["distance"]
    close_trial(trial.id, by=trial.holder, at=NOW)
    page = Client().get(here).content.decode()
    assert "Ended too early" in page
    assert "The trial ended before anything could be concluded." in page
    assert [burn.rule for burn in burn_down(trial.id) if burn.runs_out] == []


def test_a_trial_that_compares_nothing_shows_nothing(holder):
    trial = running()
    page = holder(trial).get("/en" + reverse("trials:page", args=[trial.id])).content.decode()
    assert "What the trial is to find out" not in page
    assert comparison_state(trial.id) == ()
    assert "compared" not in Client().get(f"/register/{to_slug(trial.id)}.json").json()


def test_the_register_has_it_as_data_and_changes_its_mark():
    trial = compared(ARMS, days=40)
    before = register_mark(NOW.date())
    told_before = Client().get(f"/register/{to_slug(trial.id)}.json").json()
    assert told_before["comparisons"] == [ARMS]
    assert told_before["compared"][0]["verdict"] == comparison_state(trial.id)[0].verdict
    assert "units" not in told_before["compared"][0]
    assert told_before["compared"][0]["said"]["vi"].startswith("Suýt xảy ra sự cố: với độ chắc chắn 95 %, cách mới")
    trial.send(event(900, at=NOW + timedelta(days=60)), at=AFTERWARDS)
    assert register_mark(NOW.date()) != before


def lots_of(trial: Staged, token: str = ""):
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return Client().get(f"/api/trials/{to_slug(trial.id)}/lots", headers=headers)


def test_a_fleet_hears_its_lots():
    trial = running(comparisons=[ARMS, BLOCKS], windows=ALWAYS, guardrails=CALM, fleet="r7")
    token = issue_key(trial.id, fleet="Đội 1", by=trial.holder, at=NOW)
    told_lots = lots_of(trial, token).json()
    arms, switch = told_lots["comparisons"]
    drawn = lotteries(policy_of(trial.id))
    assert told_lots["seed"] == policy_of(trial.id).lots.seed
    assert {lot["unit"] for lot in arms["lots"]} == {"r7"}
    assert len(arms["lots"]) >= 7
    assert all((lot["has"] == "new") is drawn[0].is_new("r7", lot["number"]) for lot in arms["lots"])
    assert all((lot["has"] == "new") is drawn[1].is_new("north", lot["number"]) for lot in switch["lots"])
    assert switch["lots"][0]["until"] == switch["lots"][1]["from"]


def test_lots_are_for_those_of_the_trial():
    trial = running(comparisons=[ARMS], windows=ALWAYS, guardrails=CALM)
    assert lots_of(trial).status_code == 404
    assert lots_of(trial, "lb_x_y").status_code == 401


def test_a_plan_that_compares_nothing_has_no_lots():
    trial = running()
    token = issue_key(trial.id, fleet="Đội 1", by=trial.holder, at=NOW)
    assert lots_of(trial, token).json() == {"seed": None, "comparisons": []}


def test_its_dossier_verifies():
    make_key()
    trial = compared(ARMS, days=40)
    end_trial(trial.id, report="Đã so sánh cách mới với cách cũ trong bốn mươi ngày.", by=trial.holder, at=AFTERWARDS)
    checks = verify(built(trial, AFTERWARDS), verifier())
    [filed] = exit_report(trial.id).report.figures["comparisons"]
    [reading] = comparison_state(trial.id)
    assert [filed[name] for name in ("verdict", "old", "new")] == [reading.verdict, reading.last.old, reading.last.new]
    assert filed["answer"]["en"].startswith("Near misses: with 95 % certainty between ")
    with translation.override("en"):
        printed = dict(lines(exit_report(trial.id).report.figures, policy_of(trial.id)))
    assert printed["Compared: Near misses"].endswith(filed["answer"]["en"])
    assert FILED in [check.what for check in checks]
    assert [(check.part, [wrong["en"] for wrong in check.wrong]) for check in checks if not check.passed] == []
    assert COMPUTED in [check.what for check in checks]


def test_what_a_fleet_says_it_did_is_told_beside(holder):
    trial = running(comparisons=[ARMS], windows=ALWAYS, guardrails=CALM, stop_on=[])
    [drawn] = lotteries(policy_of(trial.id))
    events = events_of(drawn, uneven(1), days=4)
    trial.send(*(one | {"arm": "new"} for one in events), at=AFTERWARDS)
    new = sum(drawn.is_new("r1", drawn.policy.term.start.toordinal() + day) for day in range(4))
    page = holder(trial).get("/en" + reverse("trials:page", args=[trial.id])).content.decode()
    assert f"Of 4 events that say which they had, {25 * new}% had what was drawn." in page


def test_any_order_and_batches_lead_to_the_same_verdict():
    first = compared(ARMS, days=35, devices=("r1",))
    before = [{**one, "judged_us": 0} for one in told(first.id)]
    second = running(comparisons=[ARMS], windows=ALWAYS, guardrails=CALM, stop_on=[])
    [drawn] = lotteries(policy_of(first.id))
    events = events_of(drawn, uneven(0, gain=3.0), days=35)
    Random(7).shuffle(events)
    for start in range(0, 35, 9):
        second.send(*events[start : start + 9], *events[start : start + 2], at=AFTERWARDS)
    assert policy_of(second.id).lots == policy_of(first.id).lots
    assert [{**one, "judged_us": 0} for one in told(second.id)] == before


def test_what_is_far_worse_never_stops_the_trial_but_is_told_in_the_overview(client):
    trial = compared(ARMS, days=60, gain=-30.0)
    [reading] = comparison_state(trial.id)
    assert (reading.verdict, trial.row.state, trial.spans()) == ("worse", "running", [])
    client.force_login(Person.objects.get(pk=trial.officer.id))
    page = client.get("/en/trials/").content.decode()
    assert "<p>Near misses: worse</p>" in page
    assert "What is compared" in page
