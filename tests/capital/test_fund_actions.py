"""From vehicle to capital call: every amount in the ledger, four eyes, recusal, and nothing lost on the way."""

from datetime import timedelta

import pytest

from longbien.capital.actions.funds.accrue_fee import accrue_fee
from longbien.capital.actions.funds.agree_clause import Agreed, agree_clause
from longbien.capital.actions.funds.call_capital import Asked, confirm_call, prepare_call
from longbien.capital.actions.funds.commit import Promise, commit, withdraw
from longbien.capital.actions.funds.drop_draft import drop_call, drop_close
from longbien.capital.actions.funds.hold_close import confirm_close, pay_refunds, prepare_close
from longbien.capital.actions.funds.open_vehicle import Founding, open_vehicle
from longbien.capital.actions.funds.record_receipt import Arrived, declare_default, record_receipt
from longbien.capital.models import Commitment, Refund, Vehicle
from longbien.capital.queries.funds import account, book, clauses, commitment, notice_cards, terms
from longbien.capital.queries.funds import notice as read_notice
from longbien.capital.queries.funds.books import accounts
from longbien.capital.rules.funds.plans import Days
from longbien.kernel.ids import new_id
from longbien.kernel.money import Money
from longbien.kernel.refusal import Refusal
from longbien.ledger.queries import audit
from longbien.people.models import Interest
from longbien.people.queries import actor_for
from longbien.record.models import Event
from tests.capital.make_funds import NOW, TERMS, TODAY, closed, dong, fund, later
from tests.people.make import actor, organisation

pytestmark = pytest.mark.django_db


def refused(code: str):
    return pytest.raises(Refusal, match=rf"^{code}")


def test_a_fund_opens_under_its_rules_and_keeps_its_terms():
    made = fund()
    assert terms(made.id).rules == TERMS
    assert made.card.pack.code == "model"
    assert Event.objects.filter(type="capital.vehicle-opened/1").count() == 1
    with refused("not-found"):
        open_vehicle(Founding("Quỹ Khác", "model", dong(5)), TERMS, by=actor("programme-officer"), at=NOW)
    with refused("not-found"):
        open_vehicle(Founding("Quỹ Khác", "none", dong(5)), TERMS, by=made.one, at=NOW)
    with refused("bad-name"):
        open_vehicle(Founding(" ", "model", dong(5)), TERMS, by=made.one, at=NOW)
    with refused("no-manager"):
        open_vehicle(Founding("Quỹ Khác", "model", dong(5), manager_id=new_id()), TERMS, by=made.one, at=NOW)
    with refused("against-the-rules") as told:
        open_vehicle(Founding("Quỹ Khác", "model", dong(5), 10), TERMS, by=made.one, at=NOW)
    assert "Art. 3" in told.value.faults[0].what["en"]


def test_a_commitment_that_breaks_a_limit_is_refused_with_the_article():
    made = fund()
    made.commits("city", 600, "public")
    with refused("against-the-rules") as told:
        made.commits("city", 1, "public")
    assert told.value.faults[0].what["vi"].endswith("nhiều nhất 60 % (Model Act, Điều 1).")
    assert Commitment.objects.count() == 1
    for who, source, money, code in (
        ("first", "private", Money(5, "USD"), "bad-amount"),
        ("first", "private", dong(0), "bad-amount"),
        ("city", "private", dong(5), "bad-source"),
        ("first", "someone's", dong(5), "bad-source"),
    ):
        with refused(code):
            commit(Promise(made.id, made.orgs[who], money, source), by=made.one, at=NOW)
    with refused("not-found"):
        commit(Promise(new_id(), made.orgs["first"], dong(5), "private"), by=made.one, at=NOW)


def test_a_case_commits_only_once():
    made, case = fund(), new_id()
    promise = Promise(made.id, made.orgs["first"], dong(300), "private", case)
    assert commit(promise, by=made.one, at=NOW) == commit(promise, by=made.one, at=NOW)


