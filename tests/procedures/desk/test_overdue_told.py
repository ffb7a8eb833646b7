"""Who hears that cases are overdue: whoever answers for them, in one line a day."""

from datetime import timedelta

import pytest
from django.core import mail

from longbien.people.models import Absence
from longbien.procedures.actions.desk.digesting import call_digest
from longbien.procedures.actions.desk.handing import assign_cases
from longbien.procedures.actions.mail_notices import mail_digest, mail_notices
from longbien.procedures.actions.pass_deadline import pass_deadline
from longbien.procedures.events import DigestDue
from longbien.procedures.models import Case, Notice, Wish
from longbien.procedures.queries.standing import local_date
from longbien.procedures.views.desk.told import told
from tests.people.make import client_of
from tests.procedures import make
from tests.procedures.world import forms

pytestmark = pytest.mark.django_db
AT = make.MONDAY + timedelta(days=30)


@pytest.fixture
def desk(office):
    """The office, told of what is late; its chief hears of each too."""
    changes = {
        "version": 3,
        "roles.chief": "group:hub-admin",
        "states.screening": {"sla": {"within": "3wd", "late": ["notify officer", "escalate chief"]}},
        "actions.submit.do": ["receipt"],
    }
    make.published(make.changed(make.sample(), {"set": changes}), forms())
    return office


def late(cases, at=AT):
    for case in cases:
        pass_deadline(case_id=case, at=at)


def lines(office, name):
    found = Notice.objects.filter(person=office.people[name], kind__startswith="late").order_by("pk")
    return [(one.words["en"].split(" ")[0], len(one.cases)) for one in found]


def test_only_the_handler_hears_and_everyone_of_the_office_where_there_is_none(desk):
    cases, lan = desk.many(3), desk.actor("lan")
    assign_cases(case_ids=cases[:1], person_id=lan.id, by=lan, at=AT)
    late(cases[:1])
    assert (lines(desk, "lan"), lines(desk, "minh")) == ([("Overdue:", 0)], [])
    late(cases[1:])
    assert (lines(desk, "lan"), lines(desk, "minh")) == ([("3", 3)], [("2", 2)])
    assert lines(desk, "admin") == [("3", 3)]


def test_one_line_a_day(desk):
    cases = desk.many(4)
    late(cases[:2])
    late(cases[2:3], AT + timedelta(days=1))
    late(cases, AT + timedelta(days=2))  # found late already, but for the last
    assert lines(desk, "minh") == [("2", 2), ("Overdue:", 0), ("Overdue:", 0)]


def test_a_line_that_was_read_is_new_again_when_it_grows(desk):
    cases = desk.many(2)
    late(cases[:1])
    Notice.objects.update(read_at=AT)
    late(cases[1:])
    assert set(Notice.objects.filter(kind__startswith="late").values_list("read_at", flat=True)) == {None}
    page = client_of(desk.people["minh"]).get("/en/notices/").content.decode()
    assert "2 cases became overdue today" in page
    assert 'href="/en/desk/?when=overdue"' in page
    assert [one.title for one in told(desk.actor("minh"))] == ["2: overdue"]


@pytest.mark.parametrize(("deputy", "hears"), [("minh", ["minh"]), (None, ["lan", "minh"])])
def test_while_the_handler_is_away_the_deputy_hears(desk, deputy, hears):
    cases, lan = desk.many(1), desk.actor("lan")
    assign_cases(case_ids=cases, person_id=lan.id, by=lan, at=AT)
    day, stands_in = local_date(AT), desk.people[deputy] if deputy else None
    Absence.objects.create(person=desk.people["lan"], deputy=stands_in, since=day, until=day, declared_at=AT)
    late(cases)
    assert [name for name in ("lan", "minh") if lines(desk, name)] == hears


def test_by_e_mail_once_the_day_is_over(desk):
    cases, minh = desk.many(2), desk.people["minh"]
    for case in Case.objects.all():
        mail_notices(case_id=case.pk, event_id=case.pk, at=AT)
    mail.outbox.clear()
    late(cases)
    event_id = Notice.objects.filter(person=minh, kind__startswith="late").get().case.moves.get(seq=2).event_id
    for case in cases:
        mail_notices(case_id=case, event_id=event_id, at=AT)
    assert mail.outbox == []
    assert Wish.objects.get(person=minh).mail == Wish.Mail.EACH
    call_digest(person_id=minh.pk, at=AT + timedelta(days=1))
    assert mail_digest(DigestDue(minh.pk), at=AT + timedelta(days=1)) == 1
    (letter,) = mail.outbox
    assert "2 hồ sơ" in letter.body
    assert "/desk/?when=overdue" in letter.body
