"""What an office reads of a step is whose turn it is; `next` speaks to the applicant and is told to nobody else."""

import pytest
from django.core import mail
from django.urls import reverse

from longbien.procedures.models import Notice
from longbien.procedures.naming import following, turn
from longbien.record.actions.deliver import deliver
from tests.people.make import client_of
from tests.procedures import make
from tests.procedures.world import forms

YOURS = "You wait for us, please."
SET = {
    "states.screening": {"next": make.bi(YOURS), "sla": {"within": "3wd"}},
    "states.more_info": {"edit": ["applicant"]},
    "states.paying": {"title": make.bi("Fee")},
    "states.review": {"tasks": {"review": {"count": 2, "by": "reviewer", "form": "review"}}},
    "states.timer": {"title": make.bi("Timer"), "sla": {"within": "1wd", "then": "go"}},
    "roles.reviewer": "assigned:review",
    "forms.review": "forms/review.schema.json",
    "actions.submit.do": ["notify officer", "notify applicant"],
    "actions.ask": make.action("screening", "more_info", "officer"),
    "actions.resubmit": make.action("more_info", "screening", "applicant"),
    "actions.close": make.action("more_info", "rejected", "officer"),
    "actions.withdraw": make.action("screening", "rejected", "applicant"),
    "actions.pay": make.action("screening", "paying", "officer", fee={"minor": "1", "currency": "VND"}),
    "actions.paid": make.action("paying", "review", "system", auto=True, guard="case.fees_paid"),
    "actions.reviewed": make.action("review", "timer", "system", auto=True, guard="size(reviews) > 5"),
    "actions.go": make.action("timer", "accepted", "system"),
}


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("screening", "Waiting for: Programme officer (Approve, Reject, Do, Do)."),
        ("more_info", "Waiting for: Applicant (Do)."),
        ("paying", "The applicant has a fee to pay; the office notes it once it is paid."),
        ("review", "Waiting for: Review."),
        ("timer", "The case goes on by itself."),
    ],
)
def test_whose_turn_it_is(state, said):
    definition = make.definition(make.changed(make.sample(), {"set": SET}))
    assert turn(definition, definition.states[state])["en"] == said


def test_an_end_is_nobodys_turn():
    definition = make.definition()
    assert turn(definition, definition.states["accepted"]) is None
    assert following(definition, definition.states["accepted"], to_owner=True) is None


@pytest.mark.django_db
def test_only_the_applicant_is_spoken_to():
    make.published(make.changed(make.sample(), {"set": SET}), forms())
    applicant, officer = make.person("applicant"), make.person("officer", "programme-officer")
    case_id = make.submitted(make.team(applicant), applicant)
    told = {one.person_id: one.words["en"] for one in Notice.objects.filter(kind="moved")}
    assert YOURS in told[applicant.pk]
    assert YOURS not in told[officer.pk]
    assert "Waiting for: Programme officer" in told[officer.pk]
    assert "Due: " in told[officer.pk]
    for name in ("case", "receipt"):
        path = reverse(f"procedures:{name}", args=[case_id, *([2] if name == "receipt" else [])])
        pages = {who: client_of(who).get(path, headers={"accept-language": "en"}) for who in (applicant, officer)}
        assert YOURS in pages[applicant].content.decode()
        assert YOURS not in pages[officer].content.decode()
    while deliver(clock=lambda: make.MONDAY, limit=50):
        pass
    bodies = {letter.to[0]: letter.body for letter in mail.outbox}
    assert YOURS in bodies[applicant.email]
    assert YOURS not in bodies[officer.email]
