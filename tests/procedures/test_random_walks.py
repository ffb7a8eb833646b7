"""Random procedures and random people: no undeclared state, one event a move, no gap, nothing left by a refusal."""

from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from longbien.kernel.refusal import Refusal
from longbien.procedures.actions.pass_deadline import pass_deadline
from longbien.procedures.actions.perform import perform
from longbien.procedures.models import Answers, Case
from longbien.procedures.queries.versions import published
from longbien.record.queries import chain
from tests.procedures import make

ROLES = ("applicant", "officer")
GUARDS = (None, "data.size > 2", "case.seq < 6", "1 / (data.size - 2) > 0")


@st.composite
def procedures(draw) -> dict[str, Any]:
    """A procedure that lint has nothing against: a road from the first state to the last, and random ways besides."""
    names = [f"s{n}" for n in range(draw(st.integers(3, 6)))]
    data = make.sample()
    data["states"] = {name: draw(states(name)) for name in names[:-1]} | {
        names[-1]: {"title": make.bi("End"), "final": True}
    }
    data["actions"] = {"submit": make.action("s0", "s1", "applicant", form="request")}
    for n, (source, target) in enumerate(pairwise(names[1:])):
        data["actions"][f"on{n}"] = make.action(source, target, draw(st.sampled_from(ROLES)), **draw(extras()))
    for n in range(draw(st.integers(0, 5))):
        source, target = draw(st.sampled_from(names[:-1])), draw(st.sampled_from(names))
        data["actions"][f"by{n}"] = make.action(source, target, draw(st.sampled_from(ROLES)), **draw(extras()))
    for name in names[:-1]:
        if data["states"][name].get("sla", {}).get("then"):
            data["actions"][f"lapse_{name}"] = make.action(name, names[-1], "system")
    return data


@st.composite
def states(draw, name):
    state: dict[str, Any] = {"title": make.bi(name), "edit": ["applicant"]}
    if draw(st.booleans()):
        state["sla"] = {"within": draw(st.sampled_from(["1wd", "4wh"])), "late": ["notify officer"]}
        if draw(st.booleans()):
            state["sla"]["then"] = f"lapse_{name}"
    elif draw(st.booleans()):
        state["clock"] = "stop"
    return state


@st.composite
def extras(draw):
    more: dict[str, Any] = {}
    if guard := draw(st.sampled_from(GUARDS)):
        more["guard"] = guard
    if draw(st.booleans()):
        more["require"] = ["reason"]
    if draw(st.booleans()):
        more["form"] = "request"
    return more


ATTEMPTS = st.lists(
    st.tuples(
        st.sampled_from(("applicant", "mate", "officer", "outsider", "clock")),
        st.integers(0, 30),
        st.sampled_from(("", "  ", "Because.")),
        st.sampled_from(({"title": "Good", "size": 2}, {"title": "Good", "size": 5}, {"title": "x"}, {})),
        st.sampled_from((0, 0, 0, 1, None)),
        st.integers(0, 3),
    ),
    max_size=12,
)


class Undo(Exception):
    """Takes an example back."""


@pytest.mark.django_db
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(data=procedures(), attempts=ATTEMPTS)
def test_random_walks(data, attempts):
    try:
        with transaction.atomic():
            walk(data, attempts)
            raise Undo
    except Undo:
        pass


def walk(data, attempts):
    version_id = make.published(data)
    people = {name: make.person(name) for name in ("applicant", "mate", "outsider")}
    people["officer"] = make.person("officer", "programme-officer")
    team = make.team(people["applicant"], people["mate"])
    case_id, now = make.opened(team, people["applicant"]), make.MONDAY
    for who, which, reason, answers, behind, days in attempts:
        now += timedelta(days=days)
        before = snapshot(case_id)
        if who == "clock":
            pass_deadline(case_id=case_id, at=now)
        else:
            tried(people, data, before, case_id, (who, which, reason, answers, behind), now)
        check(case_id, version_id, before)


def tried(people, data, before, case_id, attempt, now):
    """Try an action; a refusal leaves everything as it was, and one that should have come comes."""
    who, which, reason, answers, behind = attempt
    name = list(data["actions"])[which % len(data["actions"])]
    wanted = data["actions"][name]
    seq = None if behind is None else before["seq"] - behind
    try:
        perform(case_id=case_id, action=name, data=answers, reason=reason, seq=seq, by=make.actor(people[who]), at=now)
    except Refusal:
        assert snapshot(case_id) == before
        return
    assert before["state"] == wanted["from"]
    assert wanted["by"] == {"mate": "applicant"}.get(who, who)
    assert seq in (None, before["seq"])
    assert reason.strip() or "require" not in wanted
    assert "form" not in wanted or answers["title"] == "Good"
    assert snapshot(case_id)["state"] == wanted["to"]


def snapshot(case_id):
    case = Case.objects.get(pk=case_id)
    return {
        "state": case.state,
        "seq": case.seq,
        "due": case.due,
        "entries": len(chain(case.subject)),
        "answers": Answers.objects.filter(case=case).count(),
    }


def check(case_id, version_id, before):
    case = Case.objects.get(pk=case_id)
    definition = published(version_id).definition
    moves = list(case.moves.order_by("seq"))
    entries = chain(case.subject)
    assert case.version_id == version_id
    assert case.state in definition.states
    assert [move.seq for move in moves] == list(range(1, case.seq + 1))
    assert moves[-1].target == case.state
    assert [entry.seq for entry in entries] == list(range(1, len(entries) + 1))
    told = {entry.id for entry in entries if entry.kind in ("procedures.case-opened", "procedures.case-moved")}
    assert told == {move.event_id for move in moves}
    assert (case.closed_at is not None) == definition.states[case.state].final
    assert case.seq in (before["seq"], before["seq"] + 1)
    for earlier, later in pairwise(moves):
        assert later.source == earlier.target
        assert later.action in definition.actions
