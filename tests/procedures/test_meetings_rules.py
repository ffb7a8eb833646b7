"""Who counts, when a body can decide, what the votes come to; matters reserved to a body."""

from pathlib import Path
from uuid import UUID

import pytest
import yaml

from longbien.procedures.rules.lint import lint
from longbien.procedures.rules.meetings import Attending, BodyRules, count, quorum_against, quorum_of, tally
from tests.procedures import make

SPEC = yaml.safe_load((Path(__file__).parents[1] / "specs/procedures/meetings.yaml").read_text())
NAMES = {name: UUID(int=n) for n, name in enumerate(("lan", "minh", "hoa", "nam", "tu", "guest"), 1)}
SEATS = frozenset(NAMES[name] for name in ("lan", "minh", "hoa", "nam"))
SEAT_OF = {"tu": "nam"}


def ids(names):
    return frozenset(NAMES[name] for name in names)


@pytest.mark.parametrize("case", SPEC["cases"], ids=lambda case: case["title"])
def test_counting(case):
    when, expect = case["when"], case["expect"]
    rules = BodyRules.of(case.get("rules", {"quorum": "not-published"}))
    there = [Attending(NAMES[name], how, NAMES[SEAT_OF.get(name, name)]) for name, how in when["there"].items()]
    counted = count(SEATS, there, ids(when.get("recused", ())))
    against = quorum_against(rules, counted)
    assert (counted.voters, counted.seats) == (ids(expect["voters"]), expect["seats"])
    assert quorum_of(rules, counted.seats) == expect["needed"]
    assert bool(against) is expect["quorum"]
    if "tally" in expect:
        votes = tally({NAMES[name]: choice for name, choice in when["votes"].items()}, counted)
        assert [votes.for_, votes.against, votes.abstained] == expect["tally"]
        assert votes.adopted(rules, counted) is expect["adopted"]


def test_no_quorum_says_how_many_are_needed():
    [reason] = quorum_against(BodyRules(quorum=3), count(SEATS, [], frozenset())).against
    assert (reason.code, reason.what["en"]) == (
        "no-quorum",
        "Too few to decide: 3 are needed, 0 count for this item.",
    )


def test_the_rules_of_a_body_are_data():
    assert BodyRules.of({}) == BodyRules(None, "present", False)
    assert BodyRules.of({"quorum": 5, "majority_of": "seats", "minutes": "public"}) == BodyRules(5, "seats", True)


def reserved(by, body="gate-board"):
    data = make.changed(
        make.sample(),
        {"set": {"roles.board": "body:gate-board", "roles.other": "body:other-board", "actions.approve.by": by}},
    )
    known = make.replaced(make.KNOWN, bodies=frozenset({"gate-board", "other-board"}))
    known = make.replaced(known, reserved={"test.sample:approve": body})
    return [fault.what["en"] for fault in lint(make.bundle(data), known) if "reserved" in fault.what["en"]]


def test_a_reserved_matter_is_decided_by_its_body_alone():
    assert reserved("board") == []
    assert reserved(["officer", "board", "nobody"]) == [
        "This matter is reserved to “gate-board” (hub.yaml); “officer, nobody” may not do it."
    ]
    assert reserved("board", body="other-board") == [
        "This matter is reserved to “other-board” (hub.yaml); “board” may not do it."
    ]
