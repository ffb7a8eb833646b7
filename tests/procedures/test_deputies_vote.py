"""A deputy's vote is the voice of the office it was given for, and of no other (rules.votes)."""

from datetime import timedelta

import pytest

from longbien.kernel.refusal import Refusal
from longbien.people.actions.standing.delegations import Given, delegate_office, revoke_delegation
from longbien.people.models import HubRole
from longbien.people.queries import today
from longbien.procedures.actions.perform import perform
from longbien.procedures.models import Case
from longbien.procedures.queries.counting import tallies
from longbien.procedures.queries.versions import published
from tests.procedures import make

pytestmark = pytest.mark.django_db


def test_who_voted_as_a_deputy_and_takes_an_office_over_has_one_voice_and_leaves_the_other():
    make.published(make.changed(make.sample(), {"set": {"actions.approve.quorum": 3}}))
    at = make.local_noon(today())
    lan, tu, minh = make.person("lan", "programme-officer"), make.person("tu"), make.person("minh", "programme-officer")
    applicant = make.person("applicant")
    case_id = make.submitted(make.team(applicant), applicant, at=at)
    given = Given("group:programme-officer", tu.pk, today(), today())
    delegation = delegate_office(holder_id=lan.pk, given=given, by=make.actor(lan), at=at)

    def vote(person, minutes):
        when = at + timedelta(minutes=minutes)
        perform(case_id=case_id, action="approve", reason="Good.", by=make.actor(person), at=when)

    def voices():
        case = Case.objects.get(pk=case_id)
        return tallies(case, published(case.version_id))["approve"].voters

    vote(tu, 1)
    vote(lan, 2)
    assert voices() == (tu.pk,), "the office has spoken, by its deputy"
    with pytest.raises(Refusal) as again:
        vote(tu, 3)
    assert again.value.code == "voted-already"
    revoke_delegation(delegation_id=delegation, by=make.actor(lan), at=at + timedelta(minutes=4))
    assert voices() == (lan.pk,), "its deputy no longer speaks for it"
    HubRole.objects.create(person=tu, role="programme-officer", granted_at=at)
    assert voices() == (lan.pk,), "what was said for another office is not said for one's own"
    vote(tu, 5)
    assert voices() == (lan.pk, tu.pk)
    vote(minh, 6)
    case = Case.objects.get(pk=case_id)
    assert case.state == "accepted"
    assert case.votes.get(person=tu).on_behalf_of is None
