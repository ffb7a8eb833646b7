"""Officers who are away, and offices that someone else holds for a while."""

from datetime import timedelta

import pytest

from longbien.kernel.actor import SYSTEM
from longbien.kernel.ids import new_id
from longbien.kernel.refusal import Refusal
from longbien.kernel.subject import Subject
from longbien.people import queries
from longbien.people.actions.roles import revoke_role
from longbien.people.actions.seats import fill_seat
from longbien.people.actions.standing.absences import declare_absence, end_absence
from longbien.people.actions.standing.delegations import Given, delegate_office, revoke_delegation
from longbien.people.actions.standing.interests import Stated, declare_interest
from longbien.people.models import Delegation, Person
from longbien.people.queries.held import today
from longbien.record.queries.entries import entries
from tests.people.make import NOW, actor, body, organisation

pytestmark = pytest.mark.django_db
TODAY = today()
LATER = TODAY + timedelta(days=10)
EACH_DAY = {"TODAY": today, "LATER": lambda: today() + timedelta(days=10)}
OFFICER = "group:programme-officer"


def given(to, office=OFFICER, **more):
    return Given(**{"office": office, "delegate_id": to.id, "since": TODAY, "until": LATER, **more})


def delegated(holder, to, **more):
    return delegate_office(holder_id=holder.id, given=given(to, **more), by=holder, at=NOW)


def refused(code, run, where="", **words):
    with pytest.raises(Refusal) as refusal:
        run(**words, at=NOW)
    assert refusal.value.code == code
    assert not where or refusal.value.faults[0].where == where


def kinds_of(someone):
    return [entry.kind for entry in entries(Subject("people.person", someone.id))]


def test_a_deputy_holds_the_office_on_its_days_and_for_whom_is_known():
    lan, minh = actor("programme-officer"), actor(name="Minh")
    delegation = delegated(lan, minh, scope="Xét hồ sơ mới")
    now = queries.actor_for(minh.id)
    assert now.roles == {"programme-officer"}
    assert now.deputises == {OFFICER: lan.id}
    assert queries.actor_for(minh.id, on=LATER + timedelta(days=1)).roles == frozenset()
    assert [card.name for card in queries.deputies_in(OFFICER, TODAY)] == ["Minh"]
    assert queries.actor_for(lan.id).roles == {"programme-officer"}
    revoke_delegation(delegation_id=delegation, by=lan, at=NOW)
    assert queries.actor_for(minh.id).roles == frozenset()
    refused("ended-already", revoke_delegation, delegation_id=delegation, by=lan)
    assert kinds_of(lan) == ["people.office_delegated", "people.delegation_revoked"]


def test_a_seat_is_delegated_like_a_role_and_gives_a_proxy():
    lan, minh = actor(), actor()
    body()
    fill_seat(body="gate-board", person_id=lan.id, by=SYSTEM, at=NOW)
    delegated(lan, minh, office="body:gate-board")
    assert queries.actor_for(minh.id).bodies == {"gate-board"}
    assert queries.proxies_in("gate-board", TODAY) == {minh.id: lan.id}
    assert queries.proxies_in("gate-board", LATER + timedelta(days=1)) == {}
    assert queries.office_title("body:gate-board")["en"] == "Stage-gate board"
    assert str(queries.office_title("body:elsewhere")) == "elsewhere"


def test_a_delegation_ends_with_what_it_rests_on():
    lan, minh, admin = actor("programme-officer"), actor(), actor("hub-admin")
    delegated(lan, minh)
    revoke_role(person_id=lan.id, role="programme-officer", by=admin, at=NOW)
    assert queries.actor_for(minh.id).roles == frozenset()
    assert queries.deputies_in(OFFICER, TODAY) == ()


def test_a_delegation_ends_when_the_holder_s_account_is_closed():
    lan, minh = actor("programme-officer"), actor()
    delegated(lan, minh)
    Person.objects.filter(pk=lan.id).update(is_active=False)
    assert queries.actor_for(minh.id).roles == frozenset()


def test_a_deputy_is_recused_also_for_whom_they_act():
    lan, minh, ours = actor("programme-officer", name="Lan"), actor(), organisation("Ours")
    declare_interest(stated=Stated(ours.pk, "investor", TODAY), person_id=lan.id, by=lan, at=NOW)
    assert queries.recused(minh.id, ours.pk) is None
    delegated(lan, minh)
    assert queries.actor_for(minh.id).related == {ours.pk}
    said = queries.recused(minh.id, ours.pk).what["en"]
    assert said == "You can't decide here: Lan, for whom you act, is an investor in Ours."
    assert queries.persons_related_to(ours.pk) == {lan.id, minh.id}


