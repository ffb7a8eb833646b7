"""What a dossier says of comparisons follows from its units, and its lots from its plan; else it is told."""

import json
from copy import deepcopy
from dataclasses import replace

import pytest

from longbien.record.rules.leaf import FORMAT, canonical
from longbien.trials.rules.comparing.lots import lotteries
from longbien.trials.rules.comparing.reading import readings
from longbien.trials.rules.comparing.told import inputs, results
from longbien.trials.rules.dossier.comparisons import check_comparisons
from longbien.trials.rules.policy import extend_policy
from tests.trials.comparing.make import ARMS, BLOCKS, comparing, counted, judged, uneven
from tests.trials.make import VIETNAM, policy, regime

LICENCE = comparing({**ARMS, "looks": 3}, BLOCKS)
LONGER = extend_policy(LICENCE, 6, 0, regime(), VIETNAM)


def parts_of(*licences, compared=True):
    versions = [{"number": n, "plan": one.plan.to_data(), "policy": one.to_data()} for n, one in enumerate(licences, 1)]
    last, told = licences[-1], []
    drawn = lotteries(last)
    units = [unit for one in drawn for unit in counted(one, uneven(5, gain=2.0), days=40)]
    through = judged(drawn[0], 150) if drawn else 0
    for number, reading in enumerate(readings(last, units, through_us=through) if drawn else ()):
        told.append(inputs(number, units, through) | results(reading))
    statistics = {"comparisons": told} if compared else {}
    return json.loads(json.dumps({"plan": {"versions": versions}, "statistics": statistics, "timeline": []}))


def leaf(kind: str, report: dict | None = None) -> dict:
    """An entry of a timeline, as far as it is read here."""
    said = {
        "v": FORMAT, "type": f"trials.{kind}/1", "id": "0", "at": "2026-11-24T00:00:00.000000Z", "actor": None,
        "subject": "trials.trial:t", "open": {}, "sealed": {},
        "chain": {"of": "trials.trial:t", "seq": 1, "prev": ""},
    }  # fmt: skip
    opened = {"report": {"salt": "", "value": json.dumps(report)}} if report else {}
    return {"leaf": canonical(said).decode(), "openings": opened}


def wrong(parts) -> set[str]:
    return {check.part for check in check_comparisons(parts) if not check.passed}


@pytest.mark.parametrize("licences", [(LICENCE,), (LICENCE, LONGER)])
def test_what_is_honest_passes(licences):
    checks = check_comparisons(parts_of(*licences))
    assert [(check.part, [str(one) for one in check.wrong]) for check in checks] == [
        ("plan", []),
        ("statistics", []),
        ("timeline", []),
    ]


def test_where_nothing_is_compared_nothing_is_checked():
    assert check_comparisons(parts_of(policy(), compared=False)) == []
    assert wrong(parts_of(policy())) == {"plan"}


@pytest.mark.parametrize(
    ("forge", "later", "found"),
    [
        (lambda told: told, [], set()),
        (lambda told: [{"verdict": "worse"}, *told[1:]], [], {"timeline"}),
        (lambda told: [], [], {"timeline"}),
        (lambda told: [], ["batch-stored"], set()),
    ],
)
def test_the_exit_report_says_what_the_units_say_unless_more_came_in_after_it(forge, later, found):
    parts = parts_of(LICENCE)
    said = forge([{"verdict": one["verdict"]} for one in parts["statistics"]["comparisons"]])
    parts["timeline"] = [leaf("batch-stored"), leaf("exited", {"figures": {"comparisons": said}}), *map(leaf, later)]
    assert wrong(parts) == found


FORGERIES = {
    "a gain": lambda told: told[0]["points"][-1].__setitem__(3, 9.9),
    "evidence": lambda told: told[1]["points"][-1].__setitem__(7, 1e9),
    "a verdict": lambda told: told[1].update(verdict="worse"),
    "a review": lambda told: told[0]["looks"][0].__setitem__(2, 1.0),
    "what a unit counted": lambda told: told[0]["units"][0].__setitem__(3, 99),
    "a unit left out": lambda told: told[1]["units"].pop(0),
    "a day left out": lambda told: told[1]["points"].pop(),
    "a comparison left out": lambda told: told.pop(),
}


@pytest.mark.parametrize("name", FORGERIES)
def test_what_was_changed_is_told(name):
    parts = deepcopy(parts_of(LICENCE))
    FORGERIES[name](parts["statistics"]["comparisons"])
    assert wrong(parts) == {"statistics"}


def test_comparisons_that_are_left_out_altogether_are_told():
    assert wrong(parts_of(LICENCE, compared=False)) == {"statistics"}


@pytest.mark.parametrize("lots", [replace(LICENCE.lots, seed="0" * 64), replace(LICENCE.lots, days=9), None])
def test_other_lots_than_those_of_the_first_plan_are_told(lots):
    parts = parts_of(LICENCE)
    parts["plan"]["versions"].append(
        {"number": 2, "plan": LONGER.plan.to_data(), "policy": replace(LONGER, lots=lots).to_data()}
    )
    assert "plan" in wrong(parts)
