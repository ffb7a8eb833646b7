"""What a plan may ask to be compared, and what it may not."""

import pytest

from longbien.kernel.refusal import Refusal
from longbien.trials.rules.comparison import (
    ALL_WASHED,
    BLOCKS_OF_DAYS,
    MORE_THAN_ALL,
    NO_BLOCKS,
    NO_SPREAD,
    NO_UNIT,
    OF_ITSELF,
    ONLY_SITES,
    PER_WHAT,
    read_comparison,
)
from longbien.trials.rules.plan import MISSING, WRONG, read_plan
from longbien.trials.rules.policy import extend_policy, read_policy, shorten_policy
from tests.trials.comparing.make import ARMS, BLOCKS, comparing
from tests.trials.make import VIETNAM, plan, plan_data, policy, regime

FULL = {
    **BLOCKS, "against": "vehicles", "per": 100, "spread": 7, "washout_minutes": 15, "looks": 5, "better": "more",
}  # fmt: skip


@pytest.mark.parametrize("asked", [ARMS, BLOCKS, FULL, {**ARMS, "spread": 0}])
def test_what_is_asked_is_read_back(asked):
    found = read_comparison(asked)
    assert read_comparison(found.to_data()) == found
    asking = plan(comparisons=[asked])
    assert read_plan(asking.to_data()) == asking
    licence = comparing(asked)
    assert read_policy(licence.to_data()) == licence


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ({**ARMS, "unit": "ping"}, {"unit": NO_UNIT}),
        ({**ARMS, "unit": "event"}, {"unit": NO_UNIT}),
        ({**BLOCKS, "unit": "vehicle"}, {"unit": ONLY_SITES}),
        ({**BLOCKS, "block_hours": 0}, {"block_hours": NO_BLOCKS}),
        ({**ARMS, "block_hours": 2}, {"block_hours": BLOCKS_OF_DAYS}),
        ({**ARMS, "washout_minutes": 5}, {"block_hours": BLOCKS_OF_DAYS}),
        ({**BLOCKS, "washout_minutes": 360}, {"washout_minutes": ALL_WASHED}),
        ({**ARMS, "per": 10}, {"against": PER_WHAT}),
        ({**ARMS, "against": "vehicles"}, {"spread": NO_SPREAD}),
        ({**ARMS, "against": "near_miss", "spread": 1}, {"against": OF_ITSELF}),
        ({**ARMS, "margin": 5}, {"margin": MORE_THAN_ALL}),
        ({**ARMS, "design": "before-after"}, {"design": WRONG}),
        ({**ARMS, "measure": "a b"}, {"measure": WRONG}),
        ({**ARMS, "measure": 3}, {"measure": WRONG}),
        ({**ARMS, "better": "same"}, {"better": WRONG}),
        ({**ARMS, "margin": 0, "looks": 11, "unit": "ping"}, {"unit": NO_UNIT, "margin": WRONG, "looks": WRONG}),
        ({**ARMS, "margin": 5, "per": 10}, {"against": PER_WHAT, "margin": MORE_THAN_ALL}),
    ],
)
def test_what_cannot_be_compared_is_refused_with_its_reason(asked, why):
    with pytest.raises(Refusal) as refused:
        plan(comparisons=[asked])
    told = {f"/comparisons/0/{part}": what for part, what in why.items()}
    assert {fault.where: fault.what for fault in refused.value.faults} == told


def test_more_than_three_are_too_many():
    assert len(plan(comparisons=[ARMS] * 3).comparisons) == 3
    with pytest.raises(Refusal):
        plan(comparisons=[ARMS] * 4)
    with pytest.raises(Refusal) as refused:
        read_plan({name: part for name, part in plan_data().items() if name != "title"} | {"comparisons": [{}]})
    assert [refused.value.faults[0].what, refused.value.faults[-1].what] == [MISSING, WRONG]


def test_a_plan_that_compares_nothing_is_written_as_ever():
    assert "comparisons" not in plan().to_data()
    assert "lots" not in policy().to_data()
    assert policy().lots is None


def test_an_extension_draws_nothing_anew():
    first = comparing(ARMS)
    longer = extend_policy(first, 12, 0, regime(), VIETNAM)
    assert longer.lots == first.lots
    assert (first.lots.seed, first.lots.days) == (first.plan.sha256, 365)
    assert longer.plan.sha256 != first.plan.sha256
    assert shorten_policy(longer, 12) == first
