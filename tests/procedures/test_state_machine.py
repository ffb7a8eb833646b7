"""Random procedures and random people at once, as a state machine.

People draft, send, vote, sign, pay, step in for nobody and let deadlines pass, in any order. After every step: no move
that the procedure does not know, no draft lost, no case off its version, every move in the record without a gap, nobody
who may not decided, nothing owed that was not charged.
"""

from collections import Counter
from datetime import timedelta
from itertools import pairwise

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from longbien.kernel.actor import SYSTEM_ID
from longbien.kernel.refusal import Refusal
from longbien.kernel.subject import Subject
from longbien.ledger.queries import accounts_of
from longbien.procedures.actions.fees.settle_fee import record_payment
from longbien.procedures.actions.open_case import open_case
from longbien.procedures.actions.pass_deadline import pass_deadline
from longbien.procedures.actions.perform import perform
from longbien.procedures.actions.save_draft import save_draft
from longbien.procedures.models import Case, Fee
from longbien.procedures.queries.versions import published
from longbien.procedures.rules.signing import Proof
from longbien.record.queries import chain
from tests.procedures import make
from tests.procedures.test_random_walks import procedures

APPLICANTS, OFFICERS = ("applicant", "mate"), ("officer", "officer2", "officer3")
EVERYONE = (*APPLICANTS, *OFFICERS, "outsider")
GOOD = {"title": "Good", "size": 5}


@st.composite
def powerful(draw):
    """A random procedure with the powers of the engine sprinkled over the actions of officers."""
    data = draw(procedures())
    names = [name for name, action in data["actions"].items() if action["by"] == "officer"]
    for name in names:
        action = data["actions"][name]
        if "form" not in action and draw(st.booleans()):
            action["quorum"] = draw(st.integers(2, 3))
        if draw(st.booleans()) and len(names) > 1:
            action["four_eyes"] = draw(st.sampled_from([other for other in names if other != name]))
        if draw(st.booleans()):
            action["require"] = [*action.get("require", ()), "signature"]
    if draw(st.booleans()):
        data["actions"]["submit"]["fee"] = {"minor": str(draw(st.integers(1, 10**9))), "currency": "VND"}
    return data


