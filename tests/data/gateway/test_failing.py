"""What went wrong is said in words of this house; nothing that the engine quoted is passed on."""

import pytest

from longbien.data.rules.sql import failed, refused
from tests.data.gateway.shared import MARK

COLUMNS = {"trips": ["id", "ward"], "wards": [f"c{number:02}" for number in range(20)]}
MESSAGES = {
    f"ConversionException: Conversion Error: Could not convert string '{MARK}' to INT32": "sql-failed-value",
    f"OutOfMemoryException: Out of Memory Error: failed to allocate {MARK}": "sql-failed-memory",
    f'BinderException: column "{MARK}" must appear in the GROUP BY clause': "sql-failed-group",
    f"BinderException: WHERE clause cannot contain aggregates! {MARK}": "sql-failed-aggregate",
    f"InvalidInputException: More than one row returned by a subquery {MARK}": "sql-failed-one-value",
    f"BinderException: No function matches the given name {MARK}": "sql-failed-arguments",
    f"BinderException: Set operations can only apply to {MARK}": "sql-failed-shape",
    f"InternalException: {MARK}": "sql-failed-other",
    f'BinderException: Referenced column "{MARK}" not found in FROM clause': "sql-column",
}


@pytest.mark.parametrize(("message", "code"), MESSAGES.items())
def test_the_kind_of_a_failure_is_told_and_nothing_else_of_it(message, code):
    refusal = failed(message, "SELECT 1", COLUMNS)
    assert refusal.code == code
    assert MARK not in str(refusal.what.entries)
    assert refusal.what["vi"] != refusal.what["en"]


def test_a_column_is_named_as_the_asker_wrote_it():
    message = 'Binder Error: Referenced column "wrad" not found in FROM clause!\nCandidate bindings: "ward", "rider"'
    said = failed(message, "SELECT wrad FROM trips", COLUMNS).what["en"]
    assert said.startswith(
        "It is not clear which column “wrad” is meant. There are: trips (id, ward); wards (c00, c01,"
    )
    assert said.endswith("c11 …).")
    assert "rider" not in said
    assert failed(message, "SELECT 1", {}).what["en"] == "It is not clear which column is meant. There are: —."


@pytest.mark.parametrize(
    ("place", "where"),
    [(0, "1:1"), (7, "1:8"), (25, "2:1"), (26, "2:2"), (None, ""), (2**64 - 1, ""), (-1, "")],
)
def test_a_place_is_a_line_and_a_column(place, where):
    assert refused.at("SELECT 'Long Biên' FROM\nx", place) == where


def test_long_words_of_the_asker_are_shortened():
    assert refused.short("a  b\nc") == "a b c"
    assert refused.short("x" * 100) == "x" * 59 + "…"


def test_a_server_that_is_busy_and_one_that_was_asked_too_much():
    assert (refused.busy().status, refused.ended().status, refused.offer_broken().status) == (503, 422, 503)
    assert "3 giây" in refused.late(3).what["vi"]
    assert "9999" in refused.beyond().what["vi"]
    assert refused.unreadable().code == "sql-unreadable"
