"""Diagrams, desks, comparisons and trials of a procedure; what people are told."""

from longbien.kernel.text import Text
from longbien.procedures.rules import telling
from longbien.procedures.rules.authoring.diff import Difference, compare
from longbien.procedures.rules.diagram import desks, mermaid, steps
from longbien.procedures.rules.simulate import judge, walk
from tests.procedures import make


def rich():
    return make.changed(
        make.sample(),
        {
            "set": {
                "roles.reviewer": "assigned:review",
                "facts": {"n": "size(reviews)", "broken": "1 / 0"},
                "decisions": {
                    "fit": [{"when": "data.size > 1", "result": "yes"}, {"when": "true", "result": "no"}],
                },
                "states.screening": {
                    "title": {"vi": "Kiểm tra: hồ sơ", "en": "Check: the case"},
                    "next": make.bi("Someone looks."),
                    "sla": {"within": "3wd"},
                    "tasks": {"review": {"count": 2, "by": "reviewer", "form": "request"}},
                },
                "actions.approve.guard": "n >= 1",
                "actions.reject.guard": "broken > 1",
                "actions.approve.do": ["notify applicant"],
                "actions.lapse": {"from": "screening", "to": "rejected", "by": "system"},
            }
        },
    )


def test_the_diagram_has_every_state_and_action():
    drawn = mermaid(make.definition(rich()), "en")
    assert drawn.startswith("stateDiagram-v2\n  draft : Draft\n")
    assert "  screening : Check- the case\n" in drawn
    assert "  [*] --> draft\n" in drawn
    assert "  draft --> screening : Submit (applicant)\n" in drawn
    assert "  rejected --> [*]\n" in drawn


def test_steps_are_the_same_as_rows():
    rows = steps(make.definition(rich()))
    assert [row.state.name for row in rows] == ["draft", "screening", "accepted", "rejected"]
    assert [(action.name, title["en"]) for action, title in rows[0].actions] == [("submit", "Check: the case")]


def test_desks_are_the_offices_that_can_act():
    assert desks(make.definition(rich())) == {("screening", "group", "programme-officer")}


def test_a_comparison_names_the_deepest_part_that_differs():
    old, new = rich(), make.changed(rich(), {"set": {"states.screening.sla": {"within": "5wd"}, "facts.m": "1"}})
    del new["states"]["rejected"]
    assert compare(old, new) == (
        Difference("states.screening.sla.within", "changed"),
        Difference("states.rejected", "removed"),
        Difference("facts.m", "added"),
    )
    assert compare(old, rich()) == ()


def test_a_state_that_the_migration_renames_is_not_removed_and_added():
    old = {"definition": {"states": {"draft": {"edit": "a"}, "checking": {"sla": "3wd"}, "gone": {}}, "version": 1}}
    moved = {"checking": "screening", "gone": "nowhere", "draft": "draft", "never": "screening"}
    states = {"draft": {"edit": "a"}, "screening": {"sla": "5wd"}}
    new = {"definition": {"states": states, "version": 1, "migrate": {"from": 1, "map": moved}}}
    said = [(one.change, one.path, one.before, one.after) for one in compare(old, new)]
    assert said == [
        ("renamed", "definition.states.screening", "checking", "screening"),
        ("changed", "definition.states.screening.sla", "3wd", "5wd"),
        ("removed", "definition.states.gone", {}, None),
        ("added", "definition.migrate", None, new["definition"]["migrate"]),
    ]


def test_a_walk_says_who_may_do_what():
    lines = list(walk(make.definition(rich()), "en"))
    assert "screening: Check: the case, within 3wd" in lines
    assert "  asks 2 × review of reviewer (by hand)" in lines
    assert "  approve → accepted by officer, if n >= 1, does notify applicant" in lines
    assert "  submit → screening by applicant, form request" in lines
    assert "accepted: Accepted (end)" in lines


def test_rules_are_tried_on_given_answers():
    said = list(judge(make.definition(rich()), {"data": {"size": 1}, "reviews": [{"done": True}]}))
    assert "n = 1" in said
    assert "decisions.fit = no" in said
    assert "approve: True" in said
    assert any(line.startswith("broken = ? The rule “1 / 0” can't be computed") for line in said)
    assert any(line.startswith("reject: ? ") for line in said)


def test_people_are_told_where_a_case_stands():
    procedure = make.definition(rich())
    assert telling.moved(procedure, "HS-1", "A thing", "screening", following=procedure.states["screening"].next)[
        "en"
    ] == ("Case HS-1 “A thing”: Check: the case. Someone looks.")
    assert telling.moved(procedure, "HS-1", "", "draft", following=None)["vi"] == "Hồ sơ HS-1: Bản nháp."
    nine = Text.of(vi="9 giờ", en="09:00")
    given = telling.Received(nine, procedure.initial.title)
    said = telling.received(procedure, "HS-1", "", given)["en"]
    assert said == "We received your case HS-1. Service: Sample. Received at 09:00."
    assert telling.late(procedure, "HS-1", "", "draft")["en"] == "Overdue: case HS-1 is still at “Draft”."
    assert telling.task_given("HS-1", "", procedure.title)["en"] == "You are asked for: Sample, case HS-1."


def test_an_applicant_is_told_that_a_case_follows_a_newer_version():
    words = telling.migrated(make.definition(), "HS-1", "Lights", "screening")
    assert words["en"].startswith(
        "Case HS-1 “Lights” now follows version 1 of the service; it stands at “Being checked”."
    )
    assert "Hồ sơ HS-1 “Lights” nay theo phiên bản 1" in words["vi"]
