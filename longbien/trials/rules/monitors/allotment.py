"""Sample-ratio mismatch: do the arms get the shares that were drawn for them? Valid however often one looks.

n_i units came to arm i, which should get the share θ_i of all (Σ θ_i = 1, without unit). Against "each unit goes to arm
i with probability θ_i", a Dirichlet law α_i = k θ_i of other shares:

    evidence = B(α + n) / B(α) · Π θ_i^{-n_i},        B(α) = Π Γ(α_i) / Γ(Σ α_i)

Lindon & Malek, "Anytime-valid inference for multinomial count data", NeurIPS 35 (2022), the multinomial test: a
martingale of mean 1, so P(it ever reaches 1/α) ≤ α. k = 100 expects shares near the right ones, as faults of assignment
are.

A mismatch says that units are lost or sent astray: no comparison of the arms can be believed until it is explained.
Uses log and gamma functions: reproducible to 1e-9, not to the bit, across platforms.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from longbien.trials.rules.monitors.incomplete import dirichlet
from longbien.trials.rules.monitors.wealth import Floats, counted, floats

CONCENTRATION = 100.0


@dataclass(frozen=True)
class Allotment:
    """How many units each arm got (last axis), in one or in many comparisons."""

    counts: Floats

    @classmethod
    def of(cls, arms: int, shape: tuple[int, ...] = ()) -> "Allotment":
        """Before anything was seen, in `shape` comparisons of so many arms."""
        return cls(np.zeros((*shape, arms)))

    def update(self, counts: ArrayLike) -> "Allotment":
        """After more units; time along the first axis, arms along the last."""
        return Allotment(self.counts + counted(counts).sum(axis=0))

    def mismatch(self, shares: ArrayLike, concentration: float = CONCENTRATION) -> Floats:
        """ln of the odds to 1 against "the arms get these shares". ValueError unless they are > 0, in all 1."""
        theta = floats(shares)
        if not ((theta > 0.0).all() and np.allclose(theta.sum(axis=-1), 1.0, rtol=0.0, atol=1e-9)):
            raise ValueError("the arms' shares must be above 0 and add up to 1")
        prior = concentration * theta
        return dirichlet(prior + self.counts, theta) - dirichlet(prior, theta)
