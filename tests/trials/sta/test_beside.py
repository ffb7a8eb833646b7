"""A fixed sensor beside what is tested is no device of the trial: no lot, no place under the caps of devices."""

import pytest

from longbien.record.keys import make_key, verifier
from longbien.trials import queries
from longbien.trials.queries.comparing import schedules
from longbien.trials.queries.leaving.exits import exit_figures
from longbien.trials.rules.dossier.verify import verify
from longbien.trials.rules.kinds.kind import Terms
from tests.trials import make
from tests.trials.evidence import ROBOTS, built
from tests.trials.make import MONDAY, event, later, running
from tests.trials.sta.make import Service, observation, stream, thing

BY_ROBOT = {
    **ROBOTS,
    "comparisons": [
        {"design": "arms", "unit": "vehicle", "measure": "near_miss", "better": "less", "margin": 1, "usual": 3}
    ],
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
    trial = running(cap_devices=3, **BY_ROBOT)
    service = Service(trial)
    service.post("Things", thing("cam-1", Datastreams=[stream("emergency_stop")]))
    assert service.post("Observations", observation(at=later(1), result=1)).status_code == 201
    trial.send(*(event(number, at=later(number), device=f"r{number}") for number in (2, 3, 4)))
    service.post("Observations", observation(at=later(5), result=0))
    assert trial.broken() == set()
    [schedule] = schedules(trial.id, MONDAY)
    assert {turn.unit for turn in schedule.turns} == {"r2", "r3", "r4"}
    [stops] = [one for one in queries.monitor_state(trial.id) if one.measure == "emergency_stop"]
    assert [(step.site, step.count) for step in stops.steps] == [("", 1), ("r2", 0), ("r3", 0), ("r4", 0)]
    assert exit_figures(trial.id)["devices"] == 3


@pytest.mark.django_db
def test_it_may_stand_beside_a_fleet_that_is_named_and_is_a_device_where_it_is_named(settings, tmp_path):
    settings.VAR = tmp_path
    make_key()
    trial = running(fleet="r1\ncam-2", cap_devices=1, stop_on=[])
    service = Service(trial)
    for number, name in enumerate(("cam-1", "cam-2"), 1):
        service.post("Things", thing(name, Datastreams=[stream("near_miss")]))
        service.post("Observations", observation(number, at=later(number)))
    trial.send(event(1, at=later(3)))
    assert trial.broken() == {("e1", "devices")}
    assert [check for check in verify(built(trial), verifier()) if not check.passed] == []
