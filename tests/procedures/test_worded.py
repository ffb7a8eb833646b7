"""Answers in words, as a letter prints them: the longer form of the guide, answered."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings

from longbien.procedures.queries.letters import sample
from longbien.procedures.queries.worded import worded
from longbien.procedures.rules.migrating.verdicts import Edition
from longbien.procedures.rules.reading import read_definition
from tests.procedures import make

pytestmark = pytest.mark.django_db
GUIDE = (Path(__file__).parents[2] / "docs/how-to/describe-a-service-further.md").read_text()
EVENT = json.loads(re.findall(r"```json\n(.*?)```", GUIDE, re.S)[0])
GIVEN = {
    "title": "Ngày hội sách",
    "place": {"street": "12 Tràng Tiền", "ward": "99999"},
    "from_day": "2026-12-20",
    "to_day": "2026-12-21",
    "sells": False,
    "structures": [{"kind": "stage", "area": 1234, "height": 3}, {"kind": "stall", "area": 9}],
}


def test_days_choices_and_groups_are_said_in_each_language():
    said = worded(EVENT, GIVEN)
    assert said["title"] == {"vi": "Ngày hội sách", "en": "Ngày hội sách"}
    assert said["from_day"] == {"vi": "20/12/2026", "en": "20 December 2026"}
    assert said["sells"] == {"vi": "Không", "en": "No"}
    assert said["place"]["vi"].startswith("12 Tràng Tiền")
    first, second = said["structures"]
    assert first["kind"] == {"vi": "Sân khấu", "en": "Stage"}
    assert first["area"] == {"vi": "1.234 m²", "en": "1,234 m²"}
    assert "height" not in second
    assert "goods" not in said


def test_amounts_files_and_what_is_personal():
    schema = make.form(
        cost={"$ref": "urn:longbien:money"}, plan={"$ref": "urn:longbien:file"},
        name={"type": "string", "x-class": "personal"},
    )  # fmt: skip
    given = {"cost": {"minor": "1200000", "currency": "VND"}, "plan": {"document": "x", "name": "a.pdf"}, "name": "An"}
    said = worded(schema, given)
    assert said["cost"]["vi"].replace("\u00a0", " ") == "1.200.000 ₫"
    assert said["plan"] == {"vi": "a.pdf", "en": "a.pdf"}
    assert "name" not in said


def test_a_sample_has_the_shape_of_what_a_letter_gets():
    edition = Edition(read_definition(make.sample(), settings.HUB.languages), {"request": EVENT})
    shown, said = sample(edition)["shown"]["request"], worded(EVENT, GIVEN | {"sells": True, "goods": "Sách"})
    assert set(shown) == set(said)
    assert set(shown["structures"][0]) == set(said["structures"][0])
    assert set(shown["title"]) == set(said["title"]) == set(settings.HUB.languages)
