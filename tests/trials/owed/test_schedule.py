"""How often a holder reports, and what a report of a period needs: the rules alone."""

import json
from datetime import date

import pytest

from longbien.kernel.period import Period
from longbien.kernel.refusal import Refusal
from longbien.trials.rules.duties import duties
from longbien.trials.rules.owed.periodic import LONGEST, Answers, Report, check_answers, read_report
from tests.trials.make import LANGUAGES, regime

HUB = {"code": "test", "trials": {"report_schedule": {"every_months": 3, "within": "10wd"}}}
SAID = Answers("Giao 120 kiện hàng.", "Không có gì bất thường.")


def schedule(hub=HUB, **law):
    return duties(regime(**law), hub, LANGUAGES).schedule


def test_a_regime_that_states_a_schedule_comes_before_the_hub():
    own = schedule(report_schedule={"every_months": 6, "within": "30d", "article": "Art. 12"})
    assert (own.every_months, str(own.within), own.citation.in_language("en")) == (6, "30d", "Test Law 1/2025, Art. 12")
    hubs = schedule()
    assert (hubs.every_months, str(hubs.within), hubs.citation.in_language("en")) == (3, "10wd", "Hub rule")
    assert schedule(hub={"code": "test"}) is None


@pytest.mark.parametrize(
    ("began", "since", "ends"),
    [
        (date(2026, 11, 23), date(2026, 11, 23), date(2027, 2, 23)),
        (date(2026, 11, 23), date(2027, 2, 23), date(2027, 5, 23)),
        (date(2026, 11, 30), date(2026, 11, 30), date(2027, 2, 28)),  # clamped, and not for good
        (date(2026, 11, 30), date(2027, 2, 28), date(2027, 5, 30)),
        (date(2026, 11, 23), date(2027, 1, 23), date(2027, 2, 23)),  # it reported every month before
    ],
)
def test_periods_are_whole_months_from_the_first_day_without_a_gap(began, since, ends):
    assert schedule().period_from(began, since) == Period(since, ends)


def test_a_report_reads_back_as_it_was_filed():
    report = Report(Answers(" a ", "b", " c ").trimmed(), {"events": 3})
    assert report.answers == Answers("a", "b", "c")
    assert read_report(json.loads(report.canonical())) == report
    assert report.sha256 != Report(report.answers, {"events": 4}).sha256


def test_it_needs_its_two_answers():
    check_answers(SAID)
    with pytest.raises(Refusal) as found:
        check_answers(Answers("ngắn", "x" * (LONGEST + 1), "\x00"))
    assert [fault.where for fault in found.value.faults] == ["done", "troubles", "ahead"]
