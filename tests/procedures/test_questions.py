"""What a form asks and what follows from the answers (tests/specs/procedures/questions.yaml); pages, meanings."""

from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import yaml

from longbien.kernel.refusal import Fault
from longbien.kernel.text import Text
from longbien.procedures.rules.expressions import CannotTell
from longbien.procedures.rules.forms import faults_of, sources_in
from longbien.procedures.rules.questions.keys import OF_A_FORM, OF_A_QUESTION, OF_JSON_SCHEMA, SHAPES
from longbien.procedures.rules.questions.looking import changed_since, marks_of
from longbien.procedures.rules.questions.meanings import OWN, asked_twice
from longbien.procedures.rules.questions.merging import Basis, Merged, Written, goes_on, merge, part
from longbien.procedures.rules.questions.pages import (
    ANSWER_THIS,
    SHORT,
    Page,
    Standing,
    page_with,
    pages_of,
    standing_of,
)
from longbien.procedures.rules.questions.settling import order_of, settle
from longbien.procedures.rules.questions.shapes import SHARED
from tests.procedures import make

SPEC = yaml.safe_load((Path(__file__).parents[1] / "specs/procedures/questions.yaml").read_text())["cases"]
CHOICES = {"room.list": frozenset({"red"}), "urn:longbien:address": frozenset({"001"})}
ANNE, BEN = UUID(int=1), UUID(int=2)


def asking(spec: dict[str, Any]) -> dict[str, Any]:
    """A form out of `ask` and `required`; groups in it are written the same way."""
    questions = {}
    for name, node in spec["ask"].items():
        items = node.get("items", {})
        questions[name] = node | ({"items": asking(items)} if "ask" in items else {})
    form = make.form(**questions)
    return form | {"required": spec.get("required", [])}


@pytest.mark.parametrize("spec", SPEC, ids=[f"{spec['key']}: {spec['title']}" for spec in SPEC])
def test_questions(spec):
    schema, expect = asking(spec), spec["expect"]
    day = date.fromisoformat(spec["today"]) if "today" in spec else None
    for given in (spec["when"], *spec.get("also", [])):
        settled = settle(schema, given, strict=False)
        for what in ("unasked", "computed"):
            if what in expect:
                assert sorted(getattr(settled, what)) == expect[what]
        if "data" in expect:
            assert settled.data == expect["data"]
            assert settle(schema, settled.data).data == settled.data, "settling twice changes nothing"
        if "faults" in expect:
            found = [f"{fault.where} {fault.what['en']}" for fault in faults_of(schema, given, CHOICES, today=day)]
            assert found == expect["faults"]
        if "cannot_tell" in expect:
            with pytest.raises(CannotTell):
                settle(schema, given)


def test_every_key_and_shape_is_told_of_in_the_reference_and_has_a_case():
    """The keys that only say how a question looks are tried where it is shown (test_asking.py)."""
    looks = {"x-title", "x-hint", "x-unit", "x-labels", "x-kind", "x-class", "x-accept", "x-max-bytes", "x-pages"}
    elsewhere = {"x-once", "x-means", "x-fit"}  # what rooms know of whole forms: tests/trials/test_plan_form.py
    tried = {spec["key"] for spec in SPEC}
    assert set(OF_A_QUESTION) | set(OF_A_FORM) | set(OF_JSON_SCHEMA) <= tried | looks | elsewhere
    assert set(SHAPES) == set(SHARED)


def test_answers_to_no_question_stay_for_others_to_refuse():
    schema = asking({"ask": {"a": {"type": "string"}}})
    assert settle(schema, {"a": "x", "b": 1}).data == {"a": "x", "b": 1}


def test_a_circle_is_named():
    schema = asking({"ask": {"a": {"type": "string", "x-when": "data.b"}, "b": {"type": "string", "x-when": "data.a"}}})
    with pytest.raises(ValueError, match="→"):
        order_of(schema)


