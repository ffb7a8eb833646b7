"""Units are built out of events: the same whatever order and portions they come in."""

import random

import numpy as np
import pytest

from longbien.trials.rules.comparing.lots import lotteries
from longbien.trials.rules.comparing.samples import samples, value_of
from longbien.trials.rules.comparing.units import Unit, added, units_of
from longbien.trials.rules.comparison import read_comparison
from longbien.trials.rules.judge import Verdicts
from longbien.trials.rules.monitors.closed import LATENESS_US
from longbien.trials.rules.telemetry import arms_in
from tests.trials.comparing.make import ARMS, BLOCKS, blocks, comparing, lottery
from tests.trials.make import MONDAY, event, later, read

DAY = 86_400


def told(*events, licence=None):
    found = read(*events)
    inside = np.array([0 if lon < 105.85 else -1 for lon in found.lon], dtype=np.intp)
    whole = np.ones(len(found), dtype=np.bool_)
    return units_of(
        found,
        Verdicts({}, inside, whole, whole),
        licence or comparing({**ARMS, "against": "metres", "spread": 1}, BLOCKS),
    )


def test_each_vehicle_and_each_site_has_its_days_and_blocks():
    events = [
        event(1, measures={"near_miss": 2, "metres": 30, "other": 9}),
        event(2, at=later(60), measures={"near_miss": 1}),
        event(3, at=later(DAY), device="r2"),
        event(4, lon=105.9, measures={"near_miss": 8}),
    ]
    monday = MONDAY.date().toordinal()
    block = 7 * 4 + 1  # seven days after the term began, from 06:00 to 12:00
    assert told(*events) == (
        Unit(0, monday, "r1", 2, 3, 30),
        Unit(0, monday + 1, "r2", 1, 0, 0),
        Unit(1, block, "north", 2, 3, 0),
        Unit(1, block + 4, "north", 1, 0, 0),
    )


def test_any_order_and_portions_give_the_same_units():
    lots = random.Random(4)
    events = [
        event(n, at=later(lots.randrange(9 * DAY)), device=f"r{n % 3}", measures={"near_miss": n % 5})
        for n in range(200)
    ]
    whole = told(*events)
    lots.shuffle(events)
    assert added(told(*events[:70]), told(*events[70:])) == whole
    assert added() == ()


def test_a_licence_that_compares_nothing_has_no_units():
    assert told(event(1), licence=comparing()) == ()


def test_values_are_counts_or_so_much_of_what_they_are_against():
    plain, against = read_comparison(ARMS), read_comparison({**ARMS, "against": "m", "per": 1000, "spread": 1})
    assert value_of(plain, Unit(0, 1, "r1", 1, 4)) == 4.0
    assert value_of(against, Unit(0, 1, "r1", 1, 4, 500)) == 8.0
    assert value_of(against, Unit(0, 1, "r1", 1, 4, 0)) is None


def test_a_day_is_judged_six_hours_after_its_end():
    arms = lottery()
    first = arms.policy.term.start.toordinal()
    units = [Unit(0, first + n, "r1", 1, n) for n in (-1, 0, 1)] + [Unit(1, first, "r1", 1, 9)]
    closing = arms.span(first)[1] + LATENESS_US
    assert samples(arms, units, through_us=closing - 1) == ()
    [one] = samples(arms, units, through_us=closing)
    assert (one.day, one.unit, one.value) == (arms.policy.term.start, "r1", 0.0)


def test_both_blocks_of_a_pair_are_judged_together():
    switch = blocks()
    units = [Unit(0, n, "north", 1, n) for n in range(3)]
    assert samples(switch, units, through_us=switch.span(0)[1] + LATENESS_US) == ()
    found = samples(switch, units, through_us=switch.span(1)[1] + LATENESS_US)
    assert [(one.index, one.day) for one in found] == [(0, switch.policy.term.start), (1, switch.policy.term.start)]
    assert {one.is_new for one in found} == {True, False}


def test_every_comparison_has_its_own_number():
    assert [one.number for one in lotteries(comparing(ARMS, BLOCKS, ARMS))] == [0, 1, 2]


def test_events_that_say_another_arm_than_was_drawn_are_counted_beside():
    licence = comparing(ARMS, {**BLOCKS, "block_hours": 24})
    arms, switch = lotteries(licence)
    monday = MONDAY.date().toordinal()
    words = {True: "new", False: "old"}
    drawn, block = arms.is_new("r1", monday), switch.is_new("north", 7)
    events = [
        event(1, arm=words[drawn]),
        event(2, at=later(1), arm=[words[not drawn], words[not block]]),
        event(3, at=later(2), arm=[words[drawn], words[block]]),
        event(4, at=later(3), arm="both"),
        event(5, at=later(4), arm=["new", 3]),
        event(6, at=later(5), note='"arm":'),
        event(7, at=later(6)),
    ]
    assert [(one.events, one.told, one.strayed) for one in told(*events, licence=licence)] == [(7, 3, 1), (7, 2, 1)]


@pytest.mark.parametrize(
    ("rest", "said"),
    [
        ("", ()),
        ('{"arm":"new"}', ("new",)),
        ('{"arm":["old","new"]}', ("old", "new")),
        ('{"arm":["old",{}]}', ()),
        ('{"arm":null}', ()),
        ('{"note":{"arm":1}}', ()),
    ],
)
def test_what_events_say_of_their_arm(rest, said):
    assert arms_in(rest) == said
