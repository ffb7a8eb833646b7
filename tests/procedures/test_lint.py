"""Every fault in a procedure file is named, at its line (tests/specs/procedures/lint.yaml)."""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from longbien.kernel.sourced import Sourced
from longbien.procedures.rules.format import DEFERRED
from longbien.procedures.rules.lint import Bundle, deferred, lint
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


USES = {
    "quorum": {"actions.approve.quorum": 2},
    "four_eyes": {"actions.approve.four_eyes": "submit"},
    "fee": {"actions.submit.fee": {"minor": "100", "currency": "USD"}},
    "signature": {"actions.approve.require": ["reason", "signature"]},
    "letter": {"actions.approve.do": ["receipt", "letter award"], "letters": {"award": "letters/award.typ"}},
    "migrate": {"migrate": {"from": 1, "map": {"draft": "draft"}, "drafts": "auto", "open": "if-compatible"}},
    "children": {"states.screening.children": {"check": "test.check"}},
    "silence": {"states.screening.silence": "approval"},
    "auto": {"actions.approve.auto": True},
}


@pytest.mark.parametrize("key", DEFERRED)
def test_what_cannot_be_carried_out_yet_is_read_and_named_never_ignored(key):
    bundle = make.bundle(make.changed(make.sample(), {"set": USES[key]}))
    assert lint(bundle, make.KNOWN) == ()
    faults = deferred(bundle.procedure)
    assert faults
    assert all(DEFERRED[key]["en"] in fault.what["en"] for fault in faults)
    assert all(DEFERRED[key]["vi"] in fault.what["vi"] for fault in faults)


def test_what_can_be_carried_out_is_not_held_back():
    assert deferred(make.bundle().procedure) == ()


def test_an_address_needs_a_hub_that_knows_its_wards():
    spec = {"question": {"$ref": "urn:longbien:address", "x-title": make.bi("Home")}}
    found = [fault.what["en"] for fault in lint(given(spec), replace(make.KNOWN, has_wards=False))]
    assert found == ["This hub has no list of wards, so an address can't be asked by ward."]


def test_the_form_of_the_how_to_is_in_order():
    page = (Path(__file__).parents[2] / "docs/how-to/describe-a-service.md").read_text()
    form = json.loads(re.search(r"```json\n(.*?)```", page, re.DOTALL)[1])
    assert lint(given({"form": form}), make.KNOWN) == ()
