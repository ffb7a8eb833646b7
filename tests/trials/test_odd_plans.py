"""Plans that no licence may be made of, whatever the form let through."""

from datetime import date, timedelta

import pytest

from longbien.kernel.refusal import Refusal
from longbien.trials.actions.checking import check_plan
from longbien.trials.rules.plan import read_plan
from longbien.trials.rules.policy import check_today
from tests.trials.make import NOW, places_and_law, plan_data

DONG, DOLLARS = ({"minor": "1000", "currency": code} for code in ("VND", "USD"))


@pytest.mark.parametrize(
    ("but", "where"),
    [
        ({"start": "9999-01-01"}, "/start"),
        ({"start": "1999-12-31"}, "/start"),
        ({"term_months": 10**6}, "/term_months"),
        ({"cap_value": {"minor": str(10**15), "currency": "VND"}}, "/cap_value"),
    ],
)
def test_beyond_every_calendar_and_purse(but, where):
    with pytest.raises(Refusal, match=r"^plan-unreadable:") as refused:
        read_plan(plan_data(**but))
    assert [fault.where for fault in refused.value.faults] == [where]


def test_the_last_day_and_the_longest_term_can_be_read():
    assert read_plan(plan_data(start="2199-12-31", term_months=1200)).term.end.year == 2299


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("but", "where"),
    [
        ({"cap_value": DOLLARS}, "/cap_value"),
        ({"start": "2025-11-23"}, "/start"),
        ({"windows": [{"days": ["mon"], "from": "08:00", "to": "08:00"}]}, "/windows"),
    ],
)
def test_of_another_currency_or_over_before_it_begins(but, where):
    places_and_law()
    with pytest.raises(Refusal, match=r"^outside-regime:") as refused:
        check_plan(plan_data(**but), at=NOW)
    assert [fault.where for fault in refused.value.faults] == [where]
    assert check_plan(plan_data(windows=[{"days": ["mon"], "from": "00:00", "to": "00:00"}]), at=NOW)
    assert check_plan(plan_data(cap_value=DONG, start="2025-11-24"), at=NOW)


@pytest.mark.parametrize(
    ("currency", "today", "against"),
    [
        ("VND", date(2026, 11, 23), []),
        ("USD", date(2026, 11, 23), ["/cap_value"]),
        ("VND", date(2199, 1, 1), ["/start"]),
        ("USD", date(2199, 1, 1), ["/cap_value", "/start"]),
    ],
)
def test_reasons_of_the_hub_and_of_the_day(currency, today, against):
    outcome = check_today(read_plan(plan_data()), currency=currency, today=today)
    assert [reason.where for reason in outcome.against] == against


def test_a_term_is_over_on_the_day_it_ends():
    plan = read_plan(plan_data())
    assert check_today(plan, currency="VND", today=plan.term.end).against
    assert not check_today(plan, currency="VND", today=plan.term.end - timedelta(days=1)).against


@pytest.mark.django_db
def test_what_the_law_forbids_and_what_the_caps_cannot_answer_are_told_at_once():
    places_and_law()
    sundays = [{"days": ["sun"], "from": "08:30", "to": "09:00"}]
    with pytest.raises(Refusal, match=r"^outside-regime:") as found:
        check_plan(plan_data(term_months=1, cap_value=DOLLARS, windows=sundays), at=NOW)
    assert {"/cap_value", "/guardrails"} == {fault.where for fault in found.value.faults}
