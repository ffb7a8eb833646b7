"""News of a case never reach somebody whom it concerns no more."""

from datetime import timedelta

import pytest
from django.core import mail

from longbien.people.actions.privacy.erase_person import ask_erasure, erase_person
from longbien.people.actions.remove_member import remove_member
from longbien.people.actions.standing.delegations import Given, delegate_office, revoke_delegation
from longbien.people.models import Membership, Person
from longbien.people.queries.held import today
from longbien.procedures.actions.desk.wishing import choose_letters, open_feed
from longbien.procedures.actions.mail_notices import mail_notices
from longbien.procedures.models import Case, Notice
from longbien.record.actions.deliver import deliver
from longbien.record.queries import entries
from tests.people.make import client_of
from tests.procedures import make
from tests.procedures.desk.world import Office

pytestmark = pytest.mark.django_db
AT = make.local_noon(today())
EACH_DAY = {"AT": lambda: make.local_noon(today())}
LATER = AT + timedelta(hours=1)


@pytest.fixture
def office() -> Office:
    return Office()


def work(at=LATER) -> None:
    while deliver(clock=lambda: at, limit=50):
        pass


def written_to(person: Person) -> list[str]:
    return [f"{one.subject}\n{one.body}" for one in mail.outbox if person.email in one.to]


@pytest.fixture
def team(office):
    organisation, lead = office.team()
    mate = make.person("mate")
    Membership.objects.create(person=mate, organisation=organisation, role="member")
    return organisation, lead, mate


def test_a_member_who_was_removed_is_not_written_to_about_what_follows(office, team):
    """pretix, notifications: a settings row outlives the permission that it was made under."""
    organisation, lead, mate = team
    case_id = office.file("A secret plan", at=AT, team=(organisation, lead))
    remove_member(organisation_id=organisation.pk, person_id=mate.pk, by=make.actor(lead), at=AT)
    work()
    assert written_to(lead)
    assert written_to(mate) == []
    office.do(case_id, "ask", reason="More.", at=LATER)
    work()
    assert written_to(mate) == []
    assert not Notice.objects.filter(mailed_at=None).exists()


def test_a_daily_letter_tells_a_removed_member_nothing(office, team):
    """pretix, notifications: what was queued while someone had a right goes out after they lost it."""
    organisation, lead, mate = team
    choose_letters(mail="daily", by=make.actor(mate), at=AT)
    case_id = office.file("A secret plan", at=AT, team=(organisation, lead))
    office.do(case_id, "pass", at=AT)
    work(AT + timedelta(minutes=5))
    mail.outbox.clear()
    remove_member(organisation_id=organisation.pk, person_id=mate.pk, by=make.actor(lead), at=LATER)
    work(AT + timedelta(days=2))
    assert written_to(mate) == []


def test_a_feed_and_the_list_of_notices_end_with_the_right_to_see_the_case(office, team, client):
    """pretix CVE-2026-5600: a list that is wider than what its reader may open one by one."""
    organisation, lead, mate = team
    case = Case.objects.get(pk=office.file("A secret plan", at=AT, team=(organisation, lead)))
    token = open_feed(by=make.actor(mate), at=AT)
    assert case.number in client.get(f"/notices/{token}.atom").content.decode()
    assert "A secret plan" in client_of(mate).get("/notices/").content.decode()
    remove_member(organisation_id=organisation.pk, person_id=mate.pk, by=make.actor(lead), at=AT)
    assert case.number not in client.get(f"/notices/{token}.atom").content.decode()
    assert case.number not in client.get(f"/notices/{token}.ics").content.decode()
    assert "A secret plan" not in client_of(mate).get("/notices/").content.decode()


def test_a_reviewer_who_stepped_back_is_not_written_to(office):
    """pretix, notifications: whoever gave a duty back hears no more of it."""
    case_id = office.file("A secret plan", at=AT)
    office.do(case_id, "pass", at=AT)
    reviewer = office.people["reviewer"]
    task = Case.objects.get(pk=case_id).tasks.get()
    client_of(reviewer).post(f"/tasks/{make.slug(task.pk)}/recuse", {"reason": "A friend."})
    work()
    assert not any("A secret plan" in words for words in written_to(reviewer))


def test_a_deputy_is_not_written_to_after_the_end(office):
    """pretix, teams: membership that ended between the event and the letter."""
    deputy, lan = make.person("deputy"), office.people["lan"]
    given = Given("group:programme-officer", deputy.pk, today(), today())
    delegation = delegate_office(holder_id=lan.pk, given=given, by=make.actor(lan), at=AT)
    office.file("A secret plan", at=AT)
    assert Notice.objects.filter(person=deputy).exists()
    revoke_delegation(delegation_id=delegation, by=make.actor(lan), at=AT)
    work()
    assert written_to(lan)
    assert written_to(deputy) == []


def test_an_erased_person_is_not_written_to(office, team):
    """Open Forms, removal of submissions: what is erased must not come back by a queue."""
    organisation, lead, mate = team
    address = mate.email
    case_id = office.file("A secret plan", at=AT, team=(organisation, lead))
    ask_erasure(by=make.actor(mate), at=AT)
    erase_person(person_id=mate.pk, at=AT)
    event_id = entries(Case.objects.get(pk=case_id).subject)[-1].id
    mail_notices(case_id=case_id, event_id=event_id, at=LATER)
    work()
    office.do(case_id, "ask", reason="More.", at=LATER)
    work()
    to_them = [f"{one.subject} {one.body}" for one in mail.outbox if address in one.to]
    assert not any("HS-" in words or "A secret plan" in words for words in to_them)


def test_a_letter_goes_to_one_reader_at_a_time(office, team):
    """pretix, "wrong recipient": one letter to several shows each the address of the others."""
    organisation, lead, _ = team
    office.file(at=AT, team=(organisation, lead))
    work()
    assert mail.outbox
    assert all(len(one.to) == 1 and not one.cc and not one.bcc for one in mail.outbox)
