"""Across guardrails and across trials."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from longbien.trials.rules.monitors.many import benjamini_hochberg, bonferroni


def test_guardrails_must_pass_their_share():
    assert bonferroni([59.0, 60.0, 1e9], 0.05).tolist() == [False, True, True]
    assert bonferroni([[20.0], [19.0]], 0.05).tolist() == [[True], [False]]


def test_trials_that_are_named_together_need_less():
    assert benjamini_hochberg([100.0, 50.0, 30.0, 1.0, 20.0], 0.05).tolist() == [True, True, False, False, False]
    assert benjamini_hochberg([100.0, 50.0, 34.0, 25.0, 20.0], 0.05).tolist() == [True] * 5
    assert benjamini_hochberg([99.0, 1.0, 1.0, 1.0, 1.0], 0.05).tolist() == [False] * 5
    assert benjamini_hochberg([np.inf, 0.0], 0.05).tolist() == [True, False]


def test_many_sets_at_once():
    sets = [[100.0, 50.0, 30.0, 1.0, 20.0], [1.0, 1.0, 1.0, 1.0, 1.0]]
    assert benjamini_hochberg(sets, 0.05).tolist() == [benjamini_hochberg(one, 0.05).tolist() for one in sets]


@given(st.lists(st.floats(0.0, 1e6), min_size=1, max_size=12))
def test_the_definition_of_e_bh(evidence):
    ordered = sorted(evidence, reverse=True)
    k = max((k for k in range(1, len(ordered) + 1) if ordered[k - 1] * k >= len(ordered) / 0.1), default=0)
    named = benjamini_hochberg(evidence, 0.1)
    assert named.sum() >= k
    assert sorted((one for one, yes in zip(evidence, named, strict=True) if yes), reverse=True)[:k] == ordered[:k]
    assert named[bonferroni(evidence, 0.1)].all()


def test_of_those_named_few_are_safe():
    """Half of 40 trials safe: e-values of mean 1 (exponentials of normals); of those named at most 10 % on average."""
    dice = np.random.default_rng(4)
    z = dice.standard_normal((2000, 40))
    drift = np.where(np.arange(40) < 20, 0.0, 3.0)
    evidence = np.exp(2.0 * (z + drift) - 2.0)
    named = benjamini_hochberg(evidence, 0.1)
    false = named[:, :20].sum(axis=1) / np.maximum(named.sum(axis=1), 1)
    assert false.mean() <= 0.1
    assert named[:, 20:].mean() > bonferroni(evidence, 0.1)[:, 20:].mean() > 0.1
