"""Times as they are written, scales as data, and how a duty stands: the rules alone."""

from datetime import UTC, datetime, timedelta

import pytest

from longbien.kernel.refusal import Refusal
from longbien.trials.rules.duties import concern_scale, duties
from longbien.trials.rules.owed.accounts import LONGEST, PARTS, Account, check_account
from longbien.trials.rules.owed.clock import NAMES, STANDINGS, remind_at, standing
from longbien.trials.rules.owed.levels import HOUSE, level_of
from longbien.trials.rules.owed.within import read_within
from tests.trials.make import LANGUAGES, NOW, VIETNAM, regime

MINOR = {"code": "minor", "name": {"vi": "Nhẹ", "en": "Minor"}}
GRAVE = {"code": "grave", "name": {"vi": "Nặng", "en": "Grave"}, "within": "24h"}
SAID = Account("Robot trượt ở dốc.", "Không ai bị thương.", "Mặt đường ướt.", "Không chạy khi mưa.")


def hub(**trials):
    return {"code": "test", "trials": trials}


@pytest.mark.parametrize(
    ("written", "due", "en"),
    [
        ("24h", NOW + timedelta(hours=24), "24 hours"),
        ("1d", datetime(2026, 11, 24, 17, tzinfo=UTC), "1 day"),  # the 24th is over at 17:00 UTC
        ("10d", datetime(2026, 12, 3, 17, tzinfo=UTC), "10 days"),
        ("3wd", datetime(2026, 11, 27, 10, tzinfo=UTC), "3 working days"),  # the 24th is a holiday
        ("8wh", datetime(2026, 11, 25, 2, tzinfo=UTC), "8 working hours"),  # 7 are left of Monday
    ],
)
def test_a_time_runs_by_the_clock_or_by_working_days(written, due, en):
    within = read_within(written)
    assert (str(within), within.after(NOW, VIETNAM), within.words["en"]) == (written, due, en)


@pytest.mark.parametrize("written", ["", "0h", "3", "3w", "3 d", "99999d", "-1h", "3wd "])
def test_nothing_else_is_a_time(written):
    with pytest.raises(ValueError, match="not a length of time"):
        read_within(written)


def test_a_regime_that_states_a_scale_comes_before_the_hub():
    own = [{**MINOR, "within": "5d", "article": "Art. 9"}, {"code": "grave", "name": GRAVE["name"]}]
    found = duties(regime(severities=own), hub(incident_levels=[MINOR, GRAVE]), LANGUAGES).incidents
    assert [str(one.within) for one in found] == ["5d", "24h"]
    assert [one.citation.in_language("en") for one in found] == ["Test Law 1/2025, Art. 9", "Hub rule"]


def test_where_nobody_states_a_time_there_is_none():
    found = duties(regime(), hub(incident_levels=[MINOR, GRAVE]), LANGUAGES).incidents
    assert [(one.code, one.within and str(one.within)) for one in found] == [("minor", None), ("grave", "24h")]
    assert duties(regime(severities=[MINOR]), hub(), LANGUAGES).incidents[0].within is None
    assert duties(regime(), {"code": "test"}, LANGUAGES).incidents == HOUSE
    assert all(one.within is None and one.citation is None for one in HOUSE)


def test_a_step_that_is_gone_from_the_scale_keeps_a_name():
    assert level_of((), "grave").name["en"] == "Grave"
    assert level_of(HOUSE, "unheard-of").name["vi"] == "unheard-of"


def test_a_step_says_what_it_means():
    means = {"vi": "Không ai bị thương", "en": "Nobody hurt"}
    [one] = duties(regime(severities=[{**MINOR, "means": means}]), hub(), LANGUAGES).incidents
    assert one.means["en"] == "Nobody hurt"


def test_concerns_have_the_hubs_days_unless_their_step_has_its_own():
    plain = concern_scale(hub(answer_within_working_days=7), LANGUAGES)
    assert [(one.code, str(one.within)) for one in plain] == [("ordinary", "7wd")]
    both = concern_scale(hub(answer_within_working_days=7, concern_levels=[MINOR, GRAVE]), LANGUAGES)
    assert [str(one.within) for one in both] == ["7wd", "24h"]
    assert [one.within for one in concern_scale(hub(concern_levels=[MINOR]), LANGUAGES)] == [None]


@pytest.mark.parametrize(
    ("due", "filed", "stands"),
    [
        (None, None, "none"),
        (None, -1, "filed"),
        (1, None, "owed"),
        (0, None, "owed"),
        (-1, None, "overdue"),
        (0, 0, "filed"),
        (-2, -1, "late"),
    ],
)
def test_how_a_duty_stands(due, filed, stands):
    def at(hours):
        return None if hours is None else NOW + timedelta(hours=hours)

    assert standing(at(due), at(filed), NOW) == stands
    assert set(NAMES) == set(STANDINGS)


def test_a_reminder_comes_with_a_quarter_of_the_time_left():
    assert remind_at(NOW, NOW + timedelta(hours=24)) == NOW + timedelta(hours=18)


def test_a_full_report_needs_every_part():
    check_account(SAID)
    with pytest.raises(Refusal) as found:
        check_account(Account("ngắn", "x" * (LONGEST + 1), "\x00" * 20, "  Đủ dài để đọc được.  ".strip()))
    assert [fault.where for fault in found.value.faults] == ["course", "harm", "cause"]
    assert PARTS == ("course", "harm", "cause", "measures")


def test_blank_edges_are_no_part_of_a_report():
    padded = Account(*(f"  {getattr(SAID, part)}\n" for part in PARTS))
    assert padded.trimmed() == SAID
    assert (padded.sha256 == SAID.sha256, padded.trimmed().sha256) == (False, SAID.sha256)
