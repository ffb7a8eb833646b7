"""What may be said of a comparison, when, and in which words."""

from dataclasses import replace
from datetime import date

import pytest

from longbien.trials.rules.comparing.answer import MEANT, NAMES, TONES, answer, figure, name_of
from longbien.trials.rules.comparing.course import Point
from longbien.trials.rules.comparing.reading import Gain, readings, verdict
from longbien.trials.rules.comparing.reviewed import bounds, decisive, reviewed
from longbien.trials.rules.comparing.summed import summary
from longbien.trials.rules.comparison import read_comparison
from tests.trials.comparing.make import ARMS, BLOCKS, blocks, comparing, counted, judged, lottery, uneven

ASKED = read_comparison({**ARMS, "margin": 2})
POINT = Point(date(2026, 12, 1), 40, 40, 1.0, 0.5, 1.5, 0.2, 30.0, 1.0)
START = date(2026, 11, 2)


@pytest.mark.parametrize(
    ("gain", "said"),
    [
        (None, "early"),
        (Gain(1.0, -1.0, 3.0, different=False), "open"),
        (Gain(1.0, -1.0, 1.9, different=False), "short"),
        (Gain(2.5, 2.0, 3.0, different=True), "enough"),
        (Gain(2.5, 1.9, 3.0, different=True), "better"),
        (Gain(1.0, 0.5, 1.5, different=True), "less-than-wanted"),
        (Gain(-1.0, -1.5, -0.5, different=True), "worse"),
    ],
)
def test_each_verdict(gain, said):
    assert verdict(ASKED, (POINT,), gain) == said
    assert verdict(ASKED, (replace(POINT, mismatch=100.0),), gain) == "astray"
    assert verdict(ASKED, (), gain) == said


def reading(drawn, *, days, gain=0.0, mean=4.0, seed=1):
    units = list(counted(drawn, uneven(seed, mean=mean, gain=gain), days=days))
    [found] = readings(drawn.policy, units, through_us=judged(drawn, days + 1))
    return found


def test_nothing_is_said_before_thirty_of_either():
    few = reading(lottery(), days=15)
    assert (few.verdict, few.gain) == ("early", None)
    assert answer(few)["en"] == "Too little is known yet: at least 30 of either are needed."
    assert reading(lottery(), days=0).last is None


def test_of_a_trial_that_has_ended_nothing_is_said_to_come():
    for drawn in (lottery(), lottery(looks=5)):
        ended = replace(reading(drawn, days=15), over=True)
        assert answer(ended)["en"] == "The trial ended before anything could be concluded."
        assert name_of(ended.verdict, over=True)["en"] == "Ended too early"
    assert name_of("early", over=False) == NAMES["early"]
    assert name_of("worse", over=True) == NAMES["worse"]


def test_a_report_freezes_the_question_the_verdict_and_the_answer():
    found, nothing = reading(lottery(), days=120, gain=3.0), reading(lottery(), days=0)
    told = summary(found)
    assert (told["measure"], told["verdict"], told["old"] + told["new"]) == ("near_miss", "enough", 360)
    assert told["answer"] == dict(answer(found))
    assert told["question"]["en"].startswith("Near misses (near_miss), in a day of a vehicle")
    assert (summary(nothing)["verdict"], summary(nothing)["old"], summary(nothing)["new"]) == ("early", 0, 0)


def test_a_large_gain_is_said_in_plain_words():
    found = reading(lottery(), days=120, gain=3.0)
    assert found.verdict == "enough"
    said = answer(found)
    assert said["en"] == (
        "Near misses: with 95 % certainty between 1.85 and 3.75 less with the new than with the old, in a day of a "
        "vehicle. That is at least the 1 that is wanted."
    )
    assert said["vi"] == (
        "Suýt xảy ra sự cố: với độ chắc chắn 95 %, cách mới ít hơn cách cũ từ 1,85 đến 3,75, mỗi ngày của một phương "
        "tiện. Đạt mức mong muốn là 1."
    )


def test_an_interval_around_nothing_names_both_ends():
    found = replace(reading(lottery(), days=60), gain=Gain(0.5, -0.25, 1.3, different=False), verdict="open")
    assert answer(found)["en"] == (
        "Near misses: with 95 % certainty between 0.25 more and 1.30 less with the new than with the old, "
        "in a day of a vehicle. "
        "Not yet enough to say whether they differ."
    )


