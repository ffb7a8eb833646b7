"""Reports on periods: each falls due by the schedule, begins with what the record knows, and is filed for good."""

from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from longbien.kernel.ids import new_id
from longbien.kernel.period import Period
from longbien.kernel.refusal import Refusal
from longbien.people.registry import waiting_for
from longbien.record.keys import verifier
from longbien.record.models import Delivery, Event
from longbien.record.queries import entry
from longbien.trials import models, queries
from longbien.trials.actions.leaving.close_trial import close_trial
from longbien.trials.actions.owed.file_periodic_report import file_periodic_report
from longbien.trials.actions.report_incident import Told, report_incident
from longbien.trials.privacy import export
from longbien.trials.queries.owed.figures import period_figures
from longbien.trials.queries.owed.overdue import overdue
from longbien.trials.queries.owed.periods import period_tallies, periods, running_period
from longbien.trials.queries.public.register import find_registered, register_mark
from longbien.trials.queries.public.register_data import full_data
from longbien.trials.queries.watch.overview import overview
from longbien.trials.rules.dossier.verify import verify
from longbien.trials.rules.owed.periodic import Answers
from tests.trials.evidence import built, make_key
from tests.trials.make import MONDAY, NOW, Staged, event, later, outside, running
from tests.trials.test_actions import kinds, refused
from tests.trials.test_leaving import as_person, worked

pytestmark = pytest.mark.django_db
SAID = Answers("Giao 120 kiện hàng.", "Một lần ra khỏi khu vực, đã chỉnh bản đồ.", "Thêm một robot.")
OVER = datetime(2027, 2, 22, 17, tzinfo=UTC)  # 23 February 2027 begins in the test hub's zone, UTC+7
DUE = datetime(2027, 3, 9, 10, tzinfo=UTC)  # ten working days after the 23rd
FIRST = Period(date(2026, 11, 23), date(2027, 2, 23))
BEFORE = Period(date(2026, 11, 2), date(2026, 11, 23))


@pytest.fixture
def trial() -> Staged:
    return running()


def filed(trial: Staged, *, at: datetime = OVER + timedelta(days=1), number: int = 1, said: Answers = SAID) -> str:
    return file_periodic_report(trial.id, number, said, by=trial.holder, at=at)


def test_a_period_ends_three_months_after_the_start_and_the_next_one_follows(trial):
    assert running_period(trial.id).days == FIRST
    worked(OVER - timedelta(seconds=1))
    assert periods(trial.id) == ()
    worked(OVER + timedelta(minutes=7))
    [ended] = periods(trial.id)
    assert (ended.number, ended.days, ended.due_at, ended.standing(OVER)) == (1, FIRST, DUE, "owed")
    assert (running_period(trial.id).number, running_period(trial.id).days.end) == (2, date(2027, 5, 23))
    assert kinds(trial)[-1] == "period-ended"
    worked(datetime(2027, 10, 1, tzinfo=UTC))
    assert [one.number for one in periods(trial.id)] == [1, 2, 3]


def test_a_worker_that_was_away_for_long_makes_up_for_it_without_a_gap(trial):
    worked(datetime(2027, 9, 1, tzinfo=UTC))
    days = [one.days for one in periods(trial.id)]
    assert [one.end for one in days[:-1]] == [one.start for one in days[1:]]
    assert [one.end for one in days] == [date(2027, 2, 23), date(2027, 5, 23), date(2027, 8, 23)]


def test_a_trial_that_has_ended_owes_no_report_on_its_broken_period(trial):
    close_trial(trial.id, by=trial.holder, at=OVER - timedelta(days=3))
    worked(OVER + timedelta(days=200))
    assert periods(trial.id) == ()
    assert running_period(trial.id) is None


def test_where_nobody_asks_for_reports_none_fall_due(settings, monkeypatch):
    monkeypatch.setitem(settings.HUB.data, "trials", {})
    trial = running()
    worked(OVER + timedelta(days=200))
    assert periods(trial.id) == ()
    with translation.override("en"):
        page = as_person(trial.holder).get(reverse("trials:owed", args=[trial.id])).content.decode()
    assert "Neither regime nor hub asks for any." in page


