"""A fixed sensor beside what is tested is no device of the trial: no lot, no place under the caps of devices."""

import pytest

from longbien.trials import queries
from longbien.trials.queries.comparing import schedules
from longbien.trials.queries.leaving.exits import exit_figures
from longbien.trials.rules.kinds.kind import Terms
from tests.trials import make
from tests.trials.make import MONDAY, event, later, running
from tests.trials.sta.make import Service, observation, stream, thing

BY_ROBOT = {
    "kind": "delivery-robot",
    "safety_plan": "0" * 64,
    "guardrails": [{"measure": "emergency_stop", "limit": 1, "per": 100}],
    "comparisons": [
        {"design": "arms", "unit": "vehicle", "measure": "near_miss", "better": "less", "margin": 1, "usual": 3}
    ],
    "stop_on": [],
}
TERMS = Terms("robot", "given", (), (), ())
MOVING = Terms("robot", "given", (), (), (), moves=True)


@pytest.mark.parametrize(
    ("fleet", "terms", "found"),
    [
        ("", None, {"cam-1": True, "r1": True}),
        ("", TERMS, {"cam-1": True, "r1": True}),
        ("", MOVING, {"cam-1": False, "r1": False}),
        ("r1\nr2", None, {"cam-1": False, "r1": True}),
        ("r1\nr2", MOVING, {"cam-1": False, "r1": True}),
    ],
)
def test_the_licence_says_whether_a_sensor_is_a_device(fleet, terms, found):
    licensed = make.replace(make.policy(fleet=fleet), terms=terms)
    assert {name: licensed.tests(name) for name in found} == found
    assert make.before(licensed).tests("cam-1")


@pytest.mark.django_db
def test_it_is_no_device_of_a_trial_of_robots():
    trial = running(cap_devices=1, cap_device_hours=1, **BY_ROBOT)
    service = Service(trial)
    service.post("Things", thing("cam-1", Datastreams=[stream("emergency_stop")]))
    assert service.post("Observations", observation(at=later(1), result=1)).status_code == 201
    trial.send(event(1, at=later(2)), event(2, at=later(3)))
    service.post("Observations", observation(at=later(4), result=0))
    assert trial.broken() == set()
    [schedule] = schedules(trial.id, MONDAY)
    assert {turn.unit for turn in schedule.turns} == {"r1"}
    [rail] = queries.monitor_state(trial.id)
    assert [(step.site, step.count) for step in rail.steps] == [("", 1), ("r1", 0)]
    assert exit_figures(trial.id)["devices"] == 1


@pytest.mark.django_db
def test_it_may_stand_beside_a_fleet_that_is_named_and_is_a_device_where_it_is_named():
    trial = running(fleet="r1\ncam-2", cap_devices=1, stop_on=[])
    service = Service(trial)
    for number, name in enumerate(("cam-1", "cam-2"), 1):
        service.post("Things", thing(name, Datastreams=[stream("near_miss")]))
        service.post("Observations", observation(number, at=later(number)))
    trial.send(event(1, at=later(3)))
    assert trial.broken() == {("e1", "devices")}
