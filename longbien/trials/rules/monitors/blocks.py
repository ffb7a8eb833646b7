"""Switchbacks and clusters, for traffic: whole blocks of time or place are treated, and whole blocks are compared.

A signal can't have two timings at once, and a vehicle that was delayed delays the next. So the unit of analysis is the
**block** (a junction for some minutes, without its first ones, in which the former timing still has effect), or the
**cluster** (a junction, a district) when each keeps its arm for the whole trial. Blocks come in pairs, and the order
inside a pair is drawn by lot from a seed that is published before (`drawn`). One pair gives one difference

    d_i = mean of the treated block - mean of the other

Under "the treatment changes nothing", d_i is as likely as -d_i, given all that went before and |d_i|, whatever the
traffic does: only the lot decides. So one may bet on its sign, a share b of the wealth times |d_i| as a share of the
largest yet:

    factor_i(b) = 1 + b d_i / max_{j ≤ i} |d_j|,       b = ± 7/8, ± 3/4, ± 1/2 … ± 1/256

a martingale of mean 1 with no assumption on the law of the traffic, at any number of pairs: randomisation inference for
switchbacks (Bojinov, Simchi-Levi & Zhao, "Design and analysis of switchback experiments", Management Science 69 (2023)
§4) made sequential by betting on symmetry (Ramdas, Grünwald, Vovk & Shafer, "Game-theoretic statistics and safe
anytime-valid inference", Statistical Science 38 (2023)). Beside it `asymptotic.Moments` of the d_i gives the interval.

With clusters that keep their arm, a pair of clusters is **one** pair for the whole trial: its days are no new lots.

Means and differences are in the unit of the values. Only + - × ÷, max and one fixed order (events are sorted first):
the same bits on every machine, in whatever order events come.
"""

from dataclasses import dataclass
from hashlib import sha256

import numpy as np
from numpy.typing import ArrayLike, NDArray

from longbien.trials.rules.monitors.betting import BETS
from longbien.trials.rules.monitors.wealth import Floats, Wealth, finite

SIGNED = np.concatenate([BETS, -BETS])
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Blocks:
    """Means of events by block: `cluster` (its number), `block` (its number in time), how many events, their mean."""

    cluster: Ints
    block: Ints
    events: Ints
    mean: Floats


def blocks_of(at_us: Ints, cluster: Ints, value: Floats, *, length_us: int, washout_us: int = 0) -> Blocks:
    """Blocks of `length_us` microseconds, counted from 1970 UTC; the first `washout_us` of each are left out.

    Ordered by block, then cluster. A block without events has no row.
    """
    kept = at_us % length_us >= washout_us
    at, where, x = at_us[kept], cluster[kept], value[kept]
    block = at // length_us
    order = np.lexsort((x, at, where, block))
    block, where, x = block[order], where[order], x[order]
    firsts = np.flatnonzero(np.r_[True, (np.diff(block) != 0) | (np.diff(where) != 0)][: len(x)])
    events = np.diff(np.append(firsts, len(x)))
    sums = np.add.reduceat(x, firsts) if len(x) else x
    return Blocks(where[firsts], block[firsts], events, sums / events)


def drawn(seed: str, cluster: int, pair: int) -> bool:
    """The lot of a pair: is its first block the treated one? SHA-256 of seed, cluster and pair; its last bit."""
    return bool(sha256(f"{seed}/{cluster}/{pair}".encode()).digest()[-1] & 1)


def treated_by_lot(blocks: Blocks, seed: str) -> NDArray[np.bool_]:
    """Which blocks of a switchback are treated: blocks 2 k and 2 k + 1 of a cluster are pair k."""
    pairs = zip(blocks.cluster.tolist(), (blocks.block // 2).tolist(), strict=True)
    first = np.array([drawn(seed, cluster, pair) for cluster, pair in pairs], dtype=np.bool_)
    treated: NDArray[np.bool_] = first == (blocks.block % 2 == 0)
    return treated


def switchback(blocks: Blocks, seed: str) -> Floats:
    """The differences of a switchback's pairs, in order of time; a pair of which one block has no event is left out."""
    span = int(blocks.cluster.max(initial=0)) + 1
    return paired(blocks.block // 2 * span + blocks.cluster, treated_by_lot(blocks, seed), blocks.mean)


def paired(pair: Ints, treated: NDArray[np.bool_], mean: Floats) -> Floats:
    """Treated less untreated of each pair that has one row of both, in order of the pairs' numbers."""
    order = np.lexsort((treated, pair))
    number, mean = pair[order], mean[order]
    twice = np.flatnonzero((number[1:] == number[:-1]) & (treated[order][1:] != treated[order][:-1]))
    return mean[twice + 1] - mean[twice]


@dataclass(frozen=True)
class Signs:
    """The bets on signs: the largest |d| yet, and what each bet has won."""

    largest: Floats
    wealth: Wealth

    @classmethod
    def of(cls, shape: tuple[int, ...] = ()) -> "Signs":
        """Before the first pair, for `shape` measures."""
        return cls(np.zeros(shape), Wealth.of(len(SIGNED), shape))

    def update(self, differences: ArrayLike) -> "Signs":
        """After more pairs, along the first axis."""
        d = finite(differences)
        largest = np.maximum.accumulate(np.concatenate([self.largest[None], np.abs(d)]))
        with np.errstate(invalid="ignore"):
            share = np.where(largest[1:] > 0, d / largest[1:], 0.0)
        return Signs(largest[-1], self.wealth.update(1.0 + SIGNED * share[..., None]))

    @property
    def evidence(self) -> Floats:
        """Odds to 1 against "the treatment changes nothing", for either direction."""
        return self.wealth.evidence