def test_lists_that_a_form_asks_from():
    spec = {"ask": {
        "home": {"$ref": "urn:longbien:address"},
        "rows": {"type": "array", "items": {"ask": {"c": {"type": "string", "x-choices": "room.list"}}}},
    }}  # fmt: skip
    assert sources_in(asking(spec)) == {"urn:longbien:address", "room.list"}


def many(count: int, **more: Any) -> dict[str, Any]:
    return asking({"ask": {f"q{n}": {"type": "string"} for n in range(count)} | more})


def test_a_short_form_is_one_page_and_a_long_one_asks_one_by_one():
    computed = {"type": "string", "x-computed": "data.q0"}
    assert pages_of(many(SHORT, sum=computed)) == (Page((*(f"q{n}" for n in range(SHORT)), "sum")),)
    long = pages_of(many(SHORT + 1, sum=computed))
    assert [page.questions for page in long[-2:]] == [(f"q{SHORT - 1}",), (f"q{SHORT}", "sum")]


def test_what_is_computed_first_opens_a_page():
    asked = {"sum": {"type": "string", "x-computed": "data.q0"}} | {f"q{n}": {"type": "string"} for n in range(9)}
    assert pages_of(asking({"ask": asked}))[0] == Page(("sum",))


def test_a_form_names_its_pages():
    schema = many(3) | {
        "x-pages": [{"title": "A", "questions": ["q1", "q2"]}, {"title": "B", "questions": ["q0"], "hint": "h"}]
    }
    pages = pages_of(schema)
    assert pages == (Page(("q1", "q2"), "A"), Page(("q0",), "B", "h"))
    assert [page_with(pages, name) for name in ("q2", "q0", "nothing")] == [0, 1, 0]


@pytest.mark.parametrize(
    ("unasked", "faults", "seen", "expected"),
    [
        ([], [], {}, Standing.TODO),
        ([], ["/b"], {"b": "t"}, Standing.DONE),
        ([], ["/a"], {"a": "t"}, Standing.MEND),
        ([], ["/a/0/x"], {"a": "t"}, Standing.MEND),
        (["/a", "/c"], [], {"a": "t"}, Standing.SKIPPED),
        (["/a"], ["/a"], {"c": "t"}, Standing.DONE),
        ([], [], {"c": "t"}, Standing.DONE),
    ],
)
def test_how_far_a_page_has_come(unasked, faults, seen, expected):
    wrong = [Fault(where, Text.of(vi="x", en="x")) for where in faults]
    if expected == Standing.DONE and seen == {"b": "t"}:
        assert standing_of(Page(("a", "c")), unasked, wrong, seen | {"a": "t"}) == expected
    else:
        assert standing_of(Page(("a", "c")), unasked, wrong, seen) == expected


def test_a_page_where_something_is_only_wanting_is_begun():
    wanting, wrong = Fault("/c", ANSWER_THIS), Fault("/a", Text.of(vi="x", en="x"))
    assert standing_of(Page(("a", "c")), [], [wanting], {"a": "t"}) == Standing.BEGUN
    assert standing_of(Page(("a", "c")), [], [wanting, wrong], {"a": "t"}) == Standing.MEND


def test_of_each_question_the_last_answer_stands():
    anne = Written(ANNE, {"a": 1, "b": 1, "c": 1}, {"a": "2", "b": "1", "c": "1"}, {"a": {"register": "r"}})
    ben = Written(BEN, {"b": 2}, {"b": "3", "c": "4"})
    for both in ([anne, ben], [ben, anne]):
        merged = merge(both)
        assert merged.data == {"a": 1, "b": 2}, "ben cleared c"
        assert merged.known == {"a": {"register": "r"}}
        assert (merged.by["a"], merged.by["c"]) == (ANNE, BEN)
        assert merged.touched == {"a": "2", "b": "3", "c": "4"}


