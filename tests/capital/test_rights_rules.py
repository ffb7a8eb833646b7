"""The rules of rights: what overlaps, who is asked first and why, what may follow what, by when, at what price."""

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import permutations
from pathlib import Path
from typing import Any
from uuid import UUID
from xml.etree import ElementTree

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from longbien.capital.rules.rights import contribution, quota
from longbien.capital.rules.rights.drawing import Bar, svg
from longbien.capital.rules.rights.order import Offered, judge, queue, shuts, why_before
from longbien.capital.rules.rights.overlap import are_ranked, clash, clashes, shared, shut_out
from longbien.capital.rules.rights.price import Formula
from longbien.capital.rules.rights.right import KINDS, Right
from longbien.capital.rules.rights.steps import FINAL, STEPS, TABLE, OutOfOrder, Step, after, due, turn
from longbien.capital.rules.rights.trees import joined, looping
from longbien.kernel.money import Money
from longbien.kernel.text import Text
from longbien.kernel.workdays import WorkingDays
from longbien.procedures.rules.deadlines import parse_span
from tests.capital.make_rights import (
    FIELDS,
    OFFERED,
    TERRITORIES,
    TREES,
    VENTURE,
    A,
    B,
    C,
    right,
    scope,
    written,
)

SPEC = yaml.safe_load((Path(__file__).parents[1] / "specs" / "capital" / "rights.yaml").read_text())
PURPOSES = {"health": Text.of(vi="y tế công cộng", en="public health")}

# ---- trees


def test_a_field_lies_within_those_above_it() -> None:
    fields = TREES.fields
    assert fields.path("batteries") == ("batteries", "storage", "energy", "any")
    assert fields.meet({"energy"}, {"batteries", "robots"}) == {"batteries"}
    assert fields.meet({"batteries"}, {"energy"}) == {"batteries"}
    assert fields.meet({"solar"}, {"storage"}) == frozenset()
    assert fields.meet((), {"any"}) == frozenset()
    assert fields.said({"batteries", "energy"})["en"] == "energy, batteries"
    with pytest.raises(ValueError, match="needs at least one"):
        joined([])


def test_a_loop_is_found() -> None:
    assert looping(FIELDS) == frozenset()
    assert looping({"a": "b", "b": "a", "c": None, "d": "nowhere"}) == {"a", "b", "d"}


# ---- overlap

codes = st.frozensets(st.sampled_from(sorted(FIELDS)), min_size=1, max_size=2)
places = st.frozensets(st.sampled_from(sorted(TERRITORIES)), min_size=1, max_size=2)
years = st.tuples(st.integers(2026, 2030), st.integers(1, 3)).map(lambda y: f"{y[0]}-01-01..{y[0] + y[1]}-01-01")
rights = st.builds(
    lambda holder, kind, fields, where, term, exclusive, rank, machine: right(
        holder, kind, fields=" ".join(fields), territories=" ".join(where), term=term, exclusive=exclusive, rank=rank,
        machine=machine if kind == "booking_quota" else "",
    ),
    st.sampled_from([A, B, C]), st.sampled_from(sorted(KINDS)), codes, places, years, st.booleans(),
    st.sampled_from([None, 1, 2, 3]), st.sampled_from(["sem", "laser"]),
)  # fmt: skip


def points(one: Right) -> set[tuple[str, str, int]]:
    """Everything that a right covers, point by point: each narrowest field × territory × year. Counted."""

    def leaves(above: dict[str, str | None], chosen: frozenset[str]) -> set[str]:
        tree = TREES.fields if above is FIELDS else TREES.territories
        return {code for code in above if chosen & set(tree.path(code))}

    term = range(one.scope.term.start.year, one.scope.term.end.year)
    fields, territories = leaves(FIELDS, one.scope.fields), leaves(TERRITORIES, one.scope.territories)
    return {(field, where, year) for field in fields for where in territories for year in term}


