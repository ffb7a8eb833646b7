"""A case that waits for its fee is found by the office that may note the payment."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse

from longbien.kernel.refusal import Refusal
from longbien.people.models import Membership
from longbien.procedures.actions.fees.settle_fee import keep_fee, record_payment, waive_fee
from longbien.procedures.actions.keeping.rebuild import rebuild
from longbien.procedures.actions.perform import perform
from longbien.procedures.models import Case, DeskCase, Fee
from longbien.procedures.queries.desk.owing import left_unpaid
from longbien.procedures.queries.desk.worklist import Asked, work_list
from longbien.record.actions.deliver import deliver
from tests.people.make import client_of
from tests.procedures import make

pytestmark = pytest.mark.django_db
NOW = make.MONDAY + timedelta(hours=1)
SET = {
    "states.paying": {"title": make.bi("Fee"), "sla": {"within": "5wd", "then": "lapse"}},
    "states.lapsed": {"final": True},
    "actions.submit.to": "paying",
    "actions.submit.fee": {"minor": "50000", "currency": "VND"},
    "actions.go_on": make.action("paying", "screening", "system", auto=True, guard="case.fees_paid"),
    "actions.lapse": make.action("paying", "lapsed", "system"),
}


def data(**more):
    return make.changed(make.sample(), {"set": SET | more})


@pytest.fixture
def unpaid():
    make.published(data())
    officer, applicant = make.person("officer", "programme-officer"), make.person("applicant")
    return officer, make.submitted(make.team(applicant), applicant)


def listed(officer, **asked):
    page = work_list(make.actor(officer), Asked(**asked), NOW)
    return [case.pk for case in page.cases], {key for key, row in page.rows.items() if row.owing}


def test_it_is_on_the_list_until_it_is_paid(unpaid):
    officer, case_id = unpaid
    assert listed(officer, fee="due") == listed(officer) == ([case_id], {case_id})
    rebuild()
    assert listed(officer, fee="due") == ([case_id], {case_id})
    fee = Fee.objects.get()
    record_payment(fee_id=fee.pk, paid_on=make.MONDAY.date(), evidence="BL-17", by=make.actor(officer), at=NOW)
    assert Case.objects.get(pk=case_id).state == "screening"
    assert listed(officer) == ([case_id], frozenset())
    assert listed(officer, fee="due") == ([], frozenset())


def test_a_fee_that_nobody_waits_for_is_told_all_the_same():
    make.published(make.changed(make.sample(), {"set": {"actions.submit.fee": SET["actions.submit.fee"]}}))
    officer, applicant = make.person("officer", "programme-officer"), make.person("applicant")
    case_id = make.submitted(make.team(applicant), applicant)
    assert listed(officer, fee="due") == ([case_id], {case_id})
    page = client_of(officer).get(reverse("procedures:work")).content.decode()
    assert page.count("chờ nộp phí, lệ phí") == 1
    record_payment(
        fee_id=Fee.objects.get().pk, paid_on=make.MONDAY.date(), evidence="X", by=make.actor(officer), at=NOW
    )  # fmt: skip
    assert not DeskCase.objects.get().owing


def test_the_page_says_so_and_the_form_takes_a_receipt(unpaid):
    officer, case_id = unpaid
    client = client_of(officer)
    page = client.get(reverse("procedures:work"), {"fee": "due"}).content.decode()
    assert "chờ nộp phí, lệ phí" not in page  # its state says so
    desk = client.get(reverse("procedures:desk-case", args=[case_id])).content.decode()
    assert reverse("procedures:fee", args=[Fee.objects.get().pk]) in desk
    assert reverse("procedures:desk-case", args=[case_id]) in page
    form = client.get(reverse("procedures:fee", args=[Fee.objects.get().pk])).content.decode()
    assert "số biên lai" in form


def test_a_fee_that_is_charged_with_the_decision_is_listed_until_it_is_paid():
    make.published(make.changed(make.sample(), {"set": {"actions.approve.fee": SET["actions.submit.fee"]}}))
    officer, applicant = make.person("officer", "programme-officer"), make.person("applicant")
    case_id = make.submitted(make.team(applicant), applicant)
    perform(case_id=case_id, action="approve", reason="r", by=make.actor(officer), at=NOW)
    assert listed(officer) == ([], frozenset())
    assert listed(officer, fee="due") == listed(officer, turn="applicant") == ([case_id], {case_id})
    rebuild()
    assert listed(officer, fee="due") == ([case_id], {case_id})
    page = client_of(officer).get(reverse("procedures:work"), {"fee": "due"}).content.decode()
    assert reverse("procedures:desk-case", args=[case_id]) in page
    record_payment(
        fee_id=Fee.objects.get().pk, paid_on=make.MONDAY.date(), evidence="X", by=make.actor(officer), at=NOW
    )  # fmt: skip
    assert not DeskCase.objects.exists()


def lapsed(case_id):
    due = Case.objects.get(pk=case_id).due
    while deliver(clock=lambda: due + timedelta(minutes=1), limit=50):
        pass
    assert Case.objects.get(pk=case_id).state == "lapsed"


def test_what_was_withdrawn_or_lapsed_without_paying_is_for_the_office_to_decide_on(unpaid):
    officer, case_id = unpaid
    lapsed(case_id)
    assert listed(officer, fee="due") == ([], frozenset())
    fee, client = Fee.objects.get(), client_of(officer)
    address, fees = reverse("procedures:fee", args=[fee.pk]), reverse("procedures:owing")
    assert fees in client.get(reverse("procedures:work")).content.decode()
    assert address in client.get(fees).content.decode()
    assert client.post(address, {"keep": "1", "why_owed": ""}).status_code == 422
    assert client.post(address, {"keep": "1", "why_owed": "It was worked on."}).url == fees
    assert address not in client.get(fees).content.decode()
    assert address in client.get(fees, {"kept": "1"}).content.decode()
    assert "Phí, lệ phí vẫn phải nộp" in client.get(reverse("procedures:case", args=[case_id])).content.decode()
    assert client.post(address, {"waive": "1", "reason": "Too small to collect."}).url == fees
    assert Fee.objects.get().state == "waived"
    assert client.get(address).status_code == 200
    assert address not in client.get(fees, {"kept": "1"}).content.decode()


def test_where_the_service_needs_four_eyes_a_fee_is_waived_by_two(unpaid):
    make.published(data(version=2, **{"actions.approve.four_eyes": "submit"}))
    officer, second = unpaid[0], make.person("second", "programme-officer")
    applicant = make.person("other")
    case_id = make.submitted(make.team(applicant, name="Other"), applicant)
    lapsed(case_id)
    fee, by = Fee.objects.get(case_id=case_id), make.actor(officer)
    assert waive_fee(fee_id=fee.pk, reason="Small.", by=by, at=NOW) is False
    page = client_of(second).get(reverse("procedures:owing")).content.decode()
    assert officer.name in page
    assert "cần người thứ hai đồng ý" in page
    assert "Small." in client_of(second).get(reverse("procedures:fee", args=[fee.pk])).content.decode()
    with pytest.raises(Refusal) as same:
        waive_fee(fee_id=fee.pk, reason="Small.", by=by, at=NOW)
    assert same.value.code == "four-eyes"
    acting = replace(make.actor(second), deputises={"group:programme-officer": officer.pk})
    with pytest.raises(Refusal) as deputy:
        waive_fee(fee_id=fee.pk, reason="Small.", by=acting, at=NOW)
    assert deputy.value.code == "four-eyes"
    keep_fee(fee_id=fee.pk, reason="Not so small.", by=make.actor(second), at=NOW)
    assert waive_fee(fee_id=fee.pk, reason="Small.", by=make.actor(second), at=NOW) is False, "it begins anew"
    assert waive_fee(fee_id=fee.pk, reason="Agreed.", by=by, at=NOW) is True
    fee.refresh_from_db()
    assert fee.state == "waived"


def test_only_a_case_that_is_over_leaves_a_fee_unpaid_and_nobody_judges_their_own(unpaid):
    officer, case_id = unpaid
    fee = Fee.objects.get()
    with pytest.raises(Refusal) as early:
        keep_fee(fee_id=fee.pk, reason="r", by=make.actor(officer), at=NOW)
    assert early.value.code == "case-open"
    with pytest.raises(Refusal, match="reason"):
        keep_fee(fee_id=fee.pk, reason=" ", by=make.actor(officer), at=NOW)
    lapsed(case_id)
    mate = make.person("mate", "programme-officer")
    Membership.objects.create(organisation=Case.objects.get().owner, person=mate, role="member")
    assert left_unpaid(make.actor(officer), kept=False).count() == 1
    assert not left_unpaid(make.actor(mate), kept=False).exists()
    assert left_unpaid(make.actor(make.person("admin", "hub-admin")), kept=False).count() == 1
    assert not left_unpaid(make.actor(make.person("outsider")), kept=False).exists()
