"""A fleet's detector forgets good days, not good days of each vehicle: what is multiplied is the whole day's."""

from dataclasses import replace
from datetime import date
from itertools import permutations

import numpy as np
import pytest

from longbien.trials.rules.dossier.figures import how
from longbien.trials.rules.kinds.kind import read_terms
from longbien.trials.rules.monitors import closed, guardrail
from longbien.trials.rules.monitors.betting import factor
from longbien.trials.rules.monitors.rails import alarms, rails_of, watch
from longbien.trials.rules.monitors.units import Exposure, Seen, Tally
from tests.trials.make import plan
from tests.trials.test_kind_rules import COLLISION, of_kind

MONDAY, TUESDAY = date(2026, 11, 9), date(2026, 11, 10)
FLEET = {(MONDAY, "r1"): 0, (MONDAY, "r2"): 3, (TUESDAY, "r1"): 2, (TUESDAY, "r2"): 0, (TUESDAY, "r3"): 1}
STOPS = {"measure": "emergency_stop", "limit": 1, "per": 2}
NEAR = {"measure": "near_miss", "limit": 1, "per": 100}


def test_the_first_of_each_day_begins_anew():
    assert guardrail.first_of_days(FLEET).tolist() == [True, False, True, False, False]
    assert guardrail.first_of_days([]).tolist() == []


def test_it_multiplies_the_days_of_all_vehicles():
    first = np.prod(factor([0, 3], 0.5), axis=0)
    second = np.maximum(first, 1.0) * np.prod(factor([2, 0, 1], 0.5), axis=0)
    steps = guardrail.watch(FLEET, 0.5, by_day=True)
    assert [steps[1].detector, steps[-1].detector] == pytest.approx([first.mean(), second.mean()])
    assert steps[-1].evidence == guardrail.watch(FLEET, 0.5)[-1].evidence
    assert all(
        by_day.detector <= plain.detector for by_day, plain in zip(steps, guardrail.watch(FLEET, 0.5), strict=True)
    )


def test_with_one_unit_a_day_nothing_is_different():
    alone = {(MONDAY, "r1"): 0, (TUESDAY, "r1"): 4}
    assert guardrail.watch(alone, 0.5, by_day=True) == guardrail.watch(alone, 0.5)


def test_what_the_vehicles_are_called_does_not_matter():
    fleets = ({(MONDAY, name): n for name, n in zip(names, (0, 3, 1), strict=True)} for names in permutations("abc"))
    ends = {guardrail.watch(dict(sorted(fleet.items())), 0.5, by_day=True)[-1].detector for fleet in fleets}
    assert len({round(end, 9) for end in ends}) == 1


@pytest.mark.parametrize("statistic", ["rate", "failure"])
def test_rates_and_shares_of_whole_days_too(statistic):
    pairs = {unit: (count, 10) for unit, count in FLEET.items()}
    plain = closed.Limit(statistic, 1, 20, "Asia/Ho_Chi_Minh")
    by_day, by_unit = (closed.watch(pairs, one) for one in (replace(plain, by_day=True), plain))
    assert by_day[-1].detector < by_unit[-1].detector
    assert by_day[-1].evidence == by_unit[-1].evidence


def test_licences_of_before_keep_their_own_way():
    now = replace(of_kind(), plan=plan(kind="delivery-robot", guardrails=[COLLISION, STOPS, NEAR]))
    assert [rail.by_day for rail in rails_of(now)] == [False, True, True]
    assert [how(rail).get("by_day") for rail in rails_of(now)] == [None, True, True]
    assert rails_of(now)[2].closed.by_day
    kept = {key: part for key, part in now.terms.to_data().items() if key != "by_day"}
    before = replace(now, terms=read_terms(kept))
    assert (now.terms, read_terms(now.terms.to_data()).by_day, before.terms.by_day) == (now.terms, True, False)
    assert not any(rail.by_day for rail in rails_of(before))
    exposures = tuple(Exposure(day, name, n) for n, (day, name) in enumerate(FLEET))
    tallies = tuple(Tally(10 + n, day, name, 9 * count) for n, ((day, name), count) in enumerate(FLEET.items()))
    rails = rails_of(now)[1], rails_of(before)[1]
    by_day, by_unit = (watch(rail, Seen(exposures, tallies)) for rail in rails)
    assert by_day[-1].detector < by_unit[-1].detector
    assert set(alarms(rails[0], Seen(exposures, tallies))) <= set(alarms(rails[1], Seen(exposures, tallies)))
