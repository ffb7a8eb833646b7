"""Who may do what, and every reason against it."""

from uuid import uuid4

import pytest

from longbien.kernel.actor import SYSTEM, Actor
from longbien.procedures.rules.expressions import Reckoning, Situation
from longbien.procedures.rules.machine import (
    Parties,
    guard_against,
    may_write,
    offered,
    offices_behind,
    options,
    recused_offices,
    roles_of,
    standing_against,
)
from tests.procedures import make

OWNER, MATE, REVIEWER = uuid4(), uuid4(), uuid4()


@pytest.fixture
def procedure():
    return make.definition(
        make.changed(
            make.sample(),
            {
                "set": {
                    "roles": {
                        "applicant": "case.owner",
                        "officer": "group:programme-officer",
                        "board": "body:gate-board",
                        "reviewer": "assigned:review",
                    },
                    "forms.review": "forms/review.schema.json",
                    "states.screening.tasks": {"review": {"count": 2, "by": "reviewer", "form": "review"}},
                    "actions.approve.guard": "data.size > 2",
                    "actions.reject.by": ["officer", "board"],
                    "actions.lapse": {"from": "screening", "to": "rejected", "by": "system"},
                }
            },
        )
    )


def reckoning(procedure, **data):
    return Reckoning(procedure, Situation(data, {}, {"review": []}, {}, "2026-11-23"))


def actor(**standing):
    return Actor(id=standing.pop("id", uuid4()), **standing)


def test_roles_are_played_by_those_they_name(procedure):
    parties = Parties(OWNER, {"review": frozenset({REVIEWER})})
    assert roles_of(procedure, actor(organisations={OWNER: frozenset()}), parties) == {"applicant"}
    assert roles_of(procedure, actor(roles=frozenset({"programme-officer"})), parties) == {"officer"}
    assert roles_of(procedure, actor(bodies=frozenset({"gate-board"})), parties) == {"board"}
    assert roles_of(procedure, actor(id=REVIEWER), parties) == {"reviewer"}
    assert roles_of(procedure, Actor(), parties) == frozenset()
    assert roles_of(procedure, SYSTEM, parties) == {"system"}


def test_nobody_judges_their_own_case(procedure):
    parties = Parties(OWNER, {"review": frozenset({REVIEWER})})
    both = actor(
        id=REVIEWER,
        roles=frozenset({"programme-officer"}),
        bodies=frozenset({"gate-board"}),
        organisations={OWNER: frozenset()},
    )
    assert roles_of(procedure, both, parties) == {"applicant"}


def test_whoever_is_tied_to_the_owner_is_recused_from_every_office(procedure):
    parties = Parties(OWNER, {"review": frozenset({REVIEWER})})
    standing = {"id": REVIEWER, "roles": frozenset({"programme-officer"}), "bodies": frozenset({"gate-board"})}
    tied, free = actor(**standing, related=frozenset({OWNER})), actor(**standing)
    assert roles_of(procedure, tied, parties) == frozenset()
    assert (
        recused_offices(procedure, tied, parties)
        == {"officer", "board", "reviewer"}
        == roles_of(procedure, free, parties)
    )
    assert recused_offices(procedure, free, parties) == frozenset()
    owner = actor(organisations={OWNER: frozenset()}, related=frozenset({OWNER}))
    assert (roles_of(procedure, owner, parties), recused_offices(procedure, owner, parties)) == (
        {"applicant"},
        frozenset(),
    )


@pytest.mark.parametrize(
    ("action", "offices"),
    [("reject", {"officer", "board"}), ("approve", {"officer"}), ("submit", {"officer", "board"}),
     ("nothing", {"officer", "board"})],
)  # fmt: skip
def test_whom_a_letter_that_can_not_be_made_concerns(procedure, action, offices):
    assert {role.name for role in offices_behind(procedure, action)} == offices


def test_every_reason_is_given(procedure):
    outcome = standing_against(procedure, procedure.actions["approve"], "draft", frozenset({"applicant"}))
    assert [reason.code for reason in outcome.against] == ["wrong-state", "wrong-role"]
    assert "“Being checked”" in outcome.against[0].what["en"]
    assert "officer" in outcome.against[1].what["en"]
    assert standing_against(procedure, procedure.actions["approve"], "screening", frozenset({"officer"}))


