"""A stop for a limit that was not set: refused in a plan, harmless in a licence of old, said as it is."""

import pytest

from longbien.kernel.ids import new_id
from longbien.kernel.refusal import Refusal
from longbien.procedures.registry import EffectCall, effect_named
from longbien.trials.actions.issue_licence import write_version
from longbien.trials.rules.plan import CAPS
from longbien.trials.rules.prose.articles import articles
from longbien.trials.views import limits
from tests.trials.make import NOW, event, later, licensed, outside, plan, plan_data, policy, running
from tests.trials.test_limits import LIMITS

FURTHER = ["no_go", "altitude", "fleet", "value_day", "distance", "device_hours"]


def asked(staged, **but):
    call = EffectCall(
        name="trials.check_plan", words=("test-regime",), case_id=new_id(), case_number="HS-1", procedure="p", seq=2,
        owner_id=staged.organisation_id, about=None, data={"plan": plan_data(**but)}, by=staged.officer, at=NOW,
    )  # fmt: skip
    effect_named(call.name)(call)


@pytest.mark.django_db
@pytest.mark.parametrize("rule", FURTHER)
def test_a_stop_without_its_limit_is_refused_where_it_was_ticked(rule):
    staged = licensed()
    with pytest.raises(Refusal) as refused:
        asked(staged, stop_on=["area", rule])
    assert [fault.where for fault in refused.value.faults] == ["/stop_on"]
    asked(staged, stop_on=["area", rule], **LIMITS)


@pytest.mark.django_db
def test_a_licence_of_old_with_every_such_stop_still_takes_telemetry():
    trial = running()
    write_version(trial.row, policy(stop_on=list(CAPS)), case_id=None, at=NOW)
    assert trial.send(event(1, altitude_m=900)).body["breaches"] == {}
    assert trial.send(event(1, altitude_m=900), event(2, at=later(1))).status == 200
    assert trial.row.state == "running"
    trial.send(outside(3, at=later(2)))
    assert trial.row.state == "suspended"


@pytest.mark.django_db
def test_a_batch_of_known_events_does_not_trip_over_a_running_cap():
    trial = running(cap_device_hours=40, stop_on=["device_hours"])
    trial.send(event(1))
    assert trial.send(event(1), event(1)).status == 200


def test_prose_and_pages_do_not_say_that_it_bites():
    idle = policy(stop_on=["area", "altitude"])
    [stops] = [one for one in articles(idle) if one.title["en"] == "Stops at once"]
    assert [line["en"] for line in stops.lines] == [
        "Outside the area.",
        "Too high: without effect, for the licence sets no such limit.",
    ]
    assert [name["en"] for name in limits.stops(plan(stop_on=["area", "altitude"]))] == ["Outside the area"]
    assert len(limits.stops(plan(stop_on=["area", "altitude"], cap_altitude_m=60))) == 2
