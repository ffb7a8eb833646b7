"""What a contract promises, and what is found to break it."""

import pytest

from longbien.data.lake.judged import judge
from longbien.data.lake.tables import digest, of_rows
from longbien.data.rules.contract.contract import Check, read_contract
from longbien.data.rules.contract.judging import counted, holds, promises, unbroken
from longbien.data.rules.quoting import literal, name
from tests.data.make import check, column, contract

KEY = column("code", primaryKey=True, quality=[check("invalidValues", mustBe=0, arguments={"pattern": "[0-9]{2}"})])
KIND = column("kind", quality=[check("invalidValues", mustBe=0, arguments={"validValues": ["a", "b'c"]})])
READ = read_contract(contract(KEY, KIND, column("size", "number", required=True)), ("vi", "en"))


def found(*rows, of=READ):
    verdict = judge(of_rows([dict(zip(("code", "kind", "size"), row, strict=True)) for row in rows], of), of)
    return verdict.broken, verdict.rows, verdict.whole


def test_rows_that_keep_it_break_nothing():
    assert found(("01", "a", 1.5), ("02", "b'c", 0), ("03", None, -1)) == (0, (), ())


@pytest.mark.parametrize(
    ("row", "broken"),
    [
        (("3", "a", 1), ("code: invalid",)),
        (("01", "a", 1), ("code: duplicate",)),
        ((None, "b", 1), ("kind: invalid",)),
        (("04", "a", None), ("size: missing",)),
        (("x", "z", None), ("code: invalid", "kind: invalid", "size: missing")),
    ],
)
def test_every_broken_promise_is_named_with_its_row(row, broken):
    count, rows, whole = found(("02", "a", 1), ("01", "a", 1), row)
    assert rows[-1] == (3, broken)
    assert count == (2 if "code: duplicate" in broken else 1)
    assert whole == ()


def test_one_glance_says_whether_any_row_breaks_anything():
    """Seen without a row, so that no promise is left out of it: what is asked in detail is asked here as well."""
    asked = unbroken(READ)
    assert all(sql in asked for called, sql in promises(READ) if "duplicate" not in called)
    assert 'count("code") = count(DISTINCT "code")' in asked
    nothing = read_contract(contract(column("code")), ("vi", "en"))
    assert unbroken(nothing) == "SELECT TRUE FROM delivery"


def test_the_order_in_which_rows_lie():
    told = contract(column("b", partitioned=True, partitionKeyPosition=2), column("c", partitionKeyPosition=3),
                    column("a", partitioned=True))  # fmt: skip
    assert read_contract(told, ("vi", "en")).order == ("a", "b")


def test_promises_about_all_rows_are_counted():
    few = [check("missingValues", mustBeLessOrEqualTo=1)]
    twice = [check("duplicateValues", mustBeLessOrEqualTo=1)]
    odd = [check("invalidValues", mustBeLessOrEqualTo=1, arguments={"validValues": ["a"]})]
    rows = (check("rowCount", mustBeGreaterOrEqualTo=2), check("rowCount", mustBe=4))
    told = contract(column("code", quality=few), column("kind", quality=[*twice, *odd]), column("size", "number"),
                    quality=rows)  # fmt: skip
    read = read_contract(told, ("vi", "en"))
    assert promises(read) == ()
    assert [called for called, *_ in counted(read)] == [
        "rows",
        "rows",
        "code: missing",
        "kind: duplicate",
        "kind: invalid",
    ]
    kept = [("01", "a", 1), (None, "a", 1), ("01", "b", 1), ("01", None, 1)]
    assert found(*kept, of=read) == (0, (), ())
    assert found((None, "b", 1), (None, "b", 1), (None, "b", 1), of=read)[2] == (
        ("rows", 3), ("code: missing", 3), ("kind: duplicate", 2), ("kind: invalid", 3),
    )  # fmt: skip


def test_none_missing_and_none_twice_may_be_said_as_a_check():
    told = contract(
        column("code", quality=[check("missingValues", mustBe=0), check("duplicateValues", mustBe=0)]),
        column("kind"), column("size", "number"),
    )  # fmt: skip
    read = read_contract(told, ("vi", "en"))
    assert found((None, None, 1), ("1", None, 1), ("1", None, 1), of=read)[1] == (
        (1, ("code: missing",)), (2, ("code: duplicate",)), (3, ("code: duplicate",)),
    )  # fmt: skip


def test_bounds():
    assert holds(Check("rowCount", "mustBe", 3), 3)
    assert not holds(Check("rowCount", "mustBeGreaterOrEqualTo", 3), 2)
    assert holds(Check("rowCount", "mustBeLessOrEqualTo", 3), 2)


def test_a_column_is_found_by_its_name_and_says_whether_it_is_personal():
    assert READ.column("size").kind == "number"
    assert READ.column("none") is None
    assert not READ.column("size").is_personal
    personal = read_contract(contract(column("size"), column("name", classification="personal")), ("vi", "en"))
    assert personal.column("name").is_personal
    assert [one.is_personal for one in (READ, personal)] == [False, True]
    told = {name: {"vi": name, "en": name} for name in ("purpose", "ground", "subjects", "safeguards")}
    processed = read_contract(contract(column("size"), processing={**told, "person": "size"}), ("vi", "en"))
    assert (processed.is_personal, processed.is_about_persons) == (False, True)
    assert [one.is_about_persons for one in (READ, personal)] == [False, True]


def test_names_and_values_of_others_are_quoted():
    assert name('a"b') == '"a""b"'
    assert [literal(one) for one in (True, False, 3, 1.5, "o'x")] == [
        "TRUE", "FALSE", "3", "CAST('1.5' AS DOUBLE)", "'o''x'"
    ]  # fmt: skip
    for bad in ("", "a\0b"):
        with pytest.raises(ValueError, match="NUL"):
            name(bad)
    with pytest.raises(ValueError, match="NUL"):
        literal("a\0")


def test_the_digest_is_that_of_the_rows_whatever_chunks_they_came_in():
    rows = [{"code": str(n), "kind": None, "size": n} for n in range(10, 20)]
    import pyarrow as pa

    whole = of_rows(rows, READ)
    parts = pa.concat_tables([of_rows(rows[:3], READ), of_rows(rows[3:], READ)])
    assert digest(whole) == digest(parts) != digest(of_rows(rows[::-1], READ))
