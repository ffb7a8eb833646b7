"""What becomes of the events of a batch: every breach by rule, and the suspensions they lead to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from longbien.trials.rules.judge import ENDED, SUSPENDED, Flags
from longbien.trials.rules.suspension import Interval, merge, within


@dataclass(frozen=True)
class Fate:
    """`broke`: for each rule, which events of the batch broke it; `intervals`: the suspensions afterwards."""

    broke: Mapping[str, Flags]
    intervals: tuple[Interval, ...]


def settle(
    at_us: NDArray[np.int64],
    broke: Mapping[str, Flags],
    *,
    stops_us: Iterable[int],
    intervals: Sequence[Interval],
    closed_us: int | None = None,
) -> Fate:
    """Add to what events broke by themselves whether they were operation under suspension, or after the end.

    `stops_us` are the instants at which something stopped the trial: one of these events, an older one judged anew, a
    guardrail. A trial that has ended (`closed_us`) is not suspended any more; what happened after its end broke the
    rule `ended`.
    """
    after = merge(intervals, stops_us) if closed_us is None else tuple(intervals)
    ended = np.zeros(len(at_us), dtype=np.bool_) if closed_us is None else at_us > closed_us
    return Fate({**broke, SUSPENDED: within(at_us, after), ENDED: ended}, after)
