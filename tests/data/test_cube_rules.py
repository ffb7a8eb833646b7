"""Cubes before any database: faulty terms, declared values, questions, what they cost, how exact answers are."""

import math
import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from longbien.data.rules.agreement.domains import expand, label
from longbien.data.rules.agreement.judging import judge
from longbien.data.rules.agreement.terms import Dimension, Mask, Measure, Shown
from longbien.data.rules.agreement.written import digest as terms_digest
from longbien.data.rules.agreement.written import read_terms, write_terms
from longbien.data.rules.cube.accuracy import expected_error, half_width, scale, sensitivity
from longbien.data.rules.cube.asking import (
    Question,
    canonical_question,
    digest,
    judge_question,
    read_question,
    write_question,
)
from longbien.data.rules.cube.counted import Cell, Counted, answer, labels
from longbien.data.rules.cube.epsilon import read_epsilon, said
from longbien.data.rules.cube.spending import Spending, charge, spending, spent
from tests.data.cubes import CONTRACT, DISTRICTS, HOME, MICRO, MINUTES, MONTHS, PLACE, WHEN, cube, terms

TODAY = date(2026, 11, 1)


def of(column, kind="as-is", step=0, values=("a",), **more):
    return Dimension(Shown(column, Mask(kind, step)), values, **more)


@pytest.mark.parametrize(
    ("made", "where", "said"),
    [
        (cube(dimensions=()), "dimensions", "at least one dimension"),
        (cube(dimensions=[replace(of("minutes"), values=tuple(map(str, range(1000)))), of("ok", values=("true",)),
                          of("district", values=tuple(map(str, range(101))))], measures=()),
         "dimensions", "At most 100000 cells; these are 101000"),
        (cube(dimensions=[HOME, replace(WHEN, parts=True)]), "dimensions", "One dimension alone"),
        (replace(cube(), person="none"), "person", "no column “none”"),
        (cube(epsilon=0), "protection", "noise or a threshold"),
        (cube(k=5), "protection", "noise or a threshold"),
        (cube(epsilon=0, k=4), "k", "from 5"),
        (cube(epsilon=11 * MICRO), "epsilon", "at most 10"),
        (cube(most=0), "most", "from 1 to 1000"),
        (cube(dimensions=[of("none")]), "dimensions-0-column", "no column “none”"),
        (cube(dimensions=[PLACE, PLACE]), "dimensions-1-column", "one more"),
        (cube(dimensions=[of("person")]), "dimensions-0-column", "one more"),
        (cube(dimensions=[of("share")]), "dimensions-0-mask", "whole numbers"),
        (cube(dimensions=[of("seen")]), "dimensions-0-mask", "whole numbers"),
        (cube(dimensions=[of("district", "pseudonym")]), "dimensions-0-mask", "to a string"),
        (cube(dimensions=[of("district", "year")]), "dimensions-0-mask", "to a string"),
        (cube(dimensions=[of("district", "first")]), "dimensions-0-step", "at least 1"),
        (cube(dimensions=[of("district", values=())]), "dimensions-0-values", "different values"),
        (cube(dimensions=[of("district", values=("a", "a"))]), "dimensions-0-values", "different values"),
        (cube(dimensions=[of("district", "first", 1, ("ab",))]), "dimensions-0-values", "“ab” can't stand"),
        (cube(dimensions=[of("day", "month", values=("2026-01-05",))]), "dimensions-0-values", "can't stand"),
        (cube(measures=[Measure("none", 0, 1)]), "measures-0-column", "no column “none”"),
        (cube(measures=[Measure("district", 0, 1)]), "measures-0-column", "added up"),
        (cube(measures=[MINUTES, MINUTES]), "measures-1-column", "added up"),
        (cube(measures=[Measure("minutes", 5, 5)]), "measures-0-high", "above the lower"),
    ],
)  # fmt: skip
def test_every_fault_of_a_cube_is_told_in_its_place(made, where, said):
    faults = judge(terms(made), CONTRACT, today=TODAY)
    assert [(one.where, said in one.what["en"]) for one in faults] == [(where, True)]


