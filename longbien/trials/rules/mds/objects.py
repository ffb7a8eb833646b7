"""The objects that a fleet sends, field by field: vehicles, events, telemetry, trips, stops. MDS Data Types."""

from typing import Any

from longbien.trials.rules.mds.fields import (
    Faults,
    Field,
    Table,
    between,
    counted,
    each,
    faults_of,
    ids,
    is_currency,
    is_date,
    is_flag,
    is_instant,
    is_line,
    is_list_or_map,
    is_map,
    is_number,
    is_percent,
    is_state,
    is_timestamp,
    is_uuid,
    is_whole,
    is_words,
    is_year,
    made_of,
    needed,
    one_of,
    or_nothing,
)
from longbien.trials.rules.mds.terms import DELIVERY_ROBOTS, EXTENSION, Mode

FASTEST_MS = 555.5  # 2000 km/h, the most that telemetry takes
VEHICLE_TYPES = (
    "bicycle", "bus", "cargo_bicycle", "car", "delivery_robot", "moped", "motorcycle", "scooter_standing",
    "scooter_seated", "truck", "other",
)  # fmt: skip
PROPULSION = (
    "human", "electric_assist", "electric", "combustion", "combustion_diesel", "hybrid", "hydrogen_fuel_cell",
    "plug_in_hybrid",
)  # fmt: skip
EVENT_TYPES = (
    "agency_drop_off", "agency_pick_up", "battery_charged", "battery_low", "changed_geographies", "charging_end",
    "charging_start", "comms_lost", "comms_restored", "compliance_pick_up", "customer_cancellation", "decommissioned",
    "driver_cancellation", "fueling_end", "fueling_start", "located", "maintenance", "maintenance_end",
    "maintenance_pick_up", "not_located", "off_hours", "on_hours", "order_drop_off", "order_pick_up",
    "passenger_cancellation", "provider_cancellation", "provider_drop_off", "rebalance_pick_up", "recommission",
    "remote_end", "remote_start", "reservation_cancel", "reservation_start", "reservation_stop", "service_end",
    "service_start", "system_resume", "system_suspend", "trip_cancel", "trip_end", "trip_enter_jurisdiction",
    "trip_leave_jurisdiction", "trip_pause", "trip_resume", "trip_start", "trip_stop", "unspecified",
)  # fmt: skip
PLACES = ("street", "sidewalk", "crosswalk", "garage", "bike_lane")
PARKING = ("corral", "curb", "rack", "other_valid", "invalid")
RENTAL = ("key", "creditcard", "paypass", "applepay", "androidpay", "transitcard", "accountnumber", "phone")

ROBOT: Table = {
    "year": Field(is_year),
    "inspection_date": Field(is_date),
    **{name: Field(is_line) for name in ("make", "model", "color")},
    **{
        name: Field(is_whole)
        for name in (
            "equipped_cameras", "equipped_lighting", "wheel_count", "width", "length", "height", "weight", "top_speed",
            "storage_capacity",
        )
    },
}  # fmt: skip
CUES: Table = {name: Field(is_flag) for name in ("audio_cue", "visual_cue", "remote_open")}
GPS: Table = {
    "lat": needed(between(-90, 90)),
    "lng": needed(between(-180, 180)),
    "satellites": Field(is_whole),
    **{name: Field(is_number) for name in ("altitude", "heading", "speed", "horizontal_accuracy", "vertical_accuracy")},
}
is_place = made_of(GPS)
is_fix = made_of({**GPS, "speed": Field(between(0, FASTEST_MS))})  # of a device, which the judge looks at
SENDER: Table = {"provider_id": needed(is_uuid), "data_provider_id": Field(is_uuid), "device_id": needed(is_uuid)}
CHARGE: Table = {"battery_percent": Field(is_percent), "fuel_percent": Field(is_percent)}

