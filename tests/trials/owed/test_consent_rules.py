"""Consent under a code: what may follow what, times without it, codes nobody guesses, tables of them."""

from datetime import UTC, datetime, timedelta

import pytest

from longbien.kernel.refusal import Refusal
from longbien.trials.rules.consent.codes import (
    ALPHABET,
    CODE,
    MOST_FAULTS,
    MOST_ROWS,
    Row,
    check_code,
    plain,
    read_codes,
    written,
)
from longbien.trials.rules.consent.steps import (
    GIVE,
    RESTORE,
    WITHDRAW,
    Standing,
    Step,
    check_step,
    check_steps,
    standings,
)
from tests.trials.make import NOW

ZONE = "Asia/Ho_Chi_Minh"
A, B = "7K2M-9QXF-T3HB", "AAAA-2222-BBBB"


def step(verb: str, hours: float = 0, *, code: str = A, version: int = 1) -> Step:
    return Step(code, verb, version, NOW + timedelta(hours=hours))


def faults(run, *given, **more) -> list[str]:
    with pytest.raises(Refusal) as refused:
        run(*given, **more)
    return [fault.what["en"] for fault in refused.value.faults]


def test_the_last_step_holds_and_every_step_stays():
    done = [step(GIVE), step(GIVE, code=B), step(WITHDRAW, 1), step(RESTORE, 2), step(WITHDRAW, 3, code=B)]
    assert standings(done) == {
        A: Standing(A, "given", 1, NOW + timedelta(hours=2)),
        B: Standing(B, "withdrawn", 1, NOW + timedelta(hours=3)),
    }


@pytest.mark.parametrize(
    ("before", "then", "wrong"),
    [
        ([], step(GIVE), None),
        ([], step(WITHDRAW), "nobody has consented under this code."),
        ([], step(RESTORE), "nobody has consented under this code."),
        ([step(GIVE)], step(WITHDRAW), None),
        ([step(GIVE)], step(RESTORE, 1), "was not withdrawn: nothing to reverse."),
        ([step(GIVE)], step(GIVE, 1), "has consented to this text already."),
        ([step(GIVE)], step(GIVE, 1, version=2), None),
        ([step(GIVE), step(WITHDRAW, 1)], step(GIVE, 2, version=2), "was withdrawn; only a reversal brings it back."),
        ([step(GIVE), step(WITHDRAW, 1)], step(RESTORE, 1), None),
        ([step(GIVE), step(WITHDRAW, 1)], step(RESTORE, 0.5), "the time is before that of the step before it."),
    ],
)
def test_what_may_follow_what(before, then, wrong):
    found = check_step(then, standings(before).get(A))
    assert (found and found["en"]) == wrong


def test_a_table_is_checked_against_itself_too():
    check_steps([step(GIVE), step(GIVE, code=B)], {}, where="table")
    known = standings([step(GIVE, code=B)])
    assert faults(check_steps, [step(GIVE), step(GIVE), step(GIVE, code=B)], known, where="table") == [
        f"{A}: has consented to this text already.",
        f"{B}: has consented to this text already.",
    ]


@pytest.mark.parametrize("code", [A, "P100200300", "AB-1" + "C" * 36])
def test_codes_that_do(code):
    check_code(code)


@pytest.mark.parametrize(
    "code",
    ["", "1234567890", "NGUYENVANAN", "Nguyễn Văn An 1", "A1", "-A12345678901", "A1" + "C" * 39, "A1_3456789012"],
)
def test_codes_that_could_be_guessed_or_name_somebody_do_not(code):
    assert faults(check_code, code)


def test_a_drawn_code_is_one_and_is_found_however_it_is_typed():
    code = written([0, 8, 29, 5, 1, 2, 3, 4, 9, 10, 11, 12])
    assert (code, bool(CODE(code))) == ("2AZ7-3456-BCDE", True)
    assert plain(" 2az7-3456 -bcde\n") == code
    assert set("01ILOU") & set(ALPHABET) == set()


def test_a_table_is_read_with_local_times():
    table = f"\ufeffcode;given_at\n{A.lower()};2026-11-23 09:00\n;\n{B};2026-11-23T02:00:00Z\n"
    assert read_codes(table, timezone=ZONE) == (Row(A, NOW), Row(B, NOW))
    assert read_codes("given_at,Code\n2026-11-23,  " + A, timezone=ZONE) == (
        Row(A, datetime(2026, 11, 22, 17, tzinfo=UTC)),
    )


def test_what_is_wrong_with_a_table_is_said_by_row():
    assert faults(read_codes, "code\nx\n", timezone=ZONE) == ["The table needs the columns code and given_at."]
    assert faults(read_codes, '"' + "x" * 200_000, timezone=ZONE)
    wrong = f"code,given_at\nAn,2026-11-23\n{A},yesterday\n{B}\n"
    told = faults(read_codes, wrong, timezone=ZONE)
    assert [one[:7] for one in told] == ["Row 1: ", "Row 2: ", "Row 3: "]
    assert faults(read_codes, "code,given_at\n", timezone=ZONE) == [f"1 to {MOST_ROWS} rows are needed."]
    assert len(faults(read_codes, "code,given_at\n" + "x,y\n" * 99, timezone=ZONE)) == MOST_FAULTS
