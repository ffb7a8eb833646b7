"""Packs of law: the shape, codes that stand once, what is adopted, and the citation of each part."""

from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from longbien.kernel.citation import Citation
from longbien.kernel.law import DATES, HUB_RULE, PACK, PackReader, packs
from longbien.kernel.shape import Record
from longbien.kernel.sourced import parse_yaml
from longbien.kernel.text import Text

AT = datetime(2026, 11, 29, tzinfo=UTC)
HUB = SimpleNamespace(languages=("vi", "en"), folder=Path())
WRITTEN = """
code: {code}
title: {{vi: Luật, en: A law}}
legal_basis: [{{source: Law 1, locator: {{vi: Điều 2, en: Art. 2}}, in_force: 2025-01-01}}]
authority: {{vi: Thành phố, en: The city}}
as_of: 2026-03
verified: {verified}
open: []
valid_from: 2026-01-01
valid_until:
"""


def written(code="one", verified="false", file="one.yaml"):
    return parse_yaml(WRITTEN.format(code=code, verified=verified).encode(), named=file)


def section(adopt=print):
    return packs("laws/*.yaml", Record(dict(PACK), dict(DATES)), adopt, "law")


@pytest.mark.parametrize(
    ("verified", "faults"),
    [("false", 0), ("{by: Luật sư minh hoạ, on: 2026-05-01}", 0), ("true", 1), ("{by: Luật sư minh hoạ}", 1)],
)
def test_counsel_signs_with_name_and_day_or_not_at_all(verified, faults):
    assert len([*section().check(HUB, (written(verified=verified),))]) == faults


def test_a_code_stands_once():
    [fault] = section().check(HUB, (written(), written(file="two.yaml"), written("three", file="three.yaml")))
    assert (fault.where, fault.what["en"]) == ("two.yaml:2", "this code is already used in one.yaml")


def test_what_is_adopted_is_plain_data_and_can_be_named():
    adopted, files = [], (written(), written("two"))
    laws = section(lambda content, *, by, at: adopted.append((content["code"], content["valid_from"], by.name, at)))
    laws.load(HUB, files, AT)
    assert [one[:2] for one in adopted] == [("one", "2026-01-01"), ("two", "2026-01-01")]
    assert {one[3] for one in adopted} == {AT}
    assert laws.offers["law"](HUB, files) == ["one", "two"]


def test_each_part_is_cited():
    data = written().data
    read = PackReader(data, ("vi", "en"))
    art = Text.of(vi="Điều 2", en="Art. 2")
    assert read.basis == (Citation("Law 1", art),)
    assert read.cite({}) == Citation("Law 1", "")
    assert read.cite({"source": "Law 2", "article": "5"}) == Citation("Law 2", "5")
    assert read.cite({"basis": "hub-rule"}) == Citation(HUB_RULE, "one")
    [said] = read.provisions([{"text": {"vi": "Có", "en": "Yes"}, "article": "6"}])
    assert (said.words["en"], said.citation) == ("Yes", Citation("Law 1", "6"))
    assert (read.day("valid_from"), read.day("valid_until")) == (date(2026, 1, 1), None)