def test_whoever_is_tied_to_an_investor_decides_nothing_about_it():
    made = fund()
    Interest.objects.create(
        person_id=made.one.id, organisation_id=made.orgs["first"], kind="adviser", since=TODAY, entered_at=NOW
    )
    tied = actor_for(made.one.id)
    with refused("not-allowed") as told:
        commit(Promise(made.id, made.orgs["first"], dong(300), "private"), by=tied, at=NOW)
    assert "Tổ chức first" in told.value.what["vi"]
    key = commit(Promise(made.id, made.orgs["first"], dong(300), "private"), by=made.two, at=NOW)
    other = commit(Promise(made.id, made.orgs["second"], dong(300), "private"), by=tied, at=NOW)
    days = Days(TODAY, TODAY)
    with refused("not-allowed"):
        prepare_close(made.id, [key, other], days, by=tied, at=NOW)
    close = prepare_close(made.id, [key, other], days, by=made.two, at=NOW)
    with refused("not-allowed"):
        confirm_close(close, by=tied, at=NOW)
    with refused("not-allowed"):
        agree_clause(key, Agreed("other", "Nothing", TODAY), by=tied, at=NOW)


def test_a_close_needs_a_second_officer_and_enough_investors():
    made = fund()
    made.commits("city", 600, "public")
    with refused("against-the-rules") as told:
        made.prepares_close("city")
    assert [fault.where for fault in told.value.faults] == ["/public-share", "/investors"]
    made.commits("first", 400)
    close = made.prepares_close("city", "first")
    with refused("one-at-a-time"):
        made.prepares_close("city", "first")
    with refused("not-allowed"):
        confirm_close(close.pk, by=made.one, at=NOW)
    assert made.card.sums.committed == 0
    assert confirm_close(close.pk, by=made.two, at=NOW) == 1
    assert (made.card.sums.committed, made.card.first_close_on, made.residual) == (1000, TODAY, 0)
    with refused("not-now"):
        confirm_close(close.pk, by=made.two, at=NOW)
    with refused("not-now"):
        drop_close(close.pk, reason="Too late", by=made.two, at=NOW)


def test_days_of_a_close_follow_one_another():
    made = closed()
    made.commits("late", 200)
    ids = [made.commitments["late"]]
    for days, code in (
        (Days(TODAY + timedelta(days=1), TODAY + timedelta(days=2)), "not-yet"),
        (Days(TODAY - timedelta(days=1), TODAY), "out-of-order"),
        (Days(TODAY, TODAY - timedelta(days=1)), "out-of-order"),
    ):
        with refused(code):
            prepare_close(made.id, ids, days, by=made.one, at=NOW)
    with refused("none-to-admit"):
        prepare_close(made.id, [made.commitments["first"]], Days(TODAY, TODAY), by=made.one, at=NOW)
    with refused("none-to-admit"):
        prepare_close(made.id, [], Days(TODAY, TODAY), by=made.one, at=NOW)


def test_a_draft_can_be_dropped_and_changed_figures_are_not_posted():
    made = closed()
    call = made.prepares_call(100)
    with refused("reason-missing"):
        drop_call(call.pk, reason=" ", by=made.two, at=NOW)
    drop_call(call.pk, reason="Wrong amount", by=made.two, at=NOW)
    call = made.prepares_call(200)
    made.commits("late", 99)
    made.closes("late")
    with refused("plan-changed"):
        confirm_call(call.pk, by=made.two, at=NOW)
    made.commits("city", 1, "public")
    close = made.prepares_close("city")
    drop_call(call.pk, reason="Prepared anew", by=made.one, at=NOW)
    made.calls(900)
    with refused("plan-changed"):
        confirm_close(close.pk, by=made.two, at=NOW)
    for run, verb in ((new_id(), confirm_call), (new_id(), confirm_close)):
        with refused("not-found"):
            verb(run, by=made.two, at=NOW)
    with refused("not-found"):
        drop_call(new_id(), reason="Nothing there", by=made.two, at=NOW)


def test_a_call_is_posted_by_the_second_officer_and_split_to_the_last_unit():
    made = closed()
    call = made.prepares_call(200)
    with refused("not-allowed"):
        confirm_call(call.pk, by=made.one, at=NOW)
    assert not call.notices.exists()
    assert confirm_call(call.pk, by=made.two, at=NOW) == 1
    assert [(one.commitment.organisation_id, one.principal) for one in call.notices.all()] == [
        (made.orgs["city"], 120), (made.orgs["first"], 60), (made.orgs["second"], 20),
    ]  # fmt: skip
    assert made.residual == 0
    second = made.calls(201)
    assert [one.principal for one in second.notices.all()] == [120, 60, 21]
    assert made.card.uncalled == dong(600)
    whole = made.calls(600)
    assert [sum(one.principal for one in run.notices.all()) for run in (call, second, whole)] == [200, 201, 600]
    assert len(accounts(made.id)) == 10
    assert made.residual == 0
    with refused("too-much"):
        made.prepares_call(1)