def test_a_cube_shows_no_column_beside_it():
    made = replace(terms(cube()), columns=(Shown("district"),))
    assert [one.where for one in judge(made, CONTRACT, today=TODAY)] == ["columns"]


def test_right_cubes_have_no_fault_and_come_back_from_json():
    dimensions = [HOME, WHEN, of("minutes", "round", 10, ("0", "10")), of("ok", values=("true", "false")),
                  of("seen", "year", values=("2026-01-01",))]  # fmt: skip
    made = terms(cube(dimensions, [Measure("share", -5, 5)], once=True))
    assert judge(made, CONTRACT, today=TODAY) == ()
    assert read_terms(write_terms(made), CONTRACT) == made
    assert judge(terms(cube(epsilon=0, k=5)), CONTRACT, today=TODAY) == ()
    assert "cube" not in write_terms(replace(made, cube=None))
    assert terms_digest(made) != terms_digest(terms(cube(dimensions, [Measure("share", -5, 5)])))
    assert (made.is_noisy, terms(cube(epsilon=0, k=5)).is_noisy, replace(made, cube=None).is_noisy) == (
        True, False, False
    )  # fmt: skip


@pytest.mark.parametrize(
    ("said", "kind", "mask", "values"),
    [
        (" a ; b;; c..d ", "string", Mask(), ("a", "b", "c..d")),
        ("ab", "string", Mask("first", 2), ("ab",)),
        ("1..3; 7", "integer", Mask(), ("1", "2", "3", "7")),
        ("0..20", "integer", Mask("round", 10), ("0", "10", "20")),
        ("2025-11..2026-01", "date", Mask("month"), ("2025-11-01", "2025-12-01", "2026-01-01")),
        ("2026-05-04", "timestamp", Mask("month"), ("2026-05-01",)),
        ("2024..2025", "date", Mask("year"), ("2024-01-01", "2025-01-01")),
        ("2026-02-28..2026-03-01", "date", Mask(), ("2026-02-28", "2026-03-01")),
        ("true; false", "boolean", Mask(), ("true", "false")),
    ],
)
def test_values_are_declared_one_by_one_or_from_to(said, kind, mask, values):
    assert expand(said, kind, mask) == values


@pytest.mark.parametrize(
    ("said", "kind", "mask"),
    [("abc", "string", Mask("first", 2)), ("5", "integer", Mask("round", 10)), ("yes", "boolean", Mask()),
     ("0.5", "number", Mask()), ("soon", "date", Mask()), ("1..x", "integer", Mask())],
)  # fmt: skip
def test_what_no_row_can_hold_is_refused(said, kind, mask):
    with pytest.raises(ValueError):  # noqa: PT011
        expand(said, kind, mask)


def test_no_more_values_are_made_than_can_be_declared():
    assert len(expand("1..2000; 1..900000000", "integer", Mask())) == 1001


def test_values_are_read_short():
    assert [label("2026-03-01", Mask(kind)) for kind in ("month", "year", "as-is")] == ["2026-03", "2026", "2026-03-01"]


COUNTED = Counted(
    (Cell(("Ba Đình", "2026-01-01"), 4, (100,)), Cell(("Ba Đình", "2026-02-01"), 1, (5,)),
     Cell(("Tây Hồ", "2026-01-01"), 2, (7,))), people=5, cut=1,
)  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        (Question("rows"), [7]),
        (Question("rows", ("district",)), [5, 0, 2]),
        (Question("minutes", ("district", "day")), [100, 5, 0, 0, 7, 0]),
        (Question("rows", ("day",), (("district", ("Ba Đình",)),)), [4, 1]),
        (Question("rows", ("district",), (("district", ("Ba Đình", "Tây Hồ")),)), [5, 2]),
        (Question("people"), [5]),
        (Question("cut"), [1]),
    ],
)
def test_answers_are_over_every_declared_cell(asked, numbers):
    assert answer(COUNTED, asked, cube()) == numbers
    assert len(labels(asked, cube())) == len(numbers)


