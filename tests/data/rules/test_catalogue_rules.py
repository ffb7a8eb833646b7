"""Facets that count, citations, what is told of quality."""

from datetime import date

import pytest

from longbien.data.rules.agreement.written import value_of
from longbien.data.rules.catalogue.citing import Cited, bibtex
from longbien.data.rules.catalogue.facets import chosen_of, counts, freshness, listing, ordered, publishers
from longbien.data.rules.catalogue.kept import Promise, last_check
from longbien.data.rules.contract.contract import read_contract
from tests.data.make import check, column, contract

TODAY = date(2026, 11, 29)


def listed(code: str, *, access: str = "open", theme: str = "GOVE", delivered: date | None = TODAY, rows=1, **more):
    data = {**contract(column("a"), access=access, **more), "id": code, "domain": theme}
    return listing(data, "vi", delivered=delivered, rows=rows, today=TODAY)


SETS = (
    listed("a", title={"vi": "Ô", "en": "Zebra"}, spatial={"outline": "a"}),
    listed("b", access="shared", theme="TRAN", rows=9, title={"vi": "A", "en": "B"}),
    listed("c", access="restricted", theme="TRAN", delivered=None, rows=0, title={"vi": "B", "en": "A"}),
)


def test_counts_say_what_choosing_would_show():
    every = counts(SETS, {})
    assert every["theme"] == {"GOVE": 1, "TRAN": 2}
    assert every["format"] == {"csv": 1, "json": 1, "parquet": 1, "arrow": 1, "sql": 2, "geojson": 1, "delta": 1}
    chosen = {"theme": ("TRAN",), "access": ("open",)}
    assert chosen_of(SETS, chosen) == ()
    narrowed = counts(SETS, chosen)
    assert narrowed["theme"] == {"GOVE": 1, "TRAN": 0}
    assert narrowed["access"] == {"open": 0, "shared": 1, "restricted": 1}
    assert [one.code for one in chosen_of(SETS, {"access": ("open", "shared"), "fresh": ("month",)})] == ["a", "b"]


def test_three_orders():
    assert [one.code for one in ordered(SETS, "title", str, "vi")] == ["b", "c", "a"]
    assert [one.code for one in ordered(SETS, "title", str, "en")] == ["c", "b", "a"]
    assert [one.code for one in ordered(SETS, "title", str, "fr")] == ["b", "c", "a"]
    assert [one.code for one in ordered(SETS, "new", str, "vi")] == ["a", "b", "c"]
    assert [one.code for one in ordered(SETS, "rows", str, "vi")] == ["b", "a", "c"]


def test_a_hub_of_one_language():
    one = listed("d", title="One", publisher="The hub")
    assert one.values["publisher"] == {"The hub"}
    assert publishers([one], "en") == {"The hub": "The hub"}


def test_a_publisher_is_one_and_has_a_name_in_each_language():
    both = [listed(code, publisher={"vi": "Sở", "en": "A department"}) for code in "de"]
    assert publishers(both, "en") == {"Sở": "A department"}
    assert publishers(both, "vi") == {"Sở": "Sở"}


@pytest.mark.parametrize(
    ("delivered", "said"),
    [(TODAY, "month"), (date(2026, 10, 1), "year"), (date(2024, 1, 1), "older"), (None, "none")],
)
def test_how_fresh(delivered, said):
    assert freshness(delivered, TODAY) == said


def test_bibtex_keeps_accents_and_no_command():
    said = bibtex(Cited("wards", r"Phường & xã {50%} \input", "Sở", "Hub", "https://x/data/wards", 3, TODAY, "ab" * 32))
    assert said.startswith("@misc{wards-3,\n  title = {{Phường \\& xã \\{50\\%\\} \\textbackslash{}input}}")
    assert "  year = {2026}" in said
    assert "  edition = {3}" in said
    assert bibtex(Cited("wards", "W", "S", "H", "https://x")) == (
        "@misc{wards,\n  title = {{W}},\n  author = {{S}},\n  publisher = {H},\n  howpublished = {\\url{https://x}}\n}\n"
    )


def test_each_promise_with_how_often_it_was_broken():
    columns = (column("code", primaryKey=True), column("size", "integer", required=True))
    found = read_contract(contract(*columns, quality=(check("rowCount", mustBe=3),)), ("vi", "en"))
    assert {one.broken for one in last_check(found, None)} == {0}
    report = {"rows": [[1, ["code: duplicate"]], [2, ["code: duplicate", "size: missing"]]], "whole": [["rows", 2]]}
    assert last_check(found, report, is_whole=False) == (
        Promise("code: duplicate", "code", "duplicate", 2),
        Promise("size: missing", "size", "missing", 1),
        Promise("rows", "", "rows", 1),
    )
    assert last_check(found, {"rows": [], "whole": []}, is_whole=False)[0].broken is None


def test_numbers_in_terms_are_finite():
    found = read_contract(contract(column("size", "number")), ("vi", "en"))
    assert value_of("1.5", found, "size") == 1.5
    with pytest.raises(ValueError, match="inf"):
        value_of("inf", found, "size")
