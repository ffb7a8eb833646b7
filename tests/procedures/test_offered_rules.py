"""Until when a service is offered, whether a fee is asked for, what an office hears of the case behind its own."""

from datetime import date

import pytest

from longbien.procedures.rules.checks.names import check_until
from longbien.procedures.rules.desk.offered import no_longer
from longbien.procedures.rules.fees import charges
from longbien.procedures.rules.telling import outlived
from tests.procedures import make

LAST = date(2027, 1, 31)


def offered(**more):
    return make.definition(make.changed(make.sample(), {"set": {"service.until": LAST.isoformat(), **more}})).service


def test_the_last_day_belongs_to_it():
    assert offered().is_offered(LAST)
    assert not offered().is_offered(date(2027, 2, 1))
    assert make.definition().service.is_offered(date.max)


def test_it_is_told_with_where_to_turn():
    assert no_longer(offered())["en"].startswith("This service took new cases until 31 January 2027 only.")
    assert no_longer(offered(**{"service.instead": make.bi("Turn left.")}))["en"].endswith("Turn left.")


@pytest.mark.parametrize(("until", "faults"), [("2027-01-31", 0), ("2027-02-30", 1), (None, 0)])
def test_a_last_day_is_one_of_the_calendar(until, faults):
    found = list(check_until({"service": {"until": until} if until else {}}))
    assert [path for path, _ in found] == [("service", "until")] * faults


def test_whether_a_fee_is_asked_for():
    fee = {"actions.submit.fee": {"minor": "200000", "currency": "VND"}}
    assert not charges(make.definition())
    assert charges(make.definition(make.changed(make.sample(), {"set": fee})))


def test_an_office_hears_that_the_case_behind_its_own_has_ended():
    said = outlived("A-2", "A road", "A-1", make.definition(), "accepted")
    assert said["en"].startswith("Case A-1, for which case A-2")
    assert said["vi"].startswith("Hồ sơ A-1, là hồ sơ đã mở hồ sơ A-2")
