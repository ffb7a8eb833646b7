"""A fleet for the MDS conformance run: a key of the demonstration's trial and a registered vehicle, told as JSON."""

import json
import os
from uuid import UUID

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "longbien.site.settings")
django.setup()

import shapely  # noqa: E402
from django.utils import timezone  # noqa: E402

from longbien.kernel.actor import SYSTEM  # noqa: E402
from longbien.people.queries import actor_for  # noqa: E402
from longbien.trials import models, queries  # noqa: E402
from longbien.trials.actions.issue_key import issue_key  # noqa: E402
from longbien.trials.actions.mds.declare import Sent, declare  # noqa: E402

DEVICE = UUID(int=1)


def staged() -> dict[str, object]:
    trial = models.Trial.objects.filter(state="running").select_related("organisation").latest("licensed_at")
    member = trial.organisation.memberships.first()
    key = issue_key(trial.pk, fleet="MDS", by=actor_for(member.person_id), at=timezone.now())
    vehicle = {
        "device_id": str(DEVICE),
        "provider_id": str(trial.pk),
        "vehicle_id": "R-1",
        "vehicle_type": "delivery_robot",
        "propulsion_types": ["electric"],
        "accessibility_attributes": {},
    }
    declare(Sent(trial.pk, "vehicle", ((DEVICE, vehicle),), "note"), by=SYSTEM, at=timezone.now())
    shape = shapely.from_geojson(json.dumps(queries.policy_of(trial.pk).sites[0].geometry))
    inside = shape.representative_point()
    return {"key": key, "provider": str(trial.pk), "device": str(DEVICE), "lon": inside.x, "lat": inside.y}


if __name__ == "__main__":
    print(json.dumps(staged()))
