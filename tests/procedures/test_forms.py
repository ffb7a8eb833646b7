"""Answers against their form (tests/specs/procedures/forms.yaml)."""

from pathlib import Path

import pytest
import yaml

from longbien.procedures.rules.forms import faults_of, hidden_fields
from tests.procedures import make

SPEC = yaml.safe_load((Path(__file__).parents[1] / "specs/procedures/forms.yaml").read_text())
CHOICES = {"room.list": frozenset({"red", "north"})}


def schema():
    optional = {"optional": True}
    return make.form(
        title={"type": "string", "minLength": 3, "maxLength": 20},
        size={"type": "integer", "minimum": 1, "maximum": 99},
        amount={"$ref": "urn:longbien:money", **optional},
        at={"$ref": "urn:longbien:time", **optional},
        days={
            "type": "array", "minItems": 1, "maxItems": 2, "uniqueItems": True,
            "items": {"enum": ["mon", "tue", "wed"]}, **optional,
        },
        colour={"type": "string", "x-choices": "room.list", "x-class": "public", **optional},
        areas={"$ref": "urn:longbien:areas", "x-choices": "room.list", **optional},
        mail={"type": "string", "format": "email", "x-class": "personal", **optional},
        day={"type": "string", "format": "date", **optional},
        windows={"type": "array", "items": make.form(**{"from": {"$ref": "urn:longbien:time"}}), **optional},
        file={"$ref": "urn:longbien:file", **optional},
    )  # fmt: skip


@pytest.mark.parametrize("spec", SPEC["cases"], ids=lambda spec: str(spec.get("when")))
def test_faults(spec):
    data = {"title": "A title", "size": 4} | spec.get("when", {})
    for key in spec.get("drop", []):
        del data[key]
    faults = faults_of(schema(), data, CHOICES)
    assert [f"{fault.where} {fault.what['en']}" for fault in faults] == spec["expect"]
    assert all(fault.what["vi"] for fault in faults)


def test_a_list_that_no_room_offers_holds_nothing():
    faults = faults_of(schema(), {"title": "A title", "size": 4, "colour": "red"}, {})
    assert [fault.where for fault in faults] == ["/colour"]


def test_several_are_chosen_from_a_list_and_the_question_is_named_not_its_place_in_the_answer():
    tags = {"type": "array", "items": {"type": "string", "maxLength": 9}, "x-choices": "room.list"}
    for wrong in (["red", "loud"], ["much too long"]):
        assert [fault.where for fault in faults_of(make.form(tags=tags), {"tags": wrong}, CHOICES)] == ["/tags"]


def test_answers_are_hidden_by_their_class():
    assert hidden_fields(schema(), frozenset({"public", "case"})) == {"mail"}
    assert "colour" not in hidden_fields(schema(), frozenset({"public"}))
    assert "title" in hidden_fields(schema(), frozenset({"public"}))


def test_a_number_that_no_record_holds_is_refused_wherever_it_stands():
    schema = make.form(
        size={"type": "integer"},
        parts={"type": "array", "items": {"type": "object", "properties": {"of": {"type": "number"}}}},
    )  # fmt: skip
    most = 2**53 - 1
    fine = {"size": -most, "parts": [{"of": most}]}
    assert faults_of(schema, fine, {}) == ()
    found = faults_of(schema, {"size": most + 1, "parts": [{"of": -most - 1}]}, {})
    assert [fault.where for fault in found] == ["/size", "/parts/0/of"]
    assert str(most) in found[0].what["vi"]
