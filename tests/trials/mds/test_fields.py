"""What MDS fields may hold, without a database."""

import pytest

from longbien.trials.rules.mds.objects import faults
from longbien.trials.rules.mds.terms import DELIVERY_ROBOTS, Mode
from tests.trials.mds.make import ref, stop, trip, vehicle

PROVIDER = ref(9)


@pytest.mark.parametrize(
    ("but", "named"),
    [
        ({"vehicle_id": "x" * 256}, "vehicle_id"),
        ({"vehicle_id": "a\nb"}, "vehicle_id"),
        ({"vehicle_type": "broom"}, "vehicle_type"),
        ({"vehicle_type": ["car"]}, "vehicle_type"),
        ({"propulsion_types": []}, "propulsion_types"),
        ({"propulsion_types": ["electric", "electric"]}, "propulsion_types"),
        ({"propulsion_types": "electric"}, "propulsion_types"),
        ({"vehicle_attributes": {"wings": 2}}, "vehicle_attributes"),
        ({"vehicle_attributes": {"year": 1969}}, "vehicle_attributes"),
        ({"vehicle_attributes": {"inspection_date": "soon"}}, "vehicle_attributes"),
        ({"vehicle_attributes": {"inspection_date": 20260101}}, "vehicle_attributes"),
        ({"vehicle_attributes": {"make": 4}}, "vehicle_attributes"),
        ({"vehicle_attributes": []}, "vehicle_attributes"),
        ({"accessibility_attributes": {"audio_cue": 1}}, "accessibility_attributes"),
        ({"maximum_speed": -1}, "maximum_speed"),
        ({"battery_capacity": True}, "battery_capacity"),
        ({"data_provider_id": 7}, "data_provider_id"),
    ],
)
def test_a_wrong_field_of_a_vehicle_is_named(but, named):
    assert faults("vehicle", vehicle(PROVIDER, **but), DELIVERY_ROBOTS).wrong == (named,)


@pytest.mark.parametrize(
    ("kind", "item", "named"),
    [
        ("trip", trip(PROVIDER, currency="dong"), "currency"),
        ("trip", trip(PROVIDER, currency=5), "currency"),
        ("trip", trip(PROVIDER, trip_type="delivery"), "trip_type"),
        ("trip", trip(PROVIDER, trip_type=[1]), "trip_type"),
        ("trip", trip(PROVIDER, accessibility_attributes=1), "accessibility_attributes"),
        ("trip", trip(PROVIDER, fare_attributes=[]), "fare_attributes"),
        ("trip", trip(PROVIDER, duration=1.5), "duration"),
        ("stop", stop(PROVIDER, capacity={"broom": 1}), "capacity"),
        ("stop", stop(PROVIDER, capacity=[]), "capacity"),
        ("stop", stop(PROVIDER, status={"is_renting": True}), "status"),
        ("stop", stop(PROVIDER, image_url=None), "image_url"),
    ],
)
def test_a_wrong_field_of_a_trip_or_stop_is_named(kind, item, named):
    assert faults(kind, item, DELIVERY_ROBOTS).wrong == (named,)


def test_good_objects_have_no_faults_and_missing_fields_are_named():
    full = vehicle(PROVIDER, vehicle_attributes={"year": 2026.0, "inspection_date": "2026-11-02", "make": "Mẫu"})
    assert faults("vehicle", full, DELIVERY_ROBOTS) is None
    assert (
        faults("trip", trip(PROVIDER, currency=None, actual_cost=None, publication_time=9e15), DELIVERY_ROBOTS) is None
    )
    assert faults("stop", stop(PROVIDER, rental_methods=["key"], unknown="kept"), DELIVERY_ROBOTS) is None
    assert faults("vehicle", {"vehicle_id": "R"}, DELIVERY_ROBOTS).missing == (
        "provider_id", "device_id", "vehicle_type", "propulsion_types",
    )  # fmt: skip


def test_another_mode_has_other_attributes():
    bus = vehicle(PROVIDER, vehicle_attributes={"vin": "X"}, accessibility_attributes=["wheelchair_accessible"])
    assert faults("vehicle", bus, Mode("passenger-services", "bus")) is None
    assert faults("vehicle", bus, DELIVERY_ROBOTS).wrong == ("vehicle_attributes", "accessibility_attributes")