class Hub(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.now, self.cases, self.drafts = make.MONDAY, [], {}
        self.people = {name: make.person(name) for name in (*APPLICANTS, "outsider")}
        self.people |= {name: make.person(name, "programme-officer") for name in OFFICERS}
        self.team = make.team(*(self.people[name] for name in APPLICANTS))

    def teardown(self):
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    @initialize(data=powerful())
    def publish(self, data):
        self.data = data
        self.version_id = make.published(data)
        self.open()

    def actor(self, who):
        return make.actor(self.people[who])

    def case(self, which):
        return Case.objects.get(pk=self.cases[which % len(self.cases)])

    @rule()
    def open(self):
        if len(self.cases) < 3:
            by = self.actor("applicant")
            self.cases.append(open_case(procedure="test.sample", owner_id=self.team.pk, about=None, by=by, at=self.now))

    @rule(which=st.integers(0, 9), who=st.sampled_from(EVERYONE), title=st.text(max_size=5))
    def draft(self, which, who, title):
        case = self.case(which)
        try:
            save_draft(case_id=case.pk, form="request", data={"title": title}, by=self.actor(who), at=self.now)
        except Refusal:
            return
        self.drafts[case.pk, who] = title

    @rule(
        which=st.integers(0, 9),
        who=st.sampled_from(EVERYONE),
        action=st.integers(0, 40),
        reason=st.sampled_from(("", "Because.")),
        signed=st.sampled_from((None, 1, 11)),
    )
    def act(self, which, who, action, reason, signed):
        case = self.case(which)
        name = list(self.data["actions"])[action % len(self.data["actions"])]
        wanted = self.data["actions"][name]
        proof = None if signed is None else Proof("totp", True, self.now - timedelta(minutes=signed))
        before = (case.state, case.seq, len(chain(case.subject)), list(case.votes.values_list("person", "action")))
        data = GOOD if "form" in wanted else None
        common = {"by": self.actor(who), "at": self.now}
        try:
            perform(case_id=case.pk, action=name, data=data, reason=reason, proof=proof, **common)
        except Refusal:
            case = Case.objects.get(pk=case.pk)
            votes = list(case.votes.values_list("person", "action"))
            assert before == (case.state, case.seq, len(chain(case.subject)), votes)
            return
        assert before[0] == wanted["from"]
        assert who in (APPLICANTS if wanted["by"] == "applicant" else OFFICERS)
        assert reason or "reason" not in wanted.get("require", ())
        assert signed == 1 or "signature" not in wanted.get("require", ())
        if "form" in wanted:
            self.drafts = {key: title for key, title in self.drafts.items() if key[0] != case.pk}

    @rule(which=st.integers(0, 9), days=st.integers(0, 30))
    def wait(self, which, days):
        self.now += timedelta(days=days)
        pass_deadline(case_id=self.case(which).pk, at=self.now)

    @rule(who=st.sampled_from(EVERYONE))
    def pay(self, who):
        fee = Fee.objects.filter(state="due").first()
        if fee is None:
            return
        try:
            paid = {"paid_on": self.now.date(), "evidence": str(fee.pk)}
            record_payment(fee_id=fee.pk, **paid, by=self.actor(who), at=self.now)
        except Refusal:
            assert who not in OFFICERS or fee.case.seq == 1
            return
        assert who in OFFICERS

    @invariant()
    def every_case_is_whole(self):
        for case in Case.objects.filter(pk__in=self.cases):
            self.moves_are_lawful(case)
            self.decisions_are_lawful(case)

    @invariant()
    def no_draft_is_lost(self):
        for (case_id, who), title in self.drafts.items():
            kept = Case.objects.get(pk=case_id).drafts.get(person=self.people[who])
            assert kept.data["title"] == title

    @invariant()
    def what_is_owed_was_charged(self):
        due = sum(fee.minor for fee in Fee.objects.filter(state="due"))
        owed = sum(one.balance for one in accounts_of(Subject("people.organisation", self.team.pk)))
        assert owed == due

    def moves_are_lawful(self, case):
        definition = published(self.version_id).definition
        moves, entries = list(case.moves.order_by("seq")), chain(case.subject)
        assert case.version_id == self.version_id
        assert [move.seq for move in moves] == list(range(1, case.seq + 1))
        assert moves[-1].target == case.state
        assert [entry.seq for entry in entries] == list(range(1, len(entries) + 1))
        told = {one.id for one in entries if one.kind in ("procedures.case-opened", "procedures.case-moved")}
        assert told == {move.event_id for move in moves}
        for earlier, later in pairwise(moves):
            action = definition.actions[later.action]
            assert later.source == earlier.target
            assert later.source in action.sources
            assert later.target == action.target
        assert (case.closed_at is not None) == definition.states[case.state].final

    def decisions_are_lawful(self, case):
        actions = published(self.version_id).definition.actions
        doers = {}
        votes = Counter(case.votes.values_list("seq", "action"))
        for move in case.moves.order_by("seq"):
            if not move.action:
                continue
            action = actions[move.action]
            barred = {person for name in action.four_eyes for person in doers.get(name, ())}
            voters = set(case.votes.filter(seq=move.seq - 1, action=move.action).values_list("person_id", flat=True))
            assert move.by_id not in barred
            assert not voters & barred
            if action.quorum > 1:
                assert votes[move.seq - 1, move.action] >= action.quorum
            if action.needs_signature:
                assert case.signatures.filter(seq=move.seq).count() >= max(1, len(voters))
            doers.setdefault(move.action, set()).update({move.by_id, *voters} - {SYSTEM_ID})


@pytest.mark.django_db
def test_nothing_is_lost_and_nobody_oversteps():
    run_state_machine_as_test(
        Hub,
        settings=settings(
            max_examples=25, stateful_step_count=30, deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
        ),
    )  # fmt: skip
