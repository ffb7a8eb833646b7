"""Comparisons, their licences and what they counted, for tests."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np

from longbien.trials.rules.comparing.lots import Lottery, lotteries
from longbien.trials.rules.comparing.units import Unit
from longbien.trials.rules.policy import Policy
from longbien.trials.rules.telemetry import from_us
from tests.trials.make import event, policy

ALWAYS = [{"days": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"], "from": "00:00", "to": "00:00"}]
ARMS = {"design": "arms", "unit": "vehicle", "measure": "near_miss", "better": "less", "margin": 1, "usual": 4}
BLOCKS = {
    "design": "switchback", "unit": "site", "measure": "near_miss", "better": "less", "margin": 1, "usual": 4,
    "block_hours": 6,
}  # fmt: skip
Draw = Callable[[bool], int]


def comparing(*asked: dict[str, Any], **but: Any) -> Policy:
    """A licence that compares, open around the clock."""
    return policy(comparisons=list(asked), windows=ALWAYS, **but)


def lottery(**but: Any) -> Lottery:
    [found] = lotteries(comparing({**ARMS, **but}))
    return found


def blocks(**but: Any) -> Lottery:
    [found] = lotteries(comparing({**BLOCKS, **but}))
    return found


def counted(drawn: Lottery, draw: Draw, *, days: int, names: tuple[str, ...] = ("r1", "r2", "r3")) -> Iterator[Unit]:
    """The units of the first days of a licence; `draw` gives what is counted with the new (True) and the old."""
    end_us = drawn.span(drawn.policy.term.start.toordinal())[0] if drawn.asked.design == "arms" else drawn.span(0)[0]
    mine = names if drawn.asked.unit == "vehicle" else [site.code for site in drawn.policy.sites]
    for turn in drawn.turns(mine, end_us, end_us + days * 86_400_000_000):
        yield Unit(drawn.number, turn.index, turn.unit, 1, draw(turn.is_new), 10)


def judged(drawn: Lottery, days: int) -> int:
    """An instant at which all units of the first days are judged, and no other."""
    start = datetime.combine(drawn.policy.term.start, datetime.min.time(), UTC)
    return int((start + timedelta(days=days)).timestamp()) * 1_000_000


def uneven(seed: int, *, mean: float = 4.0, gain: float = 0.0, times: float = 3.0) -> Draw:
    """Counts with `times` the variance of their mean, which is less by `gain` with the new."""
    rng = np.random.default_rng(seed)

    def draw(is_new: bool) -> int:
        expected = mean - gain * is_new
        return int(rng.negative_binomial(expected / (times - 1.0), 1.0 / times))

    return draw


def events_of(drawn: Lottery, draw: Draw, *, days: int, device: str = "r1") -> list[dict[str, Any]]:
    """Telemetry of a device: one event in each of its days or blocks, a bit after it begins."""
    first = drawn.span(drawn.policy.term.start.toordinal())[0] if drawn.asked.design == "arms" else drawn.span(0)[0]
    name = device if drawn.asked.unit == "vehicle" else "north"
    found = []
    for number, turn in enumerate(drawn.turns([name], first, first + days * 86_400_000_000)):
        at = from_us(turn.end_us) - timedelta(minutes=1)
        counts = {"near_miss": draw(turn.is_new)}
        found.append(event(at=at, id=f"{device}-{number}", device=device, measures=counts))
    return found