@settings(max_examples=60, deadline=None)
@given(rights, rights)
def test_rights_overlap_exactly_where_they_share_a_point(one: Right, other: Right) -> None:
    both = shared(one.scope, other.scope, TREES)
    common = points(one) & points(other)
    assert (both is not None) == bool(common)
    if both is not None:
        assert points(right(A, fields=" ".join(both.fields), territories=" ".join(both.territories),
                            term=str(both.term))) == common  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(rights, rights)
def test_a_clash_is_mutual_and_only_a_rank_settles_it(one: Right, other: Right) -> None:
    found = clash(one, other, TREES)
    assert (found is None) == (clash(other, one, TREES) is None)
    expected = shut_out(one, other) and bool(points(one) & points(other)) and not are_ranked(one, other)
    assert (found is not None) == expected


@settings(max_examples=40, deadline=None)
@given(st.lists(rights, max_size=6))
def test_what_was_taken_in_one_by_one_never_leaves_two_that_shut_each_other_out(asked: list[Right]) -> None:
    """Whatever is asked for, in whatever order: the book holds no unranked exclusive or pre-emptive overlap."""
    book: list[Right] = []
    for one in asked:
        if not clashes([one], book, TREES):
            book.append(one)
    for one in book:
        for other in book:
            shares = points(one) & points(other)
            assert one is other or not shares or not shut_out(one, other) or are_ranked(one, other)


def test_new_rights_are_held_against_one_another_too() -> None:
    new = [right(A), right(B)]
    assert [(found.one, found.other) for found in clashes(new, [], TREES)] == [(new[1], new[0])]
    assert clashes([right(A, rank=1), right(B, rank=2)], [], TREES) == ()


@pytest.mark.parametrize("case", SPEC["overlap"], ids=lambda case: " | ".join(case["when"]))
def test_which_pairs_are_refused(case: dict[str, Any]) -> None:
    one, other = map(written, case["when"])
    assert bool(clash(one, other, TREES)) is (case["expect"] == "refused")


@pytest.mark.parametrize("case", SPEC["asked"], ids=lambda case: f"{case['offer']}: {' | '.join(case['when'])}")
def test_who_is_asked_in_which_order(case: dict[str, Any]) -> None:
    stage, _, purpose = case["offer"].partition(" ")
    judged = [
        judge(replace(OFFERED, stage=stage, purpose=purpose), written(one), TREES, PURPOSES) for one in case["when"]
    ]
    names = {A: "A", B: "B", C: "C"}
    assert " ".join(names[one.right.holder] for one in queue(judged)) == case["expect"]


# ---- who is asked

INTENDED = replace(OFFERED, stage="intended")


@settings(max_examples=40, deadline=None)
@given(st.lists(rights, max_size=6))
def test_the_order_hangs_on_the_rights_alone_and_ranks_come_first(asked: list[Right]) -> None:
    judged = [judge(OFFERED, one, TREES, PURPOSES) for one in asked]
    order = [one.right for one in queue(judged)]
    assert order == [one.right for one in queue(reversed(judged))]
    ranks = [one.rank or 99 for one in order]
    assert ranks == sorted(ranks)
    assert all(one.is_pre_emptive and OFFERED.on in one.scope.term for one in order)


def failing(one: Right, offered: Offered = OFFERED) -> list[str]:
    found = judge(offered, one, TREES, PURPOSES)
    return [ground.clause for ground in found.grounds if not ground.holds]


def test_an_offer_reaches_a_right_through_every_clause() -> None:
    for_health = replace(OFFERED, purpose="health")
    assert failing(right(A)) == []
    assert failing(right(A, "option")) == failing(right(A, "option"), INTENDED) == []
    assert failing(right(A), INTENDED) == ["kind"]
    assert failing(right(A, "first_offer")) == ["kind"]
    assert failing(right(A, "first_offer"), INTENDED) == []
    assert failing(right(A, "licence")) == failing(right(A, "booking_quota", machine="sem")) == ["kind"]
    assert failing(right(A, fields="solar")) == ["field"]
    assert failing(right(A, territories="elsewhere")) == ["territory"]
    assert failing(right(A), replace(OFFERED, on=date(2031, 1, 1))) == ["term"]
    assert failing(right(A, carve_outs=frozenset({"health"})), for_health) == ["carve-outs"]
    assert failing(right(A, carve_outs=frozenset({"health"}))) == failing(right(A), for_health) == []
    assert failing(right(VENTURE)) == ["kind"]


