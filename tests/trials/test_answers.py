"""A resident's concern with its clock: received, followed without an account, answered by name, overdue in the open."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from longbien.kernel.actor import ANONYMOUS
from longbien.kernel.ids import new_id, to_slug
from longbien.people.models import HubRole, Membership, Person
from longbien.people.queries import actor_for
from longbien.record.models import Opening
from longbien.record.queries import entry
from longbien.trials import models
from longbien.trials.actions.residents.answer_concern import answer_concern
from longbien.trials.actions.residents.raise_concern import Concern, raise_concern
from longbien.trials.queries.public.register import register_mark
from longbien.trials.queries.residents.concerns import concern, concerns, opens, secret_of, tallies
from tests.trials.make import NOW, Staged, running
from tests.trials.test_actions import kinds, refused
from tests.trials.test_leaving import as_person, worked

pytestmark = pytest.mark.django_db
TOLD = "Robot chắn lối đi của xe lăn trước cổng trường."
ANSWER = "Cảm ơn bạn. Chúng tôi đã yêu cầu dời điểm đỗ của robot."
DUE = datetime(2026, 12, 8, 10, tzinfo=UTC)  # ten working days after 23 November, of which the 24th is a holiday


@pytest.fixture
def trial() -> Staged:
    return running()


def tell(trial: Staged, *, reach: str = "", at: datetime = NOW):
    return raise_concern(trial.id, Concern("obstruction", TOLD, reach=reach), by=ANONYMOUS, at=at)


def answered(trial: Staged, number, *, at: datetime = NOW):
    return answer_concern(trial.id, number, answer=ANSWER, by=trial.officer, at=at)


def page(number, secret: str = ""):
    with translation.override("en"):
        return Client().get(reverse("trials:follow", args=[number, secret or secret_of(number)]))


def test_it_is_received_at_once_with_a_day_and_an_address_of_its_own(trial):
    with translation.override("en"):
        sent = Client().post(reverse("trials:concern", args=[trial.id]), {"about": "noise", "told": TOLD}, follow=True)
    told = sent.content.decode()
    assert "It is received." in told
    assert "You have an answer by" in told
    assert TOLD in told
    assert (sent["Referrer-Policy"], sent["X-Robots-Tag"]) == ("same-origin", "noindex")


def test_it_is_due_within_the_hubs_working_days(trial):
    assert concern(tell(trial)).due_at == DUE


def test_nobody_guesses_the_address(trial):
    number, other = tell(trial), tell(trial)
    assert page(number).status_code == 200
    assert page(number, secret_of(other)).status_code == 404
    assert page(number, "0" * 40).status_code == 404
    assert page(new_id()).status_code == 404
    assert not opens(number, "ă" * 40)


def test_the_answer_reaches_the_resident_and_the_record_hides_its_words(trial):
    number = tell(trial)
    made = answered(trial, number)
    told = page(number).content.decode()
    assert "It is answered." in told
    assert ANSWER in told
    assert trial.officer.name in told
    stands = entry(made)
    assert (stands.kind, stands.open["late"], stands.open["concern"]) == ("trials.concern-answered", False, str(number))
    assert ANSWER not in stands.leaf
    assert trial.officer.name not in stands.leaf


def test_only_a_named_officer_who_is_nobodys_kin_answers_and_once(trial):
    number = tell(trial)
    with refused("not-allowed"):
        answer_concern(trial.id, number, answer=ANSWER, by=trial.holder, at=NOW)
    for words in ("ngắn", "x" * 4001):
        with refused("reason-needed"):
            answer_concern(trial.id, number, answer=words, by=trial.officer, at=NOW)
    with refused("not-found"):
        answer_concern(trial.id, new_id(), answer=ANSWER, by=trial.officer, at=NOW)
    Membership.objects.create(
        person_id=trial.officer.id, organisation_id=trial.organisation_id, role=Membership.Role.MEMBER
    )
    with refused("not-allowed"):
        answer_concern(trial.id, number, answer=ANSWER, by=actor_for(trial.officer.id), at=NOW)
    Membership.objects.filter(person_id=trial.officer.id).delete()
    answered(trial, number)
    with refused("answered"):
        answered(trial, number)


def test_a_day_that_passes_is_recorded_and_stays_recorded(trial):
    number = tell(trial)
    worked(DUE - timedelta(seconds=1))
    assert "answer-missed" not in kinds(trial)
    worked(DUE + timedelta(minutes=1))
    worked(DUE + timedelta(days=9))
    assert kinds(trial).count("answer-missed") == 1
    made = answered(trial, number, at=DUE + timedelta(days=1))
    assert entry(made).open["late"] is True
    [tally] = tallies(DUE + timedelta(days=2)).values()
    assert (tally.received, tally.answered, tally.late, tally.overdue, tally.waiting) == (1, 1, 1, 0, 0)


def test_what_is_answered_in_time_is_never_missed(trial):
    answered(trial, tell(trial))
    worked(DUE + timedelta(days=1))
    assert "answer-missed" not in kinds(trial)


def test_an_e_mail_address_gets_the_receipt_and_the_answer_and_nothing_else_does(trial):
    number, by_phone = tell(trial, reach="dan@example.test"), tell(trial, reach="0900 000 000")
    worked(NOW)
    answered(trial, number)
    answered(trial, by_phone)
    worked(NOW + timedelta(minutes=1))
    assert [letter.to for letter in mail.outbox] == [["dan@example.test"]] * 2
    receipt, reply = mail.outbox
    assert secret_of(number) in receipt.body
    assert TOLD not in receipt.body
    assert ANSWER in reply.body


def test_an_erased_address_gets_no_answer(trial):
    number = tell(trial, reach="dan@example.test")
    Opening.objects.filter(event_id=number).delete()
    answered(trial, number)
    worked(NOW + timedelta(minutes=1))
    assert mail.outbox == []
    assert "erased for good" in page(number).content.decode()


def test_the_officer_answers_on_the_page_of_the_trial(trial):
    number = tell(trial, at=timezone.now())
    officer = as_person(trial.officer)
    with translation.override("en"):
        every, here = (reverse(f"trials:{name}", args=args) for name, args in (
            ("concerns", [trial.id]), ("answer", [trial.id, number])))  # fmt: skip
    assert here in officer.get(every).content.decode()
    assert TOLD in officer.get(here).content.decode()
    short = officer.post(here, {"answer": "ngắn"})
    assert (short.status_code, models.Concern.objects.get().answered_at) == (422, None)
    assert "ngắn" in short.content.decode()
    assert officer.post(here, {"answer": ANSWER}).status_code == 302
    told = officer.get(every).content.decode()
    assert ANSWER in told
    assert here not in told
    assert ANSWER in officer.get(here).content.decode()
    assert officer.get(reverse("trials:answer", args=[trial.id, new_id()])).status_code == 404


def test_a_programme_officer_answers_and_the_holder_finds_no_way(trial):
    number = tell(trial)
    helper = Person.objects.create(email="ct@example.test", name="Cán bộ chương trình")
    HubRole.objects.create(person=helper, role="programme-officer", granted_at=NOW)
    here = reverse("trials:answer", args=[trial.id, number])
    assert as_person(trial.holder).post(here, {"answer": ANSWER}).status_code == 403
    assert Client().post(here, {"answer": ANSWER}).status_code == 404
    answer_concern(trial.id, number, answer=ANSWER, by=actor_for(helper.pk), at=NOW)
    assert concern(number).officer == "Cán bộ chương trình"


def test_those_who_wait_come_first(trial):
    first, second, third = (tell(trial, at=NOW + timedelta(days=days)) for days in (0, 9, 5))
    answered(trial, first)
    assert [one.entry_id for one in concerns(trial.id)] == [third, second, first]


def test_what_is_late_is_seen_by_the_resident_the_officer_and_everyone(trial):
    now = timezone.now()
    number = tell(trial, at=now - timedelta(days=40))
    tell(trial, at=now)
    before = register_mark(now.date())
    with translation.override("en"):
        officer = as_person(trial.officer).get(reverse("trials:concerns", args=[trial.id])).content.decode()
        everyone = Client().get(reverse("trials:registered", args=[to_slug(trial.id)])).content.decode()
        data = Client().get(reverse("trials:registered-json", args=[to_slug(trial.id)])).json()
    assert "The answer is overdue." in page(number).content.decode()
    assert "overdue" in officer
    assert "2 received, 0 answered, 1 overdue" in everyone
    assert data["concerns"] == {"received": 2, "answered": 0, "answered_late": 0, "overdue": 1}
    answered(trial, number, at=now)
    assert register_mark(now.date()) != before


def test_a_hub_that_promises_nothing_says_so(trial, settings, monkeypatch):
    monkeypatch.delitem(settings.HUB.data, "trials")
    number = tell(trial)
    assert concern(number).due_at is None
    worked(NOW + timedelta(days=99))
    assert "answer-missed" not in kinds(trial)
    assert "promises no day" in page(number).content.decode()
    assert not concern(number).is_overdue(NOW + timedelta(days=99))