def test_a_call_keeps_to_notice_currency_and_purpose():
    made = closed()
    for asked, code in (
        (Asked(dong(10), "Why", TODAY + timedelta(days=9)), "notice-too-short"),
        (Asked(Money(10, "USD"), "Why", TODAY + timedelta(days=10)), "bad-amount"),
        (Asked(dong(10), " ", TODAY + timedelta(days=10)), "purpose-missing"),
        (Asked(dong(0), "Why", TODAY + timedelta(days=10)), "too-much"),
        (Asked(dong(1002), "Why", TODAY + timedelta(days=10)), "too-much"),
    ):
        with refused(code) as told:
            prepare_call(made.id, asked, by=made.one, at=NOW)
        if code == "notice-too-short":
            assert "(clause 5.2)" in told.value.what["en"]
    call = made.prepares_call(10)
    with refused("one-at-a-time"):
        made.prepares_call(10)
    with refused("notice-too-short"):
        confirm_call(call.pk, by=made.two, at=later(1))
    with refused("too-much"):
        prepare_call(fund().id, Asked(dong(1), "Nobody is in", TODAY + timedelta(days=10)), by=made.one, at=NOW)


def test_money_comes_in_parts_late_or_not_at_all():
    made = closed()
    call = made.calls(200)
    made.pays("first", call, 40)
    card = commitment(made.one, made.commitments["first"])
    assert account(card, today=TODAY).outstanding == dong(20)
    [first] = notice_cards(call.notices.filter(commitment=card.id), today=TODAY)
    assert (first.state, first.received) == ("partial", dong(40))
    with refused("bad-amount"):
        made.pays("first", call, 21)
    with refused("bad-amount"):
        record_receipt(first.id, Arrived(Money(1, "USD"), TODAY), by=made.one, at=NOW)
    with refused("not-yet"):
        record_receipt(first.id, Arrived(dong(1), TODAY + timedelta(days=1)), by=made.one, at=NOW)
    made.pays("first", call, 20, at=later(12))
    [first] = notice_cards(call.notices.filter(commitment=card.id), today=TODAY + timedelta(days=40))
    assert first.state == "paid"
    notice = made.notice("second", call)
    with refused("no-default"):
        declare_default(notice.pk, reason="Nothing came", by=made.one, at=later(25))
    declare_default(notice.pk, reason="Nothing came", by=made.one, at=later(26))
    with refused("no-default"):
        declare_default(notice.pk, reason="Again", by=made.one, at=later(27))
    [card_] = notice_cards(call.notices.filter(pk=notice.pk), today=TODAY)
    assert card_.state == "default"
    made.pays("second", call, at=later(30))
    assert (made.card.sums.received, made.residual) == (80, 0)


def test_a_late_investor_ends_as_if_present_and_the_earlier_are_paid_back():
    made = closed()
    made.pays("city", call := made.calls(501))
    made.pays("first", call)
    made.commits("late", 1001, at=later(375))
    close = made.closes("late", at=later(375))
    late = made.notice("late", close)
    assert (late.principal, late.interest) == (251, 20)  # half of 501, and 8 % of it for 365 days
    assert sum(one.amount for one in Refund.objects.all()) == 271
    assert book(made.card).of("equalisation") == 0
    with refused("not-paid-in"):
        pay_refunds(close.pk, paid_on=TODAY, by=made.one, at=later(380))
    made.pays("late", close, at=later(380))
    pay_refunds(close.pk, paid_on=later(380).date(), by=made.two, at=later(380))
    with refused("nothing-to-pay"):
        pay_refunds(close.pk, paid_on=TODAY, by=made.two, at=later(381))
    ledger = book(made.card)
    assert (ledger.residual, ledger.of("refund"), ledger.of("cash")) == (0, 0, 450)
    card = commitment(made.one, made.commitments["city"])
    assert account(card, today=TODAY).called == dong(150)
    again = made.calls(1001, at=later(380))
    assert sum(one.principal for one in again.notices.all()) == 1001
    auditor, found = audit()
    assert found == []
    assert auditor.entries


