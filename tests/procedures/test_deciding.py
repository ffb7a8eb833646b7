"""Votes, signatures, four eyes, silence, deputies: the rules alone."""

from datetime import timedelta
from uuid import UUID

import pytest

from longbien.kernel.actor import Actor
from longbien.kernel.ids import new_id
from longbien.procedures.rules.machine import four_eyes_against, on_behalf, tacit_meaning
from longbien.procedures.rules.signing import FRESH, Proof, Signed, signature_against
from longbien.procedures.rules.votes import Ballot, tally
from tests.procedures import make

NOW = make.MONDAY
A, B, C = new_id(), new_id(), new_id()


def deputy(person, holder, now=A):
    return Ballot(person, "approve", on_behalf_of=holder, speaks_for=now)


@pytest.mark.parametrize(
    ("ballots", "voters", "is_met", "wanting"),
    [
        ([], (), False, 2),
        ([Ballot(A, "approve")], (A,), False, 1),
        ([Ballot(A, "approve"), Ballot(A, "approve")], (A,), False, 1),
        ([Ballot(A, "approve"), Ballot(B, "reject")], (A,), False, 1),
        ([Ballot(A, "approve"), Ballot(B, "approve", may_decide=False)], (A,), False, 1),
        ([Ballot(A, "approve"), Ballot(B, "approve")], (A, B), True, 0),
        ([Ballot(A, "approve"), deputy(B, A)], (A,), False, 1),
        ([deputy(B, A), deputy(C, A)], (B,), False, 1),
        ([deputy(B, A, now=None), Ballot(A, "approve")], (A,), False, 1),  # the delegation ended: the holder's voice
        ([deputy(B, A, now=None), deputy(C, A)], (C,), False, 1),  # … or that of the next deputy
        ([deputy(B, A, now=None)], (), False, 2),  # who has an own office by now has not spoken for it
        ([deputy(B, A, now=C)], (), False, 2),  # nor for whom they deputise now
        ([Ballot(B, "approve", speaks_for=A)], (), False, 2),  # the own office was left: the voice of A was not given
        ([Ballot(A, "approve"), Ballot(B, "approve"), Ballot(C, "approve")], (A, B, C), True, 0),
    ],
)
def test_a_quorum_counts_persons_who_may_decide(ballots, voters, is_met, wanting):
    counted = tally("approve", 2, ballots)
    assert (counted.voters, counted.is_met, counted.wanting) == (voters, is_met, wanting)


@pytest.mark.parametrize(
    ("age", "fits"),
    [
        (timedelta(), True),
        (FRESH, True),
        (FRESH + timedelta(microseconds=1), False),
        (timedelta(microseconds=-1), False),
    ],
)
def test_a_signature_needs_a_proof_of_the_last_minutes(age, fits):
    assert bool(signature_against(Proof("passkey", True, NOW - age), NOW)) is fits


def test_a_signature_needs_a_proof_at_all():
    reason = signature_against(None, NOW).against[0]
    assert "10 minutes" in reason.what["en"]
    assert "10 phút" in reason.what["vi"]


def test_a_signature_covers_every_part_of_what_is_signed():
    case_id = UUID(int=7)
    signed = Signed(case_id, 3, "approve", "screening", "accepted", "Good.", "ab")
    others = [
        Signed(UUID(int=8), 3, "approve", "screening", "accepted", "Good.", "ab"),
        Signed(case_id, 4, "approve", "screening", "accepted", "Good.", "ab"),
        Signed(case_id, 3, "reject", "screening", "accepted", "Good.", "ab"),
        Signed(case_id, 3, "approve", "draft", "accepted", "Good.", "ab"),
        Signed(case_id, 3, "approve", "screening", "rejected", "Good.", "ab"),
        Signed(case_id, 3, "approve", "screening", "accepted", "Good", "ab"),
        Signed(case_id, 3, "approve", "screening", "accepted", "Good.", None),
    ]
    assert len({signed.digest, *(one.digest for one in others)}) == 1 + len(others)


def four_eyed():
    return make.definition(make.changed(make.sample(), {"set": {"actions.approve.four_eyes": "submit"}}))


def test_four_eyes_names_what_was_done():
    definition = four_eyed()
    outcome = four_eyes_against(definition, definition.actions["approve"], {A, None}, {"submit": frozenset({A, B})})
    assert "You did “Submit”" in outcome.against[0].what["en"]
    assert four_eyes_against(definition, definition.actions["approve"], {C, None}, {"submit": frozenset({A})})
    assert four_eyes_against(definition, definition.actions["approve"], {A, None}, {})
    assert not four_eyes_against(definition, definition.actions["approve"], {C, A}, {"submit": frozenset({A})})


def test_silence_counts_only_for_what_follows_the_deadline():
    changes = {
        "states.screening": {"silence": "refusal", "sla": {"within": "3wd", "then": "lapse"}},
        "actions.lapse": make.action("screening", "rejected", "system"),
    }
    definition = make.definition(make.changed(make.sample(), {"set": changes}))
    assert tacit_meaning(definition, "screening", "lapse") == "refusal"
    assert tacit_meaning(definition, "screening", "approve") == ""
    assert tacit_meaning(definition, "draft", "submit") == ""


@pytest.mark.parametrize(
    ("deputises", "roles", "behalf"),
    [
        ({}, {"officer"}, None),
        ({"group:programme-officer": B}, {"officer"}, B),
        ({"group:programme-officer": B}, {"officer", "board"}, None),
        ({"group:programme-officer": B, "body:gate-board": C}, {"officer", "board"}, B),
        ({"group:programme-officer": B}, set(), None),
    ],
)
def test_a_deputy_acts_on_behalf_unless_an_own_office_allows_it(deputises, roles, behalf):
    changes = {"roles.board": "body:gate-board", "actions.approve.by": ["officer", "board"]}
    definition = make.definition(make.changed(make.sample(), {"set": changes}))
    actor = Actor(A, deputises=deputises)
    assert on_behalf(definition, definition.actions["approve"], actor, frozenset(roles)) == behalf
