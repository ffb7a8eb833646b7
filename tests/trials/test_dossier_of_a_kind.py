"""A dossier of a trial of a kind: rates and days of vehicles are computed anew, and can't be forged either."""

import json
from datetime import date

import pytest

from longbien.trials.rules.dossier.figures import inputs, results
from longbien.trials.rules.dossier.verify import verify
from longbien.trials.rules.monitors.rails import rails_of
from longbien.trials.rules.monitors.units import Exposure, Seen, Tally
from tests.trials.evidence import OF_A_KIND, faults, forged, trusted
from tests.trials.make import policy
from tests.trials.test_dossier_forged import change

FILE = OF_A_KIND.read_bytes()
VERIFIER = trusted(FILE)
PARTS = {json.loads(line)["part"]: json.loads(line)["content"] for line in FILE.splitlines()[1:-1]}
BET, RATE, VEHICLES = range(3)


def test_it_verifies():
    checks = verify(FILE, VERIFIER)
    assert [(check.part, [wrong["en"] for wrong in check.wrong]) for check in checks if not check.passed] == []


def test_it_holds_stops_by_a_rate_and_by_a_bet_on_a_vehicle_and_how_they_are_counted():
    rules = [row["rule"] for row in PARTS["suspensions"]]
    assert rules == ["guardrail:near_miss", "guardrail:near_miss", "guardrail:emergency_stop"]
    bet, rate, vehicles = PARTS["statistics"]["monitors"]
    assert "how" not in bet
    assert rate["how"] == {"unit": "vehicle-day", "statistic": "rate", "against": "metres_driven", "per": 1000}
    assert rate["steps"][0][:4] == ["2026-11-09", "r1", 9, 500]
    assert vehicles["how"]["unit"] == "vehicle-day"
    assert {site for _, site, *_ in vehicles["steps"]} == {"r1", "r2"}


FORGERIES = {
    "more metres": (change(["statistics", "monitors", RATE, "amounts", 0, 3], 9_000_000), {"statistics"}),
    "better evidence": (change(["statistics", "monitors", RATE, "steps", 0, 5], 0.5), {"statistics"}),
    "more metres in a step": (change(["statistics", "monitors", RATE, "steps", 0, 3], 501), {"statistics"}),
    "a day of a vehicle twice": (
        lambda parts: (days := parts["statistics"]["monitors"][VEHICLES]["exposures"]).append(days[0]),
        {"statistics"},
    ),
    "another way of counting": (change(["statistics", "monitors", RATE, "how", "per"], 1), {"statistics"}),
    "counted by sites": (change(["statistics", "monitors", VEHICLES, "how", "unit"], "site-day"), {"statistics"}),
    "no alarm": (change(["statistics", "monitors", RATE, "alarms"], []), {"statistics", "suspensions"}),
    "an alarm of before the resumption": (
        lambda parts: parts["statistics"]["monitors"][RATE]["alarms"].pop(),
        {"statistics", "suspensions"},
    ),
    "another kind": (change(["plan", "versions", 0, "policy", "kind", "measures", 0, "unit"], "vehicle-day"), {"plan"}),
}


@pytest.mark.parametrize("name", FORGERIES)
def test_what_can_not_be_forged(name):
    forge, parts = FORGERIES[name]
    assert parts <= faults(forged(FILE, forge), VERIFIER)


def test_what_a_monitor_is_computed_from_stands_in_order():
    (rail,) = rails_of(policy())
    days = [date(2026, 11, 9), date(2026, 11, 10)]
    exposures = tuple(Exposure(day, "north", 7) for day in reversed(days))
    tallies = (Tally(9, days[1], "north", 2), Tally(8, days[0], "north", 1))
    given = inputs(rail, Seen(exposures, tallies))
    assert given["exposures"] == [["2026-11-09", "north", 7], ["2026-11-10", "north", 7]]
    assert given["tallies"] == [[8, "2026-11-09", "north", 1], [9, "2026-11-10", "north", 2]]
    assert "how" not in given
    assert [step[:3] for step in results(given, rail)["steps"]] == [
        ["2026-11-09", "north", 1],
        ["2026-11-10", "north", 2],
    ]
