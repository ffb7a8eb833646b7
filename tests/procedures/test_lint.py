"""Every fault in a procedure file is named, at its line (tests/specs/procedures/lint.yaml)."""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from longbien.kernel.sourced import Sourced
from longbien.procedures.rules.authoring.samples import sample_schema
from longbien.procedures.rules.checks.examples import missing_key
from longbien.procedures.rules.checks.forms import check_form
from longbien.procedures.rules.format import format_schema
from longbien.procedures.rules.lint import Bundle, lint
from tests.procedures import make

SPECS = yaml.safe_load((Path(__file__).parents[1] / "specs/procedures/lint.yaml").read_text())["cases"]


def given(spec: dict[str, Any]) -> Bundle:
    data, forms = make.changed(make.sample(), spec), make.sample_forms()
    if "question" in spec:
        forms["request"]["properties"]["more"] = spec["question"]
    if "form" in spec:
        forms["request"] = spec["form"]
    made = make.bundle(data, {name: form for name, form in forms.items() if form is not None})
    return Bundle(made.procedure, {name: made.forms.get(name) for name in forms})


def line_of(source: Sourced, at: str) -> str:
    path = tuple(int(step) if step.isdigit() else step for step in at.split(".")) if at else ()
    return f"{source.file}:{source.line(path)}"


@pytest.mark.parametrize("spec", SPECS, ids=[spec["title"] for spec in SPECS])
def test_lint(spec):
    bundle = given(spec)
    found = [(fault.where, fault.what["en"]) for fault in lint(bundle, make.KNOWN)]
    for expected in spec["expect"]:
        source = bundle.forms["request"] if expected.get("in") == "form" else bundle.procedure
        where = line_of(source, expected["at"])
        assert any(place == where and expected["says"] in words for place, words in found), (where, expected, found)
    assert len(found) == len(spec["expect"]), found


def test_faults_come_in_the_order_of_the_lines_and_in_both_languages():
    data = make.changed(make.sample(), {"set": {"roles.officer": "group:wizard", "actions.submit.by": "nobody"}})
    faults = lint(make.bundle(data), make.KNOWN)
    lines = [int(fault.where.rpartition(":")[2]) for fault in faults]
    assert lines == sorted(lines)
    assert all(set(fault.what) == {"vi", "en"} for fault in faults)


def test_an_address_needs_a_hub_that_knows_its_wards():
    spec = {"question": {"$ref": "urn:longbien:address", "x-title": make.bi("Home")}}
    found = [fault.what["en"] for fault in lint(given(spec), replace(make.KNOWN, has_wards=False))]
    assert found == ["This hub has no list of wards, so an address can't be asked by ward."]


@pytest.mark.parametrize("guide", [("describe-a-service", "-further"), ("mo-ta-dich-vu", "-tiep")])
def test_the_forms_of_the_how_to_are_in_order(guide):
    pages = (Path(__file__).parents[2] / f"docs/how-to/{guide[0]}{more}.md" for more in ("", guide[1]))
    page = "".join(one.read_text() for one in pages)
    short, long = (json.loads(form) for form in re.findall(r"```json\n(.*?)```", page, re.DOTALL))
    rules = yaml.safe_load(re.search(r"```yaml\n(decisions:\n  in_time:.*?)```", page, re.DOTALL)[1])
    assert lint(given({"form": short}), make.KNOWN) == ()
    assert lint(given({"form": long, "set": rules}), make.KNOWN) == ()


def test_every_key_that_must_be_there_has_an_example():
    def needed(node):
        if isinstance(node, dict):
            yield from node.get("required", ())
            for inner in node.values():
                yield from needed(inner)
        for inner in node if isinstance(node, list) else ():
            yield from needed(inner)

    keys = {*needed(format_schema(("vi", "en"))), *needed(sample_schema())}
    assert all("Write, for example: " in missing_key((), key)["en"] for key in keys)
    assert missing_key(("title",), "fr")["en"] == "“fr” is missing."


def test_a_letter_whose_file_is_not_there():
    data = make.changed(
        make.sample(), {"set": {"letters": {"award": "letters/a.typ"}, "actions.approve.do": ["letter award"]}}
    )
    found = [fault.what["en"] for fault in lint(make.bundle(data, letters={"award": None}), make.KNOWN)]
    assert found == ["The file “letters/a.typ” can't be read."]


def test_what_no_room_knows_of_a_whole_form_is_named():
    form = {**make.form(name={"type": "string"}), "x-fit": "room.plan"}
    [(path, what)] = check_form(form, make.KNOWN)
    assert (path, "“room.plan”" in what["en"]) == (("x-fit",), True)
    assert list(check_form(form, make.replaced(make.KNOWN, fitters=frozenset({"room.plan"})))) == []
