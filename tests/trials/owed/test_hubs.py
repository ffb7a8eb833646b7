"""What the shipped hubs say of what is owed: an invented law in an invented city, a hub rule where none is known."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings

from longbien.trials.rules.duties import concern_scale, duties
from longbien.trials.rules.regime import read_regime

HUBS = Path(settings.ROOT) / "hubs"


def read(path: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json.dumps(yaml.safe_load((HUBS / path).read_text()), default=str))
    return found


def test_a_regime_with_a_scale_and_a_schedule_is_cited_for_both():
    regime = read_regime(read("minimal/regimes/street-rules.yaml"), ("en",))
    found = duties(regime, read("minimal/hub.yaml"), ("en",))
    assert [(one.code, str(one.within), one.citation.in_language("en")) for one in found.incidents] == [
        ("minor", "5d", "Street rules of Bridgeford (demonstration), Rule 4"),
        ("serious", "48h", "Street rules of Bridgeford (demonstration), Rule 4"),
    ]
    assert (found.schedule.every_months, str(found.schedule.within)) == (1, "7d")
    assert [str(one.within) for one in concern_scale(read("minimal/hub.yaml"), ("en",))] == ["5wd"]


@pytest.mark.parametrize("regime", sorted(path.stem for path in (HUBS / "hanoi/regimes").glob("*.yaml")))
def test_no_law_at_hand_states_a_time_so_the_hub_answers_for_each(regime):
    law = read_regime(read(f"hanoi/regimes/{regime}.yaml"), ("vi", "en"))
    assert (law.severities, law.schedule) == ((), None)
    found = duties(law, read("hanoi/hub.yaml"), ("vi", "en"))
    said = {one.citation.in_language("en") for one in (*found.incidents, found.schedule)}
    assert said == {"Hub rule"}


def test_the_form_for_incidents_asks_for_the_scale_of_the_hub():
    form = json.loads((HUBS / "hanoi/procedures/forms/trial-incident.schema.json").read_text())
    scale = read("hanoi/hub.yaml")["trials"]["incident_levels"]
    assert form["properties"]["severity"]["enum"] == [one["code"] for one in scale]
