"""Exit reports, lessons for law and what a hub promises: the rules alone."""

import json
from datetime import date, timedelta

import pytest

from longbien.kernel.period import Period
from longbien.kernel.refusal import Refusal
from longbien.trials.rules.leaving import lessons
from longbien.trials.rules.leaving.exit import LONGEST, Answers, Report, check_answers, read_report
from longbien.trials.rules.residents.promises import (
    Promises,
    check_announced,
    check_start,
    check_term_begun,
    notice_days,
    promises,
)

TODAY = date(2026, 11, 28)
SAID = Answers("Chạy trên vỉa hè sáu tháng.", "Không có va chạm nào.", "Cần làn riêng ở chợ.")
STEP = lessons.Step("propose", "Gửi kiến nghị tới Sở Tư pháp.", "Công văn 12/TTĐM", TODAY, "https://example.org/12")


def faults(run, *given, **more) -> list[str]:
    with pytest.raises(Refusal) as refused:
        run(*given, **more)
    return [fault.where for fault in refused.value.faults]


def test_a_report_reads_back_as_it_was_filed():
    report = Report(Answers(" a ", "b", "c ").trimmed(), {"events": 3})
    assert report.answers == Answers("a", "b", "c")
    assert read_report(json.loads(report.canonical())) == report
    assert len(report.sha256) == 64
    assert report.sha256 != Report(report.answers, {"events": 4}).sha256


def test_a_draft_is_known_by_what_it_says():
    assert Answers("a", "b", "c").sha256 == Answers("a", "b", "c").sha256 != Answers("a", "b", "d").sha256


def test_a_report_needs_its_three_answers_and_no_recommendation():
    check_answers(SAID)
    assert faults(check_answers, Answers("", "x" * 9, "\x00" * 20)) == ["activities", "results", "learnt"]
    assert faults(check_answers, Answers(*(["đủ mười ký tự"] * 3), recommendation="x" * (LONGEST + 1))) == [
        "recommendation"
    ]


@pytest.mark.parametrize("state", lessons.STATES)
def test_every_step_of_a_lesson_is_in_the_table_or_refused(state):
    following = lessons.steps_from(state)
    assert (not following) is (state in lessons.FINAL)
    for kind in lessons.STEPS:
        if kind in following:
            assert lessons.next_state(state, kind) in lessons.STATES
        else:
            with pytest.raises(Refusal, match="not-now"):
                lessons.next_state(state, kind)
    assert f"{state}" in lessons.diagram()


def test_a_step_needs_words_a_source_and_a_day_that_has_come():
    lessons.check_step(STEP, today=TODAY)
    wrong = lessons.Step("guess", "ngắn", "x", TODAY + timedelta(days=1), "javascript:alert(1)")
    assert faults(lessons.check_step, wrong, today=TODAY) == ["kind", "text", "source", "url", "happened_on"]


def test_the_regime_asks_for_a_notice_before_the_hub_does():
    hub = {"trials": {"answer_within_working_days": 7, "notice_days": 10, "exit_report_within_working_days": 20}}
    assert promises(hub) == Promises(7, 10, 20)
    assert promises({}) == Promises()
    assert [notice_days({"notice": {"days": 3}}, hub), notice_days({}, hub), notice_days({}, {})] == [3, 10, 0]


def test_a_start_is_announced_within_the_term_and_early_enough():
    term = Period(TODAY, TODAY + timedelta(days=100))
    check_announced(TODAY + timedelta(days=10), term, today=TODAY, days=10)
    for day in (TODAY + timedelta(days=9), term.end):
        assert faults(check_announced, day, term, today=TODAY, days=10) == ["starts_on"]


def test_nothing_starts_before_its_licence_holds():
    check_term_begun(TODAY, today=TODAY)
    with pytest.raises(Refusal, match="term-not-begun"):
        check_term_begun(TODAY + timedelta(days=1), today=TODAY)


def test_nothing_starts_unannounced_or_before_the_day_that_was_announced():
    check_start(TODAY, today=TODAY)
    for code, announced in (("not-announced", None), ("announced-later", TODAY + timedelta(days=1))):
        with pytest.raises(Refusal, match=code):
            check_start(announced, today=TODAY)