VEHICLE: Table = {
    **SENDER,
    "vehicle_id": needed(is_line),
    "vehicle_type": needed(one_of(VEHICLE_TYPES)),
    "propulsion_types": needed(each(one_of(PROPULSION), 1)),
    "vehicle_attributes": Field(is_map),
    "accessibility_attributes": Field(is_list_or_map),
    "battery_capacity": Field(is_whole),
    "fuel_capacity": Field(is_whole),
    "maximum_speed": Field(is_whole),
}
OF_MODE: dict[tuple[str, str], Table] = {
    ("vehicle", DELIVERY_ROBOTS.id): {
        **VEHICLE,
        "vehicle_attributes": Field(made_of(ROBOT, closed=True)),
        "accessibility_attributes": Field(made_of(CUES, closed=True)),
    }
}
TELEMETRY: Table = {
    **SENDER,
    **CHARGE,
    "telemetry_id": needed(is_uuid),
    "timestamp": needed(is_instant),
    "trip_ids": needed(or_nothing(each(is_uuid, 1))),
    "journey_id": needed(or_nothing(is_uuid)),
    "stop_id": Field(is_uuid),
    "location": needed(is_fix),
    "location_type": Field(one_of(PLACES)),
    "tipped_over": Field(is_flag),
    EXTENSION: Field(is_map),
}
EVENT: Table = {
    **SENDER,
    **CHARGE,
    "event_id": needed(is_uuid),
    "vehicle_state": needed(is_state),
    "event_types": needed(each(one_of(EVENT_TYPES), 1)),
    "timestamp": needed(is_instant),
    "publication_time": Field(is_timestamp),
    "location": needed(is_fix),
    "event_geographies": Field(ids),
    "trip_ids": Field(ids),
    "stop_id": Field(is_uuid),
    "associated_ticket": Field(is_line),
    EXTENSION: Field(is_map),
}
TRIP: Table = {
    **SENDER,
    "trip_id": needed(is_uuid),
    "journey_id": Field(is_uuid),
    "trip_type": Field(each(is_words)),
    "trip_attributes": Field(is_map),
    "fare_attributes": Field(is_map),
    "start_time": needed(is_instant),
    "end_time": needed(is_instant),
    "start_location": needed(is_place),
    "end_location": needed(is_fix),
    "duration": needed(is_whole),
    "distance": needed(is_whole),
    "publication_time": Field(is_timestamp),
    "accessibility_attributes": Field(is_list_or_map),
    "parking_verification_url": Field(or_nothing(is_words)),
    "parking_category": Field(one_of(PARKING)),
    "standard_cost": Field(or_nothing(is_whole)),
    "actual_cost": Field(or_nothing(is_whole)),
    "currency": Field(or_nothing(is_currency)),
    EXTENSION: Field(is_map),
}
STATUS: Table = {name: needed(is_flag) for name in ("is_installed", "is_renting", "is_returning")}
by_type = counted(VEHICLE_TYPES)
STOP_CHANGE: Table = {
    "stop_id": needed(is_uuid),
    "last_updated": needed(is_timestamp),
    "status": Field(made_of(STATUS)),
    "rental_methods": Field(each(one_of(RENTAL))),
    "devices": Field(ids),
    **{
        f"num_{what}_{how}": Field(by_type)
        for what, how in (
            ("vehicles", "available"), ("vehicles", "disabled"), ("places", "available"), ("places", "disabled"),
        )
    },
}  # fmt: skip
STOP: Table = {
    **STOP_CHANGE,
    "name": needed(is_line),
    "location": needed(is_place),
    "capacity": needed(by_type),
    "status": needed(made_of(STATUS)),
    "num_vehicles_available": needed(by_type),
    "num_vehicles_disabled": needed(by_type),
    "image_url": Field(is_words),
    **{name: Field(is_uuid) for name in ("provider_id", "data_provider_id", "geography_id", "parent_stop")},
    **{name: Field(is_line) for name in ("region_id", "short_name", "address", "post_code", "cross_street")},
}
TABLES = {
    "vehicle": VEHICLE,
    "telemetry": TELEMETRY,
    "event": EVENT,
    "trip": TRIP,
    "stop": STOP,
    "stop-change": STOP_CHANGE,
}
IDS = {"vehicle": "device_id", "event": "event_id", "stop": "stop_id", "stop-change": "stop_id"}


def faults(kind: str, item: Any, mode: Mode) -> Faults | None:
    """What is wrong with an object of a kind that a fleet of a mode sent; None when nothing is."""
    return faults_of(item, OF_MODE.get((kind, mode.id)) or TABLES[kind])