def test_the_fee_is_accrued_on_everybody_from_the_first_close():
    made = fund()
    with refused("nothing-to-accrue"):
        accrue_fee(made.id, until=TODAY, by=made.one, at=NOW)
    made = closed()
    assert accrue_fee(made.id, until=later(365).date(), by=made.one, at=later(365)) == 20
    with refused("nothing-to-accrue"):
        accrue_fee(made.id, until=later(365).date(), by=made.one, at=later(365))
    with refused("not-yet"):
        accrue_fee(made.id, until=later(366).date(), by=made.one, at=later(365))
    made.commits("late", 1000, at=later(365))
    made.closes("late", at=later(365))
    assert accrue_fee(made.id, until=later(365).date(), by=made.one, at=later(365)) == 20
    assert book(made.card).of("fee-owed") == 40


def test_a_commitment_is_withdrawn_only_before_a_close():
    made = closed()
    key = made.commits("late", 5)
    with refused("reason-missing"):
        withdraw(key, reason="", by=made.one, at=NOW)
    withdraw(key, reason="Changed their mind", by=made.one, at=NOW)
    for gone in (key, made.commitments["first"]):
        with refused("not-now"):
            withdraw(gone, reason="Once more", by=made.one, at=NOW)
    with refused("not-found"):
        withdraw(new_id(), reason="Nothing there", by=made.one, at=NOW)


def test_a_side_letter_grows_by_clauses():
    made = closed()
    key = made.commitments["first"]
    assert agree_clause(key, Agreed("reporting", "Every quarter", TODAY), by=made.one, at=NOW) == 1
    assert agree_clause(key, Agreed("fee", "None in year 1", TODAY), by=made.one, at=NOW) == 2
    with refused("bad-clause"):
        agree_clause(key, Agreed("gift", "A car", TODAY), by=made.one, at=NOW)
    assert [one.words for one in clauses(key)] == ["Every quarter", "None in year 1"]


def test_an_investor_sees_only_their_own():
    made = closed()
    call = made.calls(100)
    own = actor(lead_of=made.orgs["first"])
    stranger = actor(lead_of=organisation("Người lạ", "company").pk)
    assert commitment(own, made.commitments["first"]).amount == dong(300)
    for who, what in ((own, "second"), (stranger, "first")):
        with refused("not-found"):
            commitment(who, made.commitments[what])
    assert read_notice(own, made.notice("first", call).pk, today=TODAY).amount == dong(30)
    with refused("not-found"):
        read_notice(own, made.notice("city", call).pk, today=TODAY)
    with refused("not-allowed"):
        made_by_investor = Arrived(dong(30), TODAY)
        record_receipt(made.notice("first", call).pk, made_by_investor, by=own, at=NOW)


def test_nothing_of_an_investor_stands_open_in_the_log():
    made = closed()
    made.calls(100)
    leaves = " ".join(Event.objects.filter(type__startswith="capital.").values_list("leaf", flat=True))
    assert str(made.orgs["first"]) not in leaves
    assert '"300"' not in leaves
    assert Vehicle.objects.count() == 1


def test_nothing_arrives_for_a_notice_before_it_was_asked_for():
    made = closed()
    call = made.calls(500, at=later(3))
    with refused("before-its-notice") as told:
        record_receipt(made.notice("city", call).pk, Arrived(dong(1), later(2).date()), by=made.one, at=later(4))
    assert told.value.faults[0].where == "received_on"
    record_receipt(made.notice("city", call).pk, Arrived(dong(1), later(3).date()), by=made.one, at=later(4))
    made.commits("late", 99)
    close = made.closes("late", at=later(5))
    with refused("before-its-notice"):
        record_receipt(made.notice("late", close).pk, Arrived(dong(1), later(4).date()), by=made.one, at=later(6))


def test_a_close_is_not_before_the_call_that_it_sets_right():
    made = closed()
    made.calls(500, at=later(20))
    made.commits("late", 99)
    key = [made.commitments["late"]]
    with refused("out-of-order"):
        prepare_close(made.id, key, Days(later(19).date(), later(40).date()), by=made.one, at=later(21))
    prepare_close(made.id, key, Days(later(20).date(), later(40).date()), by=made.one, at=later(21))