def test_it_is_filed_once_with_the_figures_of_the_record_and_for_good(trial):
    worked(OVER)
    sha256 = filed(trial)
    [one] = periods(trial.id)
    assert (one.report.answers, one.sha256, one.report.sha256) == (SAID, sha256, sha256)
    stands = entry(one.filed_entry)
    assert (stands.open["late"], stands.open["period"], stands.open["sha256"]) == (False, 1, sha256)
    assert SAID.troubles not in stands.leaf
    with refused("reported"):
        filed(trial)
    for statement in ("DELETE FROM trials_periodicreport", "UPDATE trials_reportperiod SET number = 2"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_only_the_holder_files_it_and_only_once_the_period_has_ended(trial):
    with refused("not-found"):
        filed(trial)
    worked(OVER)
    with refused("not-allowed"):
        file_periodic_report(trial.id, 1, SAID, by=trial.officer, at=OVER)
    with pytest.raises(Refusal) as found:
        filed(trial, said=Answers("x", "", "\x00"))
    assert [fault.where for fault in found.value.faults] == ["done", "troubles", "ahead"]


def test_a_delay_is_told_beforehand_and_recorded_once(trial):
    worked(OVER)
    worked(DUE - timedelta(days=1))
    assert kinds(trial)[-1] == "holder-reminded"
    assert len(mail.outbox) == 1
    worked(DUE)
    worked(DUE + timedelta(days=3))
    assert kinds(trial).count("periodic-report-missed") == 1
    filed(trial, at=DUE + timedelta(days=4))
    [one] = periods(trial.id)
    assert one.standing(DUE) == "late"
    [tally] = period_tallies(DUE + timedelta(days=4), [trial.id]).values()
    assert (tally.owed, tally.overdue, tally.filed, tally.late) == (0, 0, 1, 1)


def test_what_is_filed_in_time_is_never_missed(trial):
    worked(OVER)
    filed(trial)
    worked(DUE + timedelta(days=3))
    assert [kind for kind in kinds(trial) if kind in ("holder-reminded", "periodic-report-missed")] == []


def test_figures_are_those_of_the_periods_own_days():
    trial = running(cap_distance_km=50, stop_on=["area"])
    trial.send(event(1), event(2, at=later(60), lon=105.846, value={"minor": "300", "currency": "VND"}))
    trial.send(event(3, at=later(86_400), device="r2", speed_kmh=12.0, participants=3, measures={"near_miss": 1}))
    trial.send(event(4, at=datetime(2026, 11, 22, 17, tzinfo=UTC)))  # the 23rd begins: not in it
    trial.send(outside(5, at=later(86_500)))
    told = Told("near_miss", "north", MONDAY, "minor", "Robot phải tránh một người đi xe đạp.")
    report_incident(trial.id, told, by=trial.holder, at=NOW)
    found = period_figures(trial.id, BEFORE, now=NOW)
    days = ("events", "devices", "device_days", "site_days", "sites")
    assert [found[name] for name in days] == [4, 2, 3, 2, ["north"]]
    assert (found["participants"], found["value_minor"], found["device_minutes"]) == (3, 300, 4)
    assert 5700 < found["distance_m"] < 5720
    assert found["breaches"] == {"area": 1, "speed": 1}
    assert [stop["rule"] for stop in found["suspensions"]] == ["area"]
    assert (found["incidents"], found["severities"]) == ({"near_miss": 1}, {"minor": 1})
    assert found["counted"] == {"near_miss": 2}
    assert [(one["measure"], one["counted"]) for one in found["guardrails"]] == [("near_miss", 2)]
    assert found["concerns"] == {"received": 0, "answered": 0, "late": 0, "overdue": 0}
    after = period_figures(trial.id, FIRST, now=NOW)
    assert (after["events"], after["device_days"], after["breaches"]["hours"]) == (1, 1, 1)


def test_a_plan_without_running_caps_has_no_distance_to_tell(trial):
    found = period_figures(trial.id, BEFORE, now=NOW)
    assert (found["distance_m"], found["device_minutes"], found["events"], found["device_days"]) == (None, None, 0, 0)


def test_the_page_begins_with_the_figures_and_keeps_what_was_typed(trial):
    trial.send(event(1, at=datetime(2026, 11, 24, 2, tzinfo=UTC)), at=datetime(2026, 11, 24, 3, tzinfo=UTC))
    holder, officer = as_person(trial.holder), as_person(trial.officer)
    with translation.override("en"):
        here, owed = reverse("trials:periodic-report", args=[trial.id, 1]), reverse("trials:owed", args=[trial.id])
        assert "This period goes on." in holder.get(here).content.decode()
        assert "Period 1 goes on until" in holder.get(owed).content.decode()
        worked(OVER)
        form = holder.get(here).content.decode()
        assert "Events received: 1." in form
        assert "Every 3 months, within 10 working days after them." in holder.get(owed).content.decode()
        assert "Nobody has reported on this period yet." in officer.get(here).content.decode()
        short = holder.post(here, {"done": SAID.done, "troubles": "", "ahead": "Chưa rõ."})
        assert short.status_code == 422
        assert SAID.done in short.content.decode()
        said = {"done": SAID.done, "troubles": SAID.troubles, "ahead": ""}
        officer.post(here, said)
        assert periods(trial.id)[0].filed_at is None
        assert holder.post(here, said).status_code == 302
        for reader in (holder, officer):
            assert SAID.troubles in reader.get(here).content.decode()
        assert holder.get(reverse("trials:periodic-report", args=[trial.id, 9])).status_code == 404
        assert Client().get(here).status_code == 404


def test_it_waits_for_the_holder_and_once_overdue_for_the_officer(trial):
    def owing(actor):
        return [one.kind for one in waiting_for(actor) if "/periods/" in one.url]

    models.ReportPeriod.objects.create(
        trial_id=trial.id, number=1, start=FIRST.start, end=FIRST.end, due_at=timezone.now() + timedelta(days=1),
        entry=new_id(),
    )  # fmt: skip
    with translation.override("en"):
        assert owing(trial.holder) == ["TĐ-2026-001 · Report of period 1"]
        assert owing(trial.officer) == []
    models.ReportPeriod.objects.create(
        trial_id=trial.id, number=2, start=FIRST.end, end=date(2027, 5, 23), due_at=timezone.now() - timedelta(days=1),
        entry=new_id(),
    )  # fmt: skip
    assert len(owing(trial.officer)) == 1


def test_the_register_counts_what_is_filed_and_what_is_late(trial):
    before = register_mark(NOW.date())
    worked(OVER)
    filed(trial, at=DUE + timedelta(days=1))
    assert register_mark(NOW.date()) != before
    found = find_registered(queries.card(trial.id).slug, NOW.date())
    assert full_data(found)["periodic_reports"] == {"owed": 0, "overdue": 0, "filed": 1, "late": 1}
    with translation.override("en"):
        page = Client().get(reverse("trials:registered", args=[found.card.slug])).content.decode()
    assert "1 filed, of these 1 late" in page
    assert SAID.troubles not in page


def test_it_is_part_of_the_dossier_which_says_what_was_late(trial, tmp_path, settings):
    settings.VAR = tmp_path
    make_key()
    worked(OVER)
    filed(trial, at=DUE + timedelta(days=1))
    file = built(trial, DUE + timedelta(days=2))
    checks = verify(file, verifier())
    assert [check for check in checks if not check.passed] == []
    assert any(
        check.what["en"].startswith("Reports on periods with a time set: 1; filed late 1, overdue") for check in checks
    )
    assert SAID.troubles in file.decode()


def test_it_is_in_the_copy_of_ones_data(trial):
    worked(OVER)
    filed(trial)
    [said] = export(trial.holder.id).data["periodic_reports_filed"]
    assert (said["period"], SAID.ahead in said["report"]) == (1, True)
    assert Event.objects.filter(type="trials.period-ended/1").count() == 1


def test_a_trial_that_started_before_gets_its_clock(trial):
    Delivery.objects.filter(reaction__endswith=".period_over").delete()
    for _ in range(2):
        told = StringIO()
        call_command("trial", "clocks", stdout=told)
        assert told.getvalue() == "1 trials have their clock\n"
    worked(OVER)
    assert [one.number for one in periods(trial.id)] == [1]
    call_command("trial", "clocks", stdout=StringIO())
    worked(datetime(2027, 6, 1, tzinfo=UTC))
    assert [one.number for one in periods(trial.id)] == [1, 2]


def test_what_is_overdue_of_either_kind_is_told_in_the_overview(trial):
    told = Told("near_miss", "north", MONDAY, "grave", "Robot phải tránh một người đi xe đạp.")
    report_incident(trial.id, told, by=trial.holder, at=NOW)
    worked(OVER)
    late = DUE + timedelta(days=1)
    assert overdue(OVER, [trial.id]) == {trial.id: 1}
    assert overdue(late, [trial.id]) == {trial.id: 2}
    [seen] = overview(models.Trial.objects.all(), today=late.date(), now=late)
    assert "Overdue reports of the holder: 2" in [why["en"] for why in seen.attention.why]
    filed(trial)
    assert overdue(late, [trial.id]) == {trial.id: 1}