def test_what_is_worse_is_told_as_more():
    found = replace(reading(lottery(), days=60), gain=Gain(-2.0, -3.0, -1.0, different=True), verdict="worse")
    said = answer(found)["en"]
    assert "between 1 and 3 more with the new than with the old, in a day of a vehicle. The new is worse." in said


def test_lots_astray_say_nothing_else():
    found = replace(reading(lottery(), days=60), verdict="astray")
    assert answer(found)["en"].startswith("The lots went astray")


def test_several_comparisons_share_the_chance_to_be_wrong():
    policy = comparing(ARMS, BLOCKS)
    assert [one.alpha for one in readings(policy, (), through_us=judged(lottery(), 1))] == [0.025, 0.025]
    [one, _] = readings(policy, (), through_us=judged(lottery(), 1))
    assert one.asked.design == "arms"


def test_every_verdict_has_a_name_a_tone_and_words():
    assert set(NAMES) == set(TONES)
    assert set(NAMES) - set(MEANT) == {"astray", "early"}


@pytest.mark.parametrize(
    ("number", "en", "vi"),
    [
        (0.517, "0.52", "0,52"),
        (6.55, "6.55", "6,55"),
        (12.34, "12.3", "12,3"),
        (95.0, "95", "95"),
        (1240.4, "1,240", "1.240"),
    ],
)
def test_figures_have_as_many_decimals_as_they_deserve(number, en, vi):
    assert (figure(number)["en"], figure(number)["vi"]) == (en, vi)


def test_the_bounds_of_five_reviews():
    assert [round(bound, 3) for bound in bounds(5, 0.05)] == [4.877, 3.357, 2.680, 2.290, 2.031]


def test_reviews_are_held_on_their_days_only():
    points = [replace(POINT, day=date.fromordinal(START.toordinal() + n), gain=1.0 + n) for n in range(100)]
    looks = reviewed(points, looks=4, start=START, days=365, alpha=0.05, judged=date(2027, 2, 2))
    assert [(look.number, look.day) for look in looks] == [
        (1, date(2027, 2, 2)), (2, date(2027, 5, 4)), (3, date(2027, 8, 3)), (4, date(2027, 11, 2)),
    ]  # fmt: skip
    assert [look.found is not None for look in looks] == [True, False, False, False]
    assert looks[0].found.gain == 1.0 + 91
    [first, *_] = reviewed(points, looks=4, start=START, days=365, alpha=0.05, judged=date(2027, 2, 1))
    assert first.found is None
    assert reviewed(points, looks=0, start=START, days=365, alpha=0.05, judged=date(2027, 2, 1)) == ()


def test_a_review_of_too_few_or_of_nothing_but_zeros_finds_nothing():
    for point in (replace(POINT, old=29), replace(POINT, error=0.0)):
        [look, *_] = reviewed([point], looks=2, start=START, days=60, alpha=0.05, judged=date(2027, 2, 1))
        assert look.found is None
    [look, *_] = reviewed([], looks=2, start=START, days=60, alpha=0.05, judged=date(2027, 2, 1))
    assert look.found is None
    assert decisive([look]) is None


def test_the_first_review_that_reached_its_bound_counts():
    points = [
        replace(POINT, day=date(2026, 11, 3), gain=0.1), replace(POINT, day=date(2026, 12, 3), gain=2.0),
        replace(POINT, day=date(2027, 1, 15), gain=0.0),
    ]  # fmt: skip
    looks = reviewed(points, looks=3, start=START, days=90, alpha=0.05, judged=date(2027, 2, 1))
    assert decisive(looks).number == 2
    assert decisive(looks[:1]).number == 1


def test_with_reviews_nothing_is_concluded_between_them():
    reviewing = lottery(looks=5)
    early = reading(reviewing, days=60, gain=3.0)
    assert early.verdict == "early"
    assert answer(early)["en"] == "Nothing is concluded yet: the next review is on 14 January 2027."
    later = reading(reviewing, days=120, gain=3.0)
    assert later.verdict in ("better", "enough")
    assert later.gain.low == pytest.approx(
        later.gain.gain - bounds(5, 0.05)[0] * later.gain.gain / later.looks[0].found.z
    )
    # a review that could not be held tells no more than that too little is known
    nothing = reading(blocks(looks=5, block_hours=168), days=120)
    assert answer(nothing)["en"] == "Nothing is concluded yet: the next review is on 28 March 2027."
    over = reading(blocks(looks=1, block_hours=168), days=370)
    assert answer(over)["en"] == "Too little is known yet: at least 30 of either are needed."