@pytest.mark.parametrize(
    ("before", "now", "mine", "page", "lands"),
    [
        (1, 1, 2, "p", "write"),
        (1, 2, 1, "p", "leave"),
        (1, 2, 3, "p", "clash"),
        (1, 2, 2, "p", "write"),
        (1, 2, 3, "q", "write"),  # what stands was written on this very page
        (1, 2, None, "p", "clash"),
        (1, None, 1, "p", "leave"),
        (None, [], 1, "p", "write"),  # nothing is nothing
    ],
)
def test_a_page_is_laid_over_what_stands_now(before, now, mine, page, lands):
    merged = Merged({"a": now} if now is not None else {}, {}, {}, {}, {"a": "q"})
    parted = part({"a": mine}, ["a"], merged, Basis(page, marks_of({"a": before}) if before else ""))
    assert (parted.write, parted.clash) == (
        frozenset({"a"} if lands == "write" else ()),
        frozenset({"a"} if lands == "clash" else ()),
    )


def test_a_page_that_stays_open_goes_on_from_what_it_shows():
    drawn = marks_of({"wrote": 1, "elsewhere": 1, "cleared": 1, "other": 1})
    mine = {"wrote": 2, "elsewhere": 1, "new": 1}
    merged = Merged({"wrote": 2, "elsewhere": 3, "new": 1, "theirs": 4}, {}, {}, {})
    asked = ["wrote", "elsewhere", "cleared", "new", "theirs"]
    after = goes_on(mine, asked, merged, drawn)
    assert after == marks_of({"wrote": 2, "elsewhere": 1, "new": 1, "other": 1})


def test_what_changed_since_it_was_shown():
    marks = marks_of({"a": "x", "b": [{"c": 1}], "gone": True})
    assert changed_since(marks, {"a": "x", "b": [{"c": 1}], "gone": True}) == frozenset()
    assert changed_since(marks, {"a": "x", "b": [{"c": 2}], "new": "\ud800"}) == {"b", "gone", "new"}
    assert changed_since("", {"a": "x"}) == {"a"}
    assert "xyzzy" not in marks_of({"a": "xyzzy"})


TWICE = {
    "known and not taken": ({"a": {"mail": {"type": "string", "x-means": "person.email"}}}, ["a mail"]),
    "known and taken": ({"a": {"mail": {"type": "string", "x-once": "person.email"}}}, []),
    "asked in two forms, no register": (
        {"a": {"tax": {"type": "string", "x-means": "organisation.tax_code"}},
         "b": {"mst": {"type": "string", "x-means": "organisation.tax_code"}}}, ["b mst"]),
    "asked once, no register": ({"a": {"tax": {"type": "string", "x-means": "organisation.tax_code"}}}, []),
    "asked in so many words": ({"a": {"mst": {"type": "string", "x-title": {"vi": "MÃ SỐ THUẾ"}}}}, ["a mst"]),
    "asked by its shape": ({"a": {"reach": {"$ref": "urn:longbien:phone"}}}, ["a reach"]),
    "personal, nobody says whose": ({"a": {"born": {"type": "string", "x-class": "personal"}}}, ["a born"]),
    "a group of others": ({"a": {"team": {"type": "array", "items": {}, "x-class": "personal"}}}, []),
    "about something else": ({"a": {"mail": {"type": "string", "x-title": "Email", "x-means": "other.email"}}}, []),
    "about the matter": (
        {"a": {"t": {"type": "string", "x-means": "title"}}, "b": {"t": {"type": "string", "x-means": "title"}}}, []),
}  # fmt: skip


@pytest.mark.parametrize("name", TWICE)
def test_what_is_asked_twice(name):
    forms, expected = TWICE[name]
    made = {form: make.form(**questions) for form, questions in forms.items()}
    found = asked_twice(made, frozenset({"person.email"}))
    assert [f"{form} {path[-1]}" for form, path, _ in found] == expected


def test_a_register_key_that_two_readers_claim_is_refused():
    from longbien.people.registers import register

    with pytest.raises(RuntimeError, match=r"person\.name"):
        register("person.name", Text.of(vi="x", en="x"))(lambda filer: None)


def test_every_register_has_a_meaning():
    from longbien.people.registers import register_keys

    assert register_keys() <= set(OWN)