def test_an_option_that_is_called_stands_behind_what_has_a_better_rank() -> None:
    option = right(A, "option", rank=2)
    call = replace(OFFERED, stage="call", offeror=A, called=option.id, called_rank=2)
    assert failing(option, call) == failing(right(B, rank=1), call) == []
    for other in (right(B, rank=3), right(B), right(B, "licence", rank=1), right(B, rank=1, fields="solar")):
        assert failing(other, call) != []
    assert failing(right(B, rank=1), replace(call, called_rank=None)) == ["kind"]
    assert failing(right(A, rank=1), call) == ["kind"]
    order = queue(judge(call, one, TREES, PURPOSES) for one in (option, right(B, rank=1)))
    assert [one.right.rank for one in order] == [1, 2]


def test_a_ground_says_what_both_cover() -> None:
    grounds = {one.clause: one.what["en"] for one in judge(OFFERED, right(A), TREES, PURPOSES).grounds}
    assert grounds["field"] == "Both cover: batteries."
    assert grounds["territory"] == "Both cover: city."
    assert grounds["term"] == "1 March 2027 lies within the term from 1 January 2026 to the day before 1 January 2031."


def test_why_one_is_asked_before_another() -> None:
    early, late = right(A, signed_on=date(2026, 1, 5)), right(B, signed_on=date(2026, 2, 1))
    assert why_before(right(A, rank=1), right(B, rank=2)).what["en"] == "Has rank 1, before rank 2."
    assert why_before(right(A, rank=1), right(B)).what["en"] == "Has rank 1; the next one has no rank."
    assert why_before(early, late).what["en"] == "Signed on 5 January 2026, before 1 February 2026."
    assert why_before(early, early).what["en"] == "Signed on the same day: by number."
    for every in permutations([late, early, right(C, rank=9)]):
        first = queue(judge(OFFERED, one, TREES, PURPOSES) for one in every)[0]
        assert first.right.rank == 9


def test_an_exclusive_licence_of_another_shuts_an_offer_out() -> None:
    alone = right(A, "licence", exclusive=True, carve_outs=frozenset({"health"}))
    assert shuts(OFFERED, [alone], TREES) == (alone,)
    assert shuts(replace(OFFERED, purpose="health"), [alone], TREES) == ()
    open_ones = [
        right(A, "licence"), right(A, exclusive=True), right(VENTURE, "licence", exclusive=True),
        right(A, "licence", exclusive=True, fields="solar"),
        right(A, "licence", exclusive=True, territories="elsewhere"),
        right(A, "licence", exclusive=True, term="2028-01-01..2029-01-01"),
    ]  # fmt: skip
    assert shuts(OFFERED, open_ones, TREES) == ()


# ---- what may follow what


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(sorted(STEPS)), max_size=5))
def test_only_steps_of_the_table_are_taken_and_an_answer_is_the_last(steps: list[Step]) -> None:
    right_order = steps[:2] == ["triggered", "notified"][: len(steps)] and len(steps) <= 3
    if right_order and (len(steps) < 3 or steps[2] in FINAL):
        assert (after(steps) in FINAL) == (len(steps) == 3)
    else:
        with pytest.raises(OutOfOrder):
            after(steps)


def test_every_state_of_the_table_can_be_reached() -> None:
    assert {target for steps in TABLE.values() for target in steps.values()} == TABLE.keys() - {""}


def test_whose_turn_it_is() -> None:
    assert turn(["waived", "running", "waiting"]) == 1
    assert turn(["lapsed", "waiting", "waiting"]) == 1
    assert turn(["waived", "exercised", "waiting"]) is None
    assert turn(["waived", "lapsed"]) is None
    assert turn([]) is None


