"""Counting a cube: each person bounded, whoever they are; and what a threshold lets out."""

from collections import Counter
from datetime import date
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from longbien.data.cubes.counted import count, keep, read
from longbien.data.lake.governed import governed
from longbien.data.lake.tables import of_rows, write
from longbien.data.rules.agreement.compiled import select
from longbien.data.rules.agreement.terms import Condition
from longbien.data.rules.cube.accuracy import sensitivity
from longbien.data.rules.cube.asking import Question
from longbien.data.rules.cube.counted import answer
from longbien.kernel.refusal import Refusal
from tests.data.cubes import CONTRACT, DISTRICTS, HOME, PLACE, WHEN, cube, terms, visit

KEY = "k" * 64
PEOPLE = ("An", "Bình", "Chi")
VISITS = st.lists(
    st.builds(
        visit,
        person=st.sampled_from((*PEOPLE, None)),
        district=st.sampled_from((*DISTRICTS, "Hà Đông", None)),
        day=st.dates(date(2025, 12, 25), date(2026, 3, 5)),
        minutes=st.none() | st.integers(-50, 500),
    ),
    max_size=25,
)
QUESTIONS = (Question("rows", ("district", "day")), Question("rows", ("day",)), Question("minutes", ("district",)),
             Question("people"), Question("cut"))  # fmt: skip


def counted(folder: Path, rows, made, conditions=()):
    version = write(folder, of_rows(rows, CONTRACT))
    return count(terms(made, conditions), made, CONTRACT, folder, version, key=KEY)


@settings(max_examples=10)
@given(rows=VISITS, most=st.integers(1, 3), once=st.booleans(), parts=st.booleans())
def test_nobody_changes_an_answer_by_more_than_the_bound(tmp_path_factory, rows, most, once, parts):
    folder = Path(tmp_path_factory.mktemp("lake"))
    made = cube([HOME if parts else PLACE, WHEN], most=most, once=once)
    whole = counted(folder / "whole", rows, made).counted
    for n, person in enumerate(PEOPLE):
        without = counted(folder / f"{n}", [row for row in rows if row["person"] != person], made).counted
        for asked in QUESTIONS:
            pairs = zip(answer(whole, asked, made), answer(without, asked, made), strict=True)
            assert sum(abs(one - other) for one, other in pairs) <= sensitivity(made, asked.measure)
        if parts:
            pairs = zip(answer(whole, QUESTIONS[0], made), answer(without, QUESTIONS[0], made), strict=True)
            changed = {n // 2 for n, (one, other) in enumerate(pairs) if one != other}
            assert len(changed) <= 1


def test_rows_are_counted_as_by_hand(tmp_path):
    rows = [visit("An"), visit("An"), visit("An", minutes=500), visit("Bình", "Tây Hồ", date(2026, 2, 3), None)]
    rows += [visit(None), visit("Chi", "Hà Đông"), visit("Chi", day=date(2026, 5, 1)), visit("Bình", "Hoàn Kiếm")]
    plain = counted(tmp_path / "plain", rows, cube(most=9)).counted
    assert answer(plain, QUESTIONS[0], cube()) == [3, 0, 1, 0, 0, 1]
    assert answer(plain, QUESTIONS[2], cube()) == [80, 10, 0]
    assert (plain.people, plain.cut) == (2, 0)
    bound = counted(tmp_path / "bound", rows, cube(most=1))
    assert sum(answer(bound.counted, QUESTIONS[0], cube())) == 2
    assert (bound.counted.people, bound.counted.cut) == (2, 2)
    assert {(one.rows, one.people, one.kept) for one in bound.left if one.values[0] == "Ba Đình"} == {(3, 1, 1)}
    once = counted(tmp_path / "once", rows, cube(most=9, once=True)).counted
    assert answer(once, QUESTIONS[0], cube()) == [1, 0, 1, 0, 0, 1]
    assert once.cut == 0
    some = counted(tmp_path / "some", rows, cube(most=9), [Condition("minutes", "at-least", (100,))]).counted
    assert answer(some, Question("rows"), cube()) == [1]


def test_the_lot_falls_on_every_cell_alike_and_always_the_same(tmp_path):
    rows = [visit(f"P{n}", district) for n in range(600) for district in DISTRICTS]
    first, again = (counted(tmp_path / name, rows, cube(most=1)) for name in ("first", "again"))
    assert first == again
    kept = Counter({one.values[0]: one.kept for one in first.left})
    assert sum(kept.values()) == 600
    assert all(150 < number < 250 for number in kept.values())


def test_what_is_kept_is_read_back_and_a_changed_file_is_not(tmp_path):
    made = counted(tmp_path / "lake", [visit("An"), visit("Bình", "Tây Hồ")], cube()).counted
    file = tmp_path / "cubes" / "1.json"
    seal = keep(file, made, key=KEY)
    assert read(file, key=KEY, seal=seal) == made
    assert file.stat().st_mode & 0o077 == 0
    file.write_text(file.read_text().replace("1", "2", 1))
    with pytest.raises(ValueError, match="json"):
        read(file, key=KEY, seal=seal)


def test_a_cube_with_noise_has_no_rows_for_anybody():
    with pytest.raises(Refusal) as refused:
        select(terms(cube()), CONTRACT, relation="delivery", key=KEY)
    assert refused.value.code == "cube-only"


ASKED = (
    "SELECT sum(rows) FROM cells {}",
    "SELECT sum(minutes) FROM cells {}",
    "SELECT count(*) FROM cells {}",
)
CHOSEN = ("", *(f"WHERE district <> '{one}'" for one in DISTRICTS), "WHERE day = '2026-01-01'", "WHERE people >= 7",
          "WHERE district = 'Ba Đình' AND day <> '2026-01-01'")  # fmt: skip


@settings(max_examples=8)
@given(sizes=st.lists(st.integers(0, 8), min_size=6, max_size=6))
def test_no_two_questions_differ_by_a_group_below_the_threshold(tmp_path_factory, sizes):
    """All that can be asked is arithmetic on cells of k people or more: hiding a small one changes no answer at all."""
    cells = [(district, date(2026, month, 5)) for district in DISTRICTS for month in (1, 2)]
    rows = [visit(f"P{n}-{m}", *cell) for n, cell in enumerate(cells) for m in range(sizes[n])]
    small = {cell for n, cell in enumerate(cells) if sizes[n] < 5}
    made, folder = terms(cube(epsilon=0, k=5)), Path(tmp_path_factory.mktemp("lake"))
    seen = []
    for name, some in (("all", rows), ("without", [r for r in rows if (r["district"], r["day"]) not in small])):
        version = write(folder / name, of_rows(some, CONTRACT))
        seen.append(governed(made, CONTRACT, folder / name, version, key=KEY))
    with duckdb.connect(":memory:") as database:
        answers = []
        for table in seen:
            database.register("cells", table)
            answers.append([database.execute(q.format(w)).fetchall() for q in ASKED for w in CHOSEN])
    assert answers[0] == answers[1]
    assert sorted(seen[0]["people"].to_pylist()) == sorted(size for size in sizes if size >= 5)
    assert seen[0].column_names == ["district", "day", "rows", "people", "minutes"]
