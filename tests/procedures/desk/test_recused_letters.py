"""An officer who is recused from a case is told nothing of it, neither at the move nor when the letter goes out."""

from datetime import timedelta

import pytest
from django.core import mail

from longbien.people.actions.standing.delegations import Given, delegate_office
from longbien.people.actions.standing.interests import Stated, declare_interest
from longbien.people.queries.held import today
from longbien.procedures.actions.noticing import persons_playing
from longbien.procedures.models import Case, Notice, Wish
from longbien.procedures.queries.standing import recused_from
from longbien.procedures.rules.definition import Role
from longbien.record.actions.deliver import deliver
from tests.procedures import make

pytestmark = pytest.mark.django_db
NOW = make.MONDAY
LATER = NOW + timedelta(hours=1)


def tie(office, name, team):
    stated = Stated(team.pk, "supplier", today())
    person = office.people[name]
    declare_interest(stated=stated, person_id=person.pk, by=make.actor(person), at=NOW)


def told():
    return set(Notice.objects.values_list("person__name", flat=True))


def send(at=LATER):
    while deliver(clock=lambda: at, limit=50):
        pass
    return {to for one in mail.outbox for to in one.to}


def test_who_is_tied_to_the_applicant_hears_nothing(office):
    team = office.team()
    tie(office, "lan", team[0])
    office.file(team=team)
    assert told() == {"Minh", "Lead"}
    assert send() == {office.people["minh"].email, team[1].email}


def test_nor_does_who_became_so_before_the_letter_went_out(office):
    team = office.team()
    office.file(team=team)
    assert told() == {"Lan", "Minh", "Lead"}
    tie(office, "lan", team[0])
    assert send() == {office.people["minh"].email, team[1].email}
    assert not Notice.objects.filter(mailed_at=None).exists()


def test_nor_in_the_letter_of_the_day(office):
    team = office.team()
    Wish.objects.create(person=office.people["lan"], mail=Wish.Mail.DAILY)
    office.file(team=team)
    Notice.objects.exclude(person=office.people["lan"]).delete()
    send()
    tie(office, "lan", team[0])
    assert send(NOW.replace(day=25)) == set()


def test_nor_who_stands_in_for_one_who_judged_before(office):
    """Lan rejected; her deputy would hold her office in the appeal."""
    first = office.file()
    office.do(first, "reject", at=NOW, reason="Weak.")
    deputy = make.person("deputy")
    given = Given("group:programme-officer", deputy.pk, today(), today())
    delegate_office(holder_id=office.people["lan"].pk, given=given, by=office.actor("lan"), at=NOW)
    appeal = office.file()
    Case.objects.filter(pk=appeal).update(about=str(Case.objects.get(pk=first).subject))
    assert office.people["lan"].pk in recused_from(Case.objects.get(pk=appeal))
    role = Role("officer", "group", "programme-officer")
    assert persons_playing(Case.objects.get(pk=appeal), role) == {office.people["minh"].pk}
    assert persons_playing(Case.objects.get(pk=first), role) >= {deputy.pk}
