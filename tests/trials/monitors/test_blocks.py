"""Switchbacks and clusters: blocks from events, pairs by lot, bets on signs that no autocorrelation can fool."""

import numpy as np
import pytest

from longbien.trials.rules.monitors.blocks import (
    Blocks,
    Signs,
    blocks_of,
    drawn,
    paired,
    switchback,
    treated_by_lot,
)

MINUTE_US = 60_000_000
DICE = np.random.default_rng(3)


def events(count: int = 500) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    return DICE.integers(0, 240 * MINUTE_US, count), DICE.integers(0, 3, count), DICE.normal(size=count)


def test_blocks_are_means_of_their_events_without_the_first_minutes():
    at = np.array([0, 4, 5, 9, 10, 15, 16]) * MINUTE_US
    found = blocks_of(
        at,
        np.array([7, 7, 7, 7, 7, 7, 2]),
        np.array([9.0, 9, 1, 3, 9, 5, 6]),
        length_us=10 * MINUTE_US,
        washout_us=5 * MINUTE_US,
    )
    assert found.cluster.tolist() == [7, 2, 7]
    assert found.block.tolist() == [0, 1, 1]
    assert found.events.tolist() == [2, 1, 1]
    assert found.mean.tolist() == [2.0, 6.0, 5.0]


def test_any_order_of_events_gives_the_same_bits():
    given = events()
    want = blocks_of(*given, length_us=20 * MINUTE_US)
    shuffled = DICE.permutation(500)
    got = blocks_of(*(one[shuffled] for one in given), length_us=20 * MINUTE_US)
    assert got.mean.tolist() == want.mean.tolist()
    assert got.block.tolist() == want.block.tolist()
    assert want.events.sum() == 500


def test_without_events_no_blocks_no_pairs():
    none = np.array([], dtype=np.int64)
    found = blocks_of(none, none, none.astype(np.float64), length_us=MINUTE_US)
    assert len(found.mean) == len(found.events) == 0
    assert len(switchback(found, "seed")) == 0
    assert Signs.of().update(np.array([])).evidence == 1.0


def test_the_lot_is_the_same_for_all_and_fair():
    assert [drawn("seed", 1, pair) for pair in range(6)] == [drawn("seed", 1, pair) for pair in range(6)]
    heads = np.mean([drawn("seed", cluster, pair) for cluster in range(20) for pair in range(500)])
    assert abs(heads - 0.5) < 0.015
    assert [drawn("seed", 1, pair) for pair in range(40)] != [drawn("other", 1, pair) for pair in range(40)]


def test_each_pair_has_one_treated_block():
    found = blocks_of(*events(5000), length_us=10 * MINUTE_US)
    treated = treated_by_lot(found, "seed")
    assert len(found.block) == 3 * 24
    for cluster in range(3):
        mine = treated[found.cluster == cluster]
        assert (mine[::2] != mine[1::2]).all()


def test_the_difference_is_treated_less_untreated_in_order_of_time():
    blocks = Blocks(
        np.array([0, 0, 0, 0]), np.array([0, 1, 2, 3]), np.ones(4, np.int64), np.array([1.0, 5.0, 2.0, 9.0])
    )
    want = [4.0 * (-1) ** drawn("s", 0, 0), 7.0 * (-1) ** drawn("s", 0, 1)]
    assert switchback(blocks, "s").tolist() == want
    half = Blocks(*(part[[0, 2, 3]] for part in (blocks.cluster, blocks.block, blocks.events, blocks.mean)))
    assert switchback(half, "s").tolist() == want[1:]


def test_pairs_of_clusters_need_both():
    pair, treated = np.array([3, 1, 1, 2, 2, 3]), np.array([True, False, True, True, True, False])
    assert paired(pair, treated, np.array([1.0, 2, 5, 7, 7, 4])).tolist() == [3.0, -3.0]


def test_signs_begin_with_nothing_and_find_a_difference():
    assert Signs.of((2,)).evidence.tolist() == [1.0, 1.0]
    assert Signs.of().update([0.0, 0.0]).evidence == 1.0
    same = Signs.of((2,)).update(np.full((12, 2), [3.0, -0.1]))
    assert same.evidence[0] == same.evidence[1] > 20.0
    parts = Signs.of((2,)).update(np.full((5, 2), [3.0, -0.1])).update(np.full((7, 2), [3.0, -0.1]))
    assert parts.evidence.tolist() == same.evidence.tolist()


@pytest.mark.parametrize("effect", [0.0, 0.6])
def test_a_switchback_on_traffic_that_remembers(effect):
    """A junction whose delay drifts for hours: without effect 5 % alarm at most, with one most do."""
    dice, found = np.random.default_rng(9), 0
    for path in range(60):
        drift = 10.0 + 0.3 * dice.standard_normal(400).cumsum()
        block = np.arange(400)
        blocks = Blocks(np.zeros(400, np.int64), block, np.ones(400, np.int64), drift)
        treated = treated_by_lot(blocks, str(path))
        blocks = Blocks(blocks.cluster, block, blocks.events, drift - effect * treated)
        evidence, now = 1.0, Signs.of()
        for difference in switchback(blocks, str(path)):
            now = now.update([difference])
            evidence = max(evidence, now.evidence)
        found += evidence >= 20.0
    assert found >= 50 if effect else found <= 3
