"""The mode of a trial is that of its kind; a kind that MDS has no mode for stays out of MDS."""

import shutil
from dataclasses import replace

import pytest
import yaml
from django.test import Client

from longbien.kernel.ids import to_slug
from longbien.people.models import Person
from longbien.trials.kinds import shelf
from longbien.trials.models import Tally
from longbien.trials.queries.mds.published import mode_of
from longbien.trials.queries.policies import policy_of
from tests.trials.make import running
from tests.trials.mds.make import Fleet, trip, vehicle

pytestmark = pytest.mark.django_db
KITE = {
    "kind": "kite",
    "title": {"vi": "Diều", "en": "Kites"},
    "summary": {"vi": "Diều có dây.", "en": "Kites on a line."},
    "measures": {"fall": {"name": {"vi": "Rơi", "en": "Falls"}, "unit": "site-day"}},
    "guardrails": [],
    "telemetry": [],
    "caps": ["area", "hours"],
    "requires": [],
}


@pytest.fixture
def of_kind(settings, tmp_path):
    """A trial of a kind that a hub in a folder of its own adds, with what MDS calls it, if anything."""

    def make(**mds):
        shutil.copytree(settings.HUB.folder, tmp_path / "hub")
        settings.HUB = replace(settings.HUB, folder=tmp_path / "hub")
        (tmp_path / "hub" / "kinds").mkdir(exist_ok=True)
        (tmp_path / "hub" / "kinds" / "kite.yaml").write_text(yaml.safe_dump({**KITE, **mds}, allow_unicode=True))
        return running(kind="kite", guardrails=[{"measure": "fall", "limit": 1, "per": 1}])

    return make


def told():
    return Client().get("/api/mds/policies.json").json()["policies"]


def test_a_kind_says_what_mds_calls_it(of_kind):
    trial = of_kind(mds={"mode": "passenger-services", "vehicle_type": "other"})
    assert {one["mode_id"] for one in told()} == {"passenger-services"}
    assert {rule["vehicle_types"][0] for one in told() for rule in one["rules"]} == {"other"}
    bus = vehicle(trial.id, vehicle_attributes={"vin": "X"}, accessibility_attributes=["wheelchair_accessible"])
    assert Fleet(trial).post("vehicles", bus).status_code == 201


def test_a_kind_without_a_mode_is_not_of_mds(of_kind):
    trial = of_kind()
    assert told() == []
    answer = Fleet(trial).post("vehicles", vehicle(trial.id))
    assert (answer.status_code, answer.json()["error"]) == (404, "not_found")
    assert "MDS has no mode" in answer.json()["error_description"]
    client = Client()
    client.force_login(Person.objects.get(pk=trial.holder.id))
    assert "/api/mds" not in client.get(f"/trials/{to_slug(trial.id)}/keys").content.decode()


def test_a_kind_that_the_hub_no_longer_has_is_of_no_mode(of_kind, settings):
    trial = of_kind(mds={"mode": "micromobility", "vehicle_type": "other"})
    assert mode_of(policy_of(trial.id)).id == "micromobility"
    (settings.HUB.folder / "kinds" / "kite.yaml").unlink()
    assert "kite" not in shelf.kinds(settings.HUB)
    assert mode_of(policy_of(trial.id)) is None


def test_the_metres_of_a_trip_count_where_the_kind_reads_them(of_kind):
    metres = {"metres_flown": {"name": {"vi": "Số mét đã bay", "en": "Metres flown"}, "most": "distance"}}
    falls = {"fall": {**KITE["measures"]["fall"], "statistic": "rate", "against": "metres_flown"}}
    reads = [{"key": "distance_m", "measure": "metres_flown"}]
    mds = {"mode": "delivery-robots", "vehicle_type": "other"}
    trial = of_kind(mds=mds, amounts=metres, measures=falls, telemetry=reads)
    fleet = Fleet(trial)
    fleet.post("vehicles", vehicle(trial.id))
    assert fleet.post("trips", trip(trial.id, distance=812)).status_code == 201
    assert list(Tally.objects.values_list("measure", "count")) == [("metres_flown", 812)]