def test_the_clock_runs_from_receipt() -> None:
    calendar = WorkingDays("VN", "Asia/Ho_Chi_Minh")
    received = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)  # a Friday afternoon in Hanoi
    ends = due(received, parse_span("10wd"), calendar)
    assert ends.isoformat() == "2026-12-11T17:00:00+07:00"
    assert due(received.replace(hour=23), parse_span("10wd"), calendar) == ends  # Saturday there: still the same days


# ---- price, contribution, quota


@given(st.integers(0, 10**15), st.integers(0, 20_000), st.integers(0, 10**9))
@settings(max_examples=60, deadline=None)
def test_a_price_never_rounds_against_the_holder_by_more_than_a_unit(bid: int, share: int, fixed: int) -> None:
    asked = Formula(share, Money(fixed, "VND")).price(Money(bid, "VND"))
    assert asked is not None
    assert 0 <= bid * share - (asked.minor - fixed) * 10_000 < 10_000


@pytest.mark.parametrize(
    ("share", "fixed", "bid", "price", "words"),
    [
        (10_000, 0, "1000 VND", "1000 VND", "100 % of what is bid"),
        (9_050, 7, "1001 VND", "912 VND", "90.5 % of what is bid, and a fixed amount"),
        (0, 500, None, "500 VND", "A fixed price"),
        (0, 0, None, "0 VND", "Nothing is paid"),
        (10_000, 0, None, None, "100 % of what is bid"),
        (10_000, 0, "10 USD", None, "100 % of what is bid"),
    ],
)
def test_prices(share: int, fixed: int, bid: str | None, price: str | None, words: str) -> None:
    formula = Formula(share, Money(fixed, "VND"))
    assert formula.price(Money.parse(bid) if bid else None) == (Money.parse(price) if price else None)
    assert formula.words["en"] == words


def test_what_is_no_cash_is_valued_in_writing() -> None:
    assert contribution.check("cash", 1, has_evidence=False, valued_by="")
    assert contribution.check("equipment", 1, has_evidence=True, valued_by="An appraiser")
    for kind in contribution.NEEDS_EVIDENCE:
        against = contribution.check(kind, 0, has_evidence=False, valued_by=" ").against
        assert [reason.where for reason in against] == ["value", "evidence", "valued_by"]


def test_hours_are_whole_units() -> None:
    assert quota.unit("sem") == "HOUR:sem"
    assert (quota.SCALE, quota.of_minutes(180)) == (0, 3)
    for odd in (0, -60, 90):
        with pytest.raises(ValueError, match="no whole hours"):
            quota.of_minutes(odd)


def test_rights_are_about_a_machine_or_about_results() -> None:
    assert right(A, "booking_quota", machine="sem").matter == "machine:sem"
    assert right(A, "option").matter == right(B, "licence").matter == "results:"
    assert scope().term.days == 1826
    assert UUID(int=0xA) == A


# ---- drawing


def test_rights_are_drawn_along_time_and_nothing_is_taken_for_markup() -> None:
    long = "Right of first refusal of <somebody> & a very long name"
    bars = [Bar(long, date(2026, 1, 1), date(2030, 1, 1), solid=True),
            Bar("x", date(2028, 1, 1), date(2028, 1, 2), solid=False)]  # fmt: skip
    drawn = svg(bars, "Rights", date(2028, 1, 1), "today")
    assert ElementTree.fromstring(drawn).tag == "svg"
    for part in ("&lt;somebody&gt;", "…", ">2026<", ">2030<", 'fill-opacity="0.45"', 'x="179.9"', 'width="2.0"'):
        assert part in drawn
    assert drawn.count('class="bar"') == 2
    for day, anchor in ((date(2026, 2, 1), "start"), (date(2029, 12, 1), "end"), (date(2028, 1, 1), "middle")):
        assert f'y="12" text-anchor="{anchor}">today' in svg(bars, "Rights", day, "today")
    assert "threshold" not in svg(bars, "Rights", date(2030, 1, 1), "today")