def test_what_can_not_be_delegated():
    lan, minh, admin = actor("programme-officer"), actor(), actor("hub-admin")
    third = actor("programme-officer")

    def no(code, where="", holder=lan, by=None, **more):
        words = {"to": minh, **more}
        refused(code, delegate_office, where, holder_id=holder.id, given=given(**words), by=by or holder)

    no("bad-delegation", "office", office="group:reviewer")
    no("bad-delegation", "office", office="nonsense")
    no("bad-delegation", "office", holder=admin, office="group:hub-admin")
    no("bad-delegation", "delegate", to=lan)
    no("bad-delegation", "delegate", to=third)
    no("bad-span", "until", until=TODAY - timedelta(days=1))
    no("bad-span", "until", until=TODAY + timedelta(days=366))
    no("bad-delegation", "scope", scope="x" * 1001)
    no("not-found", by=actor())
    no("not-found", holder=actor(), by=actor())
    delegated(lan, minh)
    no("bad-delegation", "since", to=actor())
    no("bad-delegation", "since", holder=third)
    no("bad-delegation", "office", holder=minh, to=actor())
    refused("not-found", revoke_delegation, delegation_id=new_id(), by=lan)
    refused("not-found", revoke_delegation, delegation_id=Delegation.objects.get().pk, by=actor())


def test_deputy_and_administrator_may_end_a_delegation_too():
    lan, minh, admin = actor("programme-officer"), actor(), actor("hub-admin")
    revoke_delegation(delegation_id=delegated(lan, minh), by=minh, at=NOW)
    made = delegate_office(holder_id=lan.id, given=given(minh), by=admin, at=NOW)
    assert [card.id for card in queries.delegations(minh, minh.id)] == [made]
    assert [card.may_revoke for card in queries.delegations(admin)] == [True]
    revoke_delegation(delegation_id=made, by=admin, at=NOW)
    assert queries.delegations(admin) == ()


def test_who_is_away_and_who_stands_in():
    lan, minh, other = actor("reviewer"), actor("reviewer", name="Minh"), actor()
    assert [card.name for card in queries.colleagues(lan.id)] == ["Minh"]
    away = declare_absence(person_id=lan.id, since=TODAY, until=LATER, deputy_id=minh.id, by=lan, at=NOW)
    assert queries.absent_on(TODAY) == queries.absent_on(LATER, [lan.id]) == {lan.id}
    assert queries.absent_on(LATER + timedelta(days=1)) == queries.absent_on(TODAY, [minh.id]) == frozenset()
    assert queries.deputy_of(lan.id, TODAY).name == "Minh"
    assert queries.deputy_of(minh.id, TODAY) is None
    assert [card.is_now for card in queries.absences(lan, lan.id)] == [True]
    assert queries.absences(other) == ()
    assert queries.absence(away).person.id == lan.id
    assert queries.absence(new_id()) is None
    end_absence(absence_id=away, by=lan, at=NOW)
    assert queries.absent_on(TODAY) == frozenset()
    refused("ended-already", end_absence, absence_id=away, by=lan)
    assert kinds_of(lan) == ["people.absence_declared", "people.absence_ended"]


def test_what_an_absence_refuses():
    lan, minh, other = actor("reviewer"), actor("reviewer"), actor()
    span = {"since": TODAY, "until": LATER}
    refused("bad-absence", declare_absence, "deputy", person_id=lan.id, deputy_id=other.id, by=lan, **span)
    refused("not-found", declare_absence, person_id=lan.id, by=other, **span)
    refused("not-found", declare_absence, person_id=new_id(), by=actor("hub-admin"), **span)
    refused("bad-span", declare_absence, person_id=lan.id, by=lan, since=LATER, until=TODAY)
    declare_absence(person_id=minh.id, **span, by=actor("hub-admin"), at=NOW)
    refused("bad-absence", declare_absence, "deputy", person_id=lan.id, deputy_id=minh.id, by=lan, **span)
    away = declare_absence(person_id=lan.id, **span, by=lan, at=NOW)
    refused("bad-absence", declare_absence, "since", person_id=lan.id, by=lan, **span)
    refused("not-found", end_absence, absence_id=away, by=other)
    refused("not-found", end_absence, absence_id=new_id(), by=lan)
