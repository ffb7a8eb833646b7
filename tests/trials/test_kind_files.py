"""Kinds are files: each is examined, and a fault is named with its line."""

import pytest

from longbien.kernel.sourced import parse_yaml
from longbien.trials.kinds.shape import faults
from longbien.trials.kinds.shelf import LANGUAGES, SHIPPED, files

FILES = {file.file: file for file in files(SHIPPED)}
TEN = {
    "autonomous-shuttle", "data-product", "delivery-robot", "fintech", "low-altitude-drone", "public-service-ai",
    "smart-factory-line", "solar-storage", "traffic-signal", "xr-heritage",
}  # fmt: skip


def test_the_house_ships_ten():
    assert {file.data["kind"] for file in FILES.values()} == TEN


@pytest.mark.parametrize("file", FILES.values(), ids=FILES)
def test_each_is_in_order(file):
    assert [f"{one.where}: {one.what['en']}" for one in faults(file, LANGUAGES)] == []
    assert file.file == f"kinds/{file.data['kind']}.yaml"


GOOD = """\
kind: kites
title: {vi: Diều, en: Kites}
summary: {vi: Thả diều., en: Kites are flown.}
amounts:
  metres: {name: {vi: Mét, en: Metres}, most: distance}
measures:
  crash: {name: {vi: Rơi, en: Crashes}, unit: site-day}
  knot: {name: {vi: Rối, en: Knots}, unit: vehicle-day, statistic: rate, against: metres}
caps: [area, hours]
guardrails:
  - {measure: knot, limit: 1, per: 10, basis: hub-rule, why: {vi: Ít rối., en: Few knots.}}
telemetry:
  - {key: m, measure: metres}
comparisons:
  - {design: arms, unit: vehicle, measure: knot, against: metres, better: less, basis: hub-rule, why: {vi: A, en: A}}
requires:
  - {guardrail: crash, basis: hub-rule, why: {vi: Rơi., en: They fall.}}
"""


@pytest.mark.parametrize(
    ("was", "becomes", "where", "said"),
    [
        ("unit: site-day", "unit: site", 7, "one of: site-day, vehicle-day"),
        ("  metres: {name", "  crash: {name", 7, "is a measure and an amount"),
        ("against: metres", "against: miles", 8, "“miles” is no amount"),
        (", against: metres", "", 8, "need “against”"),
        ("unit: site-day", "unit: site-day, against: metres", 7, "“betting” has none"),
        ("measure: metres}", "measure: miles}", 13, "“miles” isn't counted"),
        ("{measure: knot", "{measure: bow", 11, "“bow” isn't counted"),
        ("guardrail: crash", "guardrail: bow", 17, "“bow” isn't counted"),
        ("vehicle, measure: knot", "vehicle, measure: bow", 15, "“bow” isn't counted"),
        ("knot, against: metres", "knot, against: miles", 15, "“miles” isn't counted"),
        ("design: arms", "design: before-after", 15, "one of: arms, switchback"),
        ("unit: vehicle, m", "unit: ping, m", 15, "one of: site, vehicle"),
        ("limit: 1", "limit: 0", 11, "the limit must be above 0"),
        ("basis: hub-rule, why: {vi: Ít", "basis: law, why: {vi: Ít", 11, "one of: hub-rule"),
        ("caps: [area", "caps: [altar", 9, "one of: area"),
        ("kind: kites\n", "", 1, "key “kind” is missing"),
    ],
)
def test_a_fault_is_named_with_its_line(was, becomes, where, said):
    assert was in GOOD
    found = faults(parse_yaml(GOOD.replace(was, becomes, 1).encode(), named="kites.yaml"), LANGUAGES)
    assert (found[0].where, said in found[0].what["en"]) == (f"kites.yaml:{where}", True), found


def test_the_good_one_is_good_and_a_share_stays_below_one():
    assert faults(parse_yaml(GOOD.encode(), named="kites.yaml"), LANGUAGES) == []
    shares = GOOD.replace("statistic: rate", "statistic: failure").replace("limit: 1, per: 10", "limit: 9, per: 9")
    (found,) = faults(parse_yaml(shares.encode(), named="kites.yaml"), LANGUAGES)
    assert "below 1" in found.what["en"]
