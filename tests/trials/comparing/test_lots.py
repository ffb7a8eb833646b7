"""Lots: anybody draws the same, every pair has both, and nothing is drawn outside the term."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from longbien.trials.rules.comparing.lots import HOUR_US, Lottery, lotteries, midnight_us
from longbien.trials.rules.telemetry import instant_us
from tests.trials.comparing.make import ARMS, BLOCKS, blocks, comparing, lottery
from tests.trials.make import policy

DAY_US = 24 * HOUR_US


def by_hand(*words) -> bool:
    return sha256("/".join(map(str, words)).encode()).hexdigest()[-1] in "13579bdf"


def test_lots_are_drawn_again_by_hand():
    [_, arms, switch] = lotteries(comparing(BLOCKS, ARMS, BLOCKS))
    seed = arms.policy.lots.seed
    day = date(2026, 11, 9).toordinal()
    assert [arms.is_new("r1", day + n) for n in range(50)] == [by_hand(seed, "r1", 1, day + n) for n in range(50)]
    firsts = [switch.is_new("north", 2 * pair) for pair in range(50)]
    assert firsts == [by_hand(seed, "north", 2, pair) for pair in range(50)]
    assert [switch.is_new("north", 2 * pair + 1) for pair in range(50)] == [not first for first in firsts]


def test_lots_are_even_and_of_each_unit_its_own():
    arms = lottery()
    drawn = {name: [arms.is_new(name, 740_000 + n) for n in range(2000)] for name in ("r1", "r2")}
    assert drawn["r1"] != drawn["r2"]
    assert all(abs(sum(lots) - 1000) < 4 * 500**0.5 for lots in drawn.values())


def test_a_licence_without_lots_draws_none():
    with pytest.raises(ValueError, match="draws no lots"):
        Lottery(lottery().asked, 0, policy()).is_new("r1", 1)


def test_days_are_local_days_and_have_no_wash_out():
    arms = lottery()
    at = np.array([instant_us(datetime(2026, 11, 8, 17, 0, tzinfo=ZoneInfo("UTC"))) - 1, 0], dtype=np.int64)
    at[1] = at[0] + 1
    index, counts = arms.indices(at)
    assert index.tolist() == [date(2026, 11, 8).toordinal(), date(2026, 11, 9).toordinal()]
    assert counts.all()
    begin, end = arms.span(int(index[1]))
    assert (begin, end - begin) == (at[1], DAY_US)


def test_a_day_on_which_clocks_change_is_as_long_as_it_is():
    arms = replace(lottery(), policy=replace(comparing(ARMS), timezone="Europe/Paris"))
    begin, end = arms.span(date(2027, 3, 28).toordinal())
    assert end - begin == 23 * HOUR_US


def test_the_first_minutes_of_a_block_do_not_count():
    switch = blocks(washout_minutes=30)
    origin = midnight_us(date(2026, 11, 2), "Asia/Ho_Chi_Minh")
    minute = HOUR_US // 60
    at = np.array([origin - 1, origin, origin + 30 * minute - 1, origin + 30 * minute, origin + 6 * HOUR_US])
    index, counts = switch.indices(at)
    assert (index.tolist(), counts.tolist()) == ([-1, 0, 0, 0, 1], [True, False, False, True, False])


def test_what_is_not_whole_in_the_term_is_not_drawn():
    arms, switch = lottery(), blocks(block_hours=168)
    first = arms.policy.term.start.toordinal()
    assert [arms.in_term(first + n) for n in (-1, 0, 364, 365)] == [False, True, True, False]
    # 365 days are 52 weeks and a day: 26 whole pairs
    assert [switch.in_term(n) for n in (-2, -1, 0, 51, 52, 53)] == [False, False, True, True, False, False]


def test_the_turns_of_some_days():
    arms, switch = lottery(), blocks(block_hours=12)
    begin = arms.span(arms.policy.term.start.toordinal())[0]
    assert [turn.index for turn in arms.turns(["r1"], begin - DAY_US, begin + 2 * DAY_US)] == [
        arms.policy.term.start.toordinal() + n for n in range(2)
    ]
    found = list(switch.turns(["north"], begin + DAY_US // 4, begin + 2 * DAY_US))
    assert [turn.index for turn in found] == [0, 1, 2, 3]
    assert [turn.end_us - turn.begin_us for turn in found] == [DAY_US // 2] * 4
    assert found[0].is_new is not found[1].is_new
    end = arms.span((arms.policy.term.end - timedelta(days=1)).toordinal())[0]
    assert len(list(arms.turns(["r1"], end, end + 7 * DAY_US))) == 1