def test_equal_questions_have_one_form_and_one_digest():
    said = Question("rows", ("day", "district"), (("day", MONTHS), ("district", ("Tây Hồ", "Ba Đình"))))
    made = canonical_question(said, cube())
    assert made == Question("rows", ("district", "day"), (("district", ("Ba Đình", "Tây Hồ")),))
    assert read_question(write_question(made), cube()) == made
    assert digest(made, 1) != digest(made, 2)
    assert digest(made, 1) != digest(canonical_question(Question("rows", ("day",)), cube()), 1)


@pytest.mark.parametrize(
    ("asked", "epsilon", "where"),
    [
        (Question("share"), MICRO, ["measure"]),
        (Question("people", ("day",)), MICRO, ["by"]),
        (Question("rows", ("none",)), MICRO, ["by"]),
        (Question("rows", (), (("none", ("a",)),)), MICRO, ["where-none"]),
        (Question("rows", (), (("district", ()),)), MICRO, ["where-district"]),
        (Question("rows", (), (("district", ("Hà Đông",)),)), MICRO, ["where-district"]),
        (Question("rows"), 999, ["epsilon"]),
        (Question("rows"), 11 * MICRO, ["epsilon"]),
        (Question("minutes", ("day",), (("district", ("Tây Hồ",)),)), MICRO, []),
    ],
)
def test_faulty_questions_are_told(asked, epsilon, where):
    assert [one.where for one in judge_question(asked, cube(), epsilon)] == where


def test_how_much_one_person_changes_an_answer():
    made = cube(measures=[Measure("minutes", -90, 60)], most=3)
    assert [sensitivity(made, one) for one in ("rows", "minutes", "people", "cut")] == [3, 270, 1, 1]
    assert scale(3, MICRO // 2) == 6


@pytest.mark.parametrize("wide", [0.001, 0.2, 1.0, 7.5, 400.0])
def test_errors_are_those_of_the_distribution(wide):
    q = math.exp(-1 / wide)
    weight = [(1 - q) / (1 + q) * q**x for x in range(40 * math.ceil(wide))]
    assert expected_error(wide) == pytest.approx(2 * sum(x * one for x, one in enumerate(weight)), rel=1e-6, abs=1e-9)
    inside = [weight[0] + 2 * sum(weight[1 : w + 1]) for w in (half_width(wide) - 1, half_width(wide))]
    assert inside[1] >= 0.95
    assert half_width(wide) == 0 or inside[0] < 0.95


EVERY = st.lists(
    st.builds(Spending, st.integers(1, 100), st.frozensets(st.sampled_from(DISTRICTS), max_size=3)), max_size=6
)


@given(EVERY)
def test_what_is_spent_is_what_the_dearest_part_of_people_was_asked(every):
    dearest = max(sum(one.epsilon for one in every if not one.parts or part in one.parts) for part in DISTRICTS)
    assert spent(every) == dearest
    total = 0
    for n, one in enumerate(every):
        total += charge(every[:n], one)
    assert total == spent(every)


def test_questions_about_parts_of_the_people_cost_once():
    about = [Question("rows", (), (("district", (one,)),)) for one in DISTRICTS]
    parted = [spending(one, cube([HOME, WHEN]), 10) for one in about]
    assert [charge(parted[:n], one) for n, one in enumerate(parted)] == [10, 0, 0]
    plain = [spending(one, cube(), 10) for one in about]
    assert [charge(plain[:n], one) for n, one in enumerate(plain)] == [10, 10, 10]
    assert charge(parted, spending(Question("rows", ("district",)), cube([HOME, WHEN]), 5)) == 5
    assert charge((), Spending(3)) == 3


def test_epsilon_is_written_in_either_habit_and_kept_in_millionths():
    assert [read_epsilon(one) for one in ("0.5", " 0,25 ", "10", "0.000001")] == [500_000, 250_000, 10_000_000, 1]
    assert [said(one) for one in (400_000, 10_000_000, 1)] == ["0.4", "10", "0.000001"]
    for wrong in ("", "half", "0.0000001", "nan", "-1", "1e9", "1234", "1.000,5"):
        with pytest.raises(ValueError, match=f"^{re.escape(wrong)}$"):
            read_epsilon(wrong)
