"""The further limits in a dossier: judged and added up anew; what is forged shows, even with the hub's key."""

import pytest

from longbien.trials.rules.dossier.verify import verify
from tests.trials.evidence import FROZEN_LIMITED, faults, forged, trusted

FILE = FROZEN_LIMITED.read_bytes()
VERIFIER = trusted(FILE)


def test_a_dossier_with_every_limit_verifies():
    checks = verify(FILE, VERIFIER)
    assert [(check.part, [wrong["en"] for wrong in check.wrong]) for check in checks if not check.passed] == []


def row(parts, rule):
    return next(one for one in parts["breaches"] if one["rule"] == rule)


def account(parts, number):
    return parts["statistics"]["used"][number]


def policy(parts):
    return parts["plan"]["versions"][0]["policy"]


FORGED = {
    "another cap": ("statistics", lambda parts: account(parts, 0).update(cap=501)),
    "an account left out": ("statistics", lambda parts: parts["statistics"]["used"].pop()),
    "all accounts left out": ("statistics", lambda parts: parts["statistics"].pop("used")),
    "a shorter way": ("statistics", lambda parts: account(parts, 1)["days"][0].__setitem__(1, 999_000)),
    "less money that day": ("statistics", lambda parts: account(parts, 0)["days"][1].__setitem__(1, 500)),
    "another number of incidents": ("statistics", lambda parts: parts["statistics"]["incidents"].update(cap=3)),
    "no incidents": ("statistics", lambda parts: parts["statistics"].pop("incidents")),
    "an incident not counted": ("statistics", lambda parts: parts["statistics"]["incidents"]["counts"].pop()),
    "a stop of another moment": ("suspensions", lambda parts: parts["statistics"]["incidents"].update(stops=[1])),
    "a total that passes nothing": ("breaches", lambda parts: row(parts, "distance").update(witness=1_000_000)),
    "a payment of nothing": ("breaches", lambda parts: row(parts, "value_day").update(value_minor=0)),
    "a lower flight": ("breaches", lambda parts: row(parts, "altitude").update(altitude_m=59)),
    "no altitude": ("breaches", lambda parts: row(parts, "altitude").update(altitude_m=None)),
    "a device of the fleet": ("breaches", lambda parts: row(parts, "fleet").update(device="r2")),
    "beside the zone": ("breaches", lambda parts: row(parts, "no_go").update(lon=105.8425)),
    "a wider margin": ("plan", lambda parts: policy(parts)["plan"]["no_go_zones"][0].update(margin_m=40)),
    "an older format": ("plan", lambda parts: policy(parts).update(format=1)),
}


@pytest.mark.parametrize("name", FORGED)
def test_what_is_forged_shows(name):
    part, change = FORGED[name]
    assert part in faults(forged(FILE, change), VERIFIER)


def test_a_plan_without_the_cap_can_not_count_incidents():
    def change(parts):
        del policy(parts)["plan"]["cap_incidents"]

    assert "statistics" in faults(forged(FILE, change), VERIFIER)
