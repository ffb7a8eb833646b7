"""What ties a person to an organisation, said in plain words; spans of days; offices."""

from datetime import date
from uuid import uuid4

import pytest
import yaml

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Refusal
from longbien.people.kinds.ties import INTERESTS, SAID, why
from longbien.people.rules.days import check_span, in_force, overlap
from longbien.people.rules.offices import office_of_body, office_of_role, split
from longbien.people.rules.ties import Link, Tie, reach
from tests.people.test_names import SPECS

A, B, C, LAN = uuid4(), uuid4(), uuid4(), uuid4()
NAMES = {A: "Alpha", B: "Beta", C: "Gamma", LAN: "Lan"}
TOLD = yaml.safe_load((SPECS / "ties.yaml").read_text())["cases"]


def test_a_tie_goes_one_link_further_and_no_more():
    ties = reach([Tie(A, "member")], [Link(A, B, "investor"), Link(C, B, "supplier")])
    assert ties == (Tie(A, "member"), Tie(B, "member", through=A, link="investor"))


def test_a_link_ties_both_ways_and_the_nearest_tie_is_told():
    ties = reach([Tie(A, "seat"), Tie(A, "employee")], [Link(B, A, "founder"), Link(B, A, "investor")])
    assert ties == (Tie(A, "seat"), Tie(B, "seat", through=A, link="founder"))
    assert reach([Tie(A, "member"), Tie(B, "adviser")], [Link(A, B, "founder")])[1] == Tie(B, "adviser")
    assert reach([], [Link(A, B, "founder")]) == ()


def test_whose_tie_it_is_goes_along_the_link():
    assert reach([Tie(A, "member", acting_for=LAN)], [Link(A, B, "founder")])[1].acting_for == LAN


@pytest.mark.parametrize("case", TOLD, ids=lambda case: case["en"])
def test_why_someone_is_recused(case):
    ids = {name: key for key, name in NAMES.items()}
    when = case["when"]
    tie = Tie(
        ids[when["to"]],
        when["kind"],
        ids.get(when.get("through")),
        when.get("link", ""),
        ids.get(when.get("acting_for")),
    )
    assert dict(why(tie, NAMES)) == {"vi": case["vi"], "en": case["en"]}


def test_every_kind_can_be_said():
    assert set(SAID) == {*INTERESTS, "seat"}


@pytest.mark.parametrize(
    ("on", "until", "expected"),
    [
        ("2026-11-30", None, False),
        ("2026-12-01", None, True),
        ("2026-12-05", "2026-12-05", True),
        ("2026-12-06", "2026-12-05", False),
    ],
)
def test_the_last_day_counts(on, until, expected):
    ends = date.fromisoformat(until) if until else None
    assert in_force(date.fromisoformat(on), date(2026, 12, 1), ends) is expected


def test_spans():
    day = date(2026, 12, 1)
    check_span(day, None)
    check_span(day, day, most_days=1)
    with pytest.raises(Refusal, match="bad-span"):
        check_span(day, date(2026, 11, 30))
    with pytest.raises(Refusal) as long:
        check_span(day, date(2026, 12, 3), most_days=2)
    assert long.value.faults[0].where == "until"
    assert overlap(day, date(2026, 12, 5), ((date(2026, 12, 5), date(2026, 12, 9)),))
    assert not overlap(day, date(2026, 12, 5), ((date(2026, 12, 6), date(2026, 12, 9)),))
    assert not overlap(day, day, ())


def test_offices_are_written_as_procedures_write_them():
    assert split(office_of_role("reviewer")) == ("group", "reviewer")
    assert split(office_of_body("gate-board")) == ("body", "gate-board")
    assert split("case.owner") == ("", "case.owner")
    assert split("body:") == ("", "body:")


def test_an_actor_is_related_by_membership_or_by_another_tie():
    actor = Actor(id=LAN, organisations={A: frozenset()}, related=frozenset({B}), deputises={"group:reviewer": C})
    assert [actor.related_to(one) for one in (A, B, C, None)] == [True, True, False, False]
    assert actor.acts_for("group:reviewer") == C
    assert actor.acts_for("body:gate-board") is None


def test_a_tie_is_said_about_somebody_else_by_name():
    said = why(Tie(A, "adviser"), NAMES, about="Minh")
    assert dict(said) == {"vi": "Minh là cố vấn của Alpha.", "en": "Minh is an adviser of Alpha."}
    said = why(Tie(A, "member", acting_for=LAN), NAMES, about="Minh")
    assert dict(said) == {
        "vi": "Lan, người Minh làm thay, là thành viên của Alpha.",
        "en": "Lan, for whom Minh acts, is a member of Alpha.",
    }