def test_a_guard_stands_against_its_action_in_words(procedure):
    approve = procedure.actions["approve"]
    assert guard_against(approve, reckoning(procedure, size=3))
    assert guard_against(procedure.actions["reject"], reckoning(procedure))
    outcome = guard_against(approve, reckoning(procedure, size=1))
    assert [reason.code for reason in outcome.against] == ["guard"]


def test_what_is_offered(procedure):
    names = [action.name for action in offered(procedure, "screening", frozenset({"officer"}))]
    assert names == ["approve", "reject"]
    assert [action.name for action in offered(procedure, "screening", frozenset({"system"}))] == ["lapse"]
    assert offered(procedure, "accepted", frozenset({"officer"})) == ()


def test_options_say_what_stands_in_the_way_even_when_a_rule_fails(procedure):
    def said(**data):
        found = options(procedure, "screening", frozenset({"officer"}), reckoning(procedure, **data))
        return {one.action.name: [reason.code for reason in one.outcome.against] for one in found}

    assert said(size=3) == {"approve": [], "reject": []}
    assert said(size=1) == {"approve": ["guard"], "reject": []}
    assert said() == {"approve": ["rule-failed"], "reject": []}


def test_an_action_with_a_form_is_judged_when_the_form_is_sent(procedure):
    submit = make.definition(make.changed(make.sample(), {"set": {"actions.submit.guard": "data.size > 2"}}))
    found = options(submit, "draft", frozenset({"applicant"}), reckoning(submit))
    assert [bool(one.outcome) for one in found] == [True]


@pytest.mark.parametrize(
    ("state", "form", "role", "may"),
    [
        ("draft", "request", "applicant", True),
        ("draft", "request", "officer", False),
        ("draft", "review", "applicant", False),
        ("screening", "request", "applicant", False),
        ("screening", "review", "reviewer", True),
        ("screening", "review", "officer", False),
    ],
)
def test_who_may_write_a_draft(procedure, state, form, role, may):
    assert may_write(procedure, state, form, frozenset({role})) is may


def test_an_editor_may_draft_what_another_role_sends():
    shared = make.definition(
        make.changed(
            make.sample(), {"set": {"roles.mate": "group:reviewer", "states.draft.edit": ["applicant", "mate"]}}
        )
    )
    assert may_write(shared, "draft", "request", frozenset({"mate"}))


def test_nobody_plays_a_role_that_nobody_was_given(procedure):
    assert roles_of(procedure, actor(id=REVIEWER), Parties(OWNER, {})) == frozenset()


def test_every_reason_says_what_where_and_who_in_both_languages():
    titles = {"draft": make.bi("At home"), "screening": make.bi("At the desk"), "rejected": make.bi("Refused")}
    procedure = make.definition(
        make.changed(
            make.sample(),
            {
                "set": {
                    **{f"states.{name}.title": title for name, title in titles.items()},
                    "actions.approve.title": make.bi("OK"),
                    "actions.approve.from": ["draft", "screening"],
                    "actions.approve.by": ["officer", "applicant"],
                }
            },
        )
    )
    state, role = standing_against(procedure, procedure.actions["approve"], "rejected", frozenset()).against
    assert (state.where, role.where) == ("rejected", "officer, applicant")
    assert (
        state.what["en"] == "“OK” can only be done while the case is at “At home”, “At the desk”; it is at “Refused”."
    )
    assert state.what["vi"] == (
        "“OK (vi)” chỉ làm được khi hồ sơ ở bước “At home (vi)”, “At the desk (vi)”; hồ sơ đang ở bước “Refused (vi)”."
    )
    assert role.what["en"] == "“OK” is only for the role: officer, applicant."
    assert role.what["vi"] == "“OK (vi)” chỉ dành cho vai trò: officer, applicant."


def test_a_guard_that_is_not_met_names_its_rule_and_the_facts(procedure):
    approve, small = procedure.actions["approve"], reckoning(procedure, size=1)
    [reason] = guard_against(approve, small).against
    assert (reason.what, reason.where) == (small.explain(approve.guard), approve.guard.rule)
    assert set(reason.what) == {"vi", "en"}
    [untold] = [
        option.outcome.against
        for option in options(procedure, "screening", frozenset({"officer"}), reckoning(procedure))
        if option.action is approve
    ]
    assert [set(one.what) for one in untold] == [{"vi", "en"}]
