"""The full report of an incident: owed by its severity, reminded of, filed or missed in the open."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from longbien.kernel.ids import new_id
from longbien.kernel.refusal import Refusal
from longbien.kernel.subject import Subject
from longbien.people.registry import waiting_for
from longbien.procedures.registry import EffectCall, effect_named
from longbien.record.models import Event
from longbien.record.queries import entry
from longbien.trials import models, queries
from longbien.trials.actions.owed.file_incident_report import file_incident_report, report_by_case
from longbien.trials.actions.report_incident import Told, report_incident
from longbien.trials.privacy import export
from longbien.trials.queries.owed.incidents import incident, reported, tallies
from longbien.trials.queries.public.register import find_registered, register_mark
from longbien.trials.queries.public.register_data import full_data
from longbien.trials.rules.owed.accounts import Account
from longbien.trials.views.owed.standing import TONES
from tests.trials.make import MONDAY, NOW, Staged, running
from tests.trials.test_actions import kinds, refused
from tests.trials.test_leaving import as_person, worked

pytestmark = pytest.mark.django_db
SAID = Account("Robot trượt ở dốc.", "Một người trầy tay.", "Mặt đường ướt.", "Không chạy khi mưa.")
DAY = timedelta(hours=24)


@pytest.fixture
def trial() -> Staged:
    return running()


def told(severity: str = "grave", **but) -> Told:
    return Told(**{"measure": "near_miss", "site": "north", "happened_at": MONDAY, "severity": severity,
                   "description": "Robot trượt vào người đi bộ.", **but})  # fmt: skip


def happened(trial: Staged, severity: str = "grave", *, at: datetime = NOW):
    return report_incident(trial.id, told(severity), by=trial.holder, at=at)


def filed(trial: Staged, number, *, at: datetime = NOW, said: Account = SAID):
    return file_incident_report(trial.id, number, said, by=trial.holder, at=at)


def test_each_severity_gives_its_time_by_a_rule_of_the_hub(trial):
    due = [incident(happened(trial, severity)).due_at for severity in ("grave", "serious", "minor")]
    assert due == [NOW + DAY, datetime(2026, 11, 27, 10, tzinfo=UTC), datetime(2026, 12, 8, 10, tzinfo=UTC)]
    stands = Event.objects.filter(type="trials.incident-reported/1").order_by("pk").first()
    assert entry(stands.pk).open["due_by"] == "2026-11-24T02:00:00.000000Z"


def test_without_a_time_nothing_is_owed(settings, monkeypatch):
    monkeypatch.setitem(settings.HUB.data, "trials", {})
    trial = running()
    number = happened(trial)
    worked(NOW + 99 * DAY)
    assert incident(number).standing(NOW + 99 * DAY) == "none"
    assert [kind for kind in kinds(trial) if "report-" in kind] == []
    filed(trial, number)
    assert incident(number).standing(NOW) == "filed"


def test_it_is_filed_once_sealed_and_for_good(trial):
    number = happened(trial)
    stands = entry(filed(trial, number))
    assert (stands.open["late"], stands.open["sha256"], stands.open["case"]) == (False, SAID.sha256, None)
    assert SAID.harm not in stands.leaf
    assert incident(number).account == SAID
    with refused("reported"):
        filed(trial, number)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM trials_incidentreport")


def test_only_the_holder_files_it_for_an_incident_of_its_own(trial):
    number = happened(trial)
    with refused("not-allowed"):
        file_incident_report(trial.id, number, SAID, by=trial.officer, at=NOW)
    with refused("not-found"):
        filed(trial, new_id())
    with pytest.raises(Refusal) as found:
        filed(trial, number, said=Account("", "x", "y", "z"))
    assert [fault.where for fault in found.value.faults] == ["course", "harm", "cause", "measures"]


def test_a_time_that_passes_is_recorded_once_and_stays_recorded(trial):
    number = happened(trial)
    worked(NOW + DAY - timedelta(seconds=1))
    assert "incident-report-missed" not in kinds(trial)
    worked(NOW + DAY)
    worked(NOW + 9 * DAY)
    assert kinds(trial).count("incident-report-missed") == 1
    assert entry(filed(trial, number, at=NOW + 2 * DAY)).open["late"] is True
    assert incident(number).standing(NOW + 3 * DAY) == "late"
    assert [(one.owed, one.overdue, one.filed, one.late) for one in tallies(NOW + 3 * DAY).values()] == [(0, 0, 1, 1)]


def test_what_is_filed_in_time_is_neither_reminded_of_nor_missed(trial):
    filed(trial, happened(trial))
    worked(NOW + 9 * DAY)
    assert [kind for kind in kinds(trial) if kind in ("holder-reminded", "incident-report-missed")] == []


def test_the_holder_is_reminded_and_the_officer_hears_of_the_delay(trial):
    happened(trial)
    worked(NOW + timedelta(hours=18))
    [letter] = mail.outbox
    assert "24/11/2026" in letter.subject
    assert kinds(trial)[-1] == "holder-reminded"
    worked(NOW + DAY)
    assert len(mail.outbox) == 3
    assert sum("quá hạn" in letter.subject or "overdue" in letter.subject for letter in mail.outbox) == 2


def test_a_worker_that_was_away_reminds_nobody_of_what_is_over(trial):
    happened(trial)
    worked(NOW + 2 * DAY)
    assert [kind for kind in kinds(trial) if kind == "holder-reminded"] == []
    assert kinds(trial)[-1] == "incident-report-missed"


def by_case(trial: Staged, case, **but) -> None:
    data = {"measure": "near_miss", "severity": "grave", "areas": ["north"], "day": "2026-11-09", "time": "09:00",
            "description": "Robot trượt vào người đi bộ.", **but}  # fmt: skip
    effect_named("trials.report_incident")(
        EffectCall(
            name="trials.report_incident", words=(), case_id=case, case_number="HS-1", procedure="p", seq=2,
            owner_id=trial.organisation_id, about=Subject("trials.trial", trial.id), data={"report": data},
            by=trial.holder, at=NOW,
        )
    )  # fmt: skip


def test_a_case_never_discharges_another_incident_of_the_day(trial):
    seen, case = happened(trial), new_id()
    by_case(trial, case, told_already=True, time="15:40", severity="minor")
    assert [one.case_id for one in reported(trial.id)] == [None, case]
    by_case(trial, case, told_already=True, time="09:20")  # the one of its severity that day: told from memory
    assert incident(seen).case_id == case
    by_case(trial, case, told_already=True, time="09:40")  # that one is reported in full: this is another
    assert len(reported(trial.id)) == 3


def test_where_two_may_be_meant_a_case_is_of_neither(trial):
    first, second = (
        happened(trial),
        report_incident(trial.id, told(happened_at=MONDAY + timedelta(hours=3)), by=trial.holder, at=NOW),
    )
    case = new_id()
    by_case(trial, case, told_already=True, time="10:00")
    assert len(reported(trial.id)) == 3
    assert (incident(first).case_id, incident(second).case_id) == (None, None)
    by_case(trial, case, told_already=True, time="12:00", severity="minor")  # the minute says which
    assert incident(second).case_id == case


def test_a_case_is_the_full_report_of_what_was_told_before(trial):
    first, second = happened(trial), happened(trial)
    case = new_id()

    def sent(**but) -> None:
        by_case(trial, case, **but)

    sent(told_already=True)
    sent(told_already=True)
    assert [(incident(one).case_id, incident(one).account) for one in (first, second)] == [(case, None)] * 2
    sent(told_already=True)
    assert len(reported(trial.id)) == 2
    sent()
    assert [one.case_id for one in reported(trial.id)] == [case] * 3
    with refused("reported"):
        report_by_case(trial.id, first, case, by=trial.holder, at=NOW)


def test_it_waits_for_the_holder_and_once_overdue_for_the_officer(trial):
    happened(trial, at=timezone.now())
    assert [one.due is not None for one in waiting_for(trial.holder) if "/incidents/" in one.url] == [True]
    assert [one for one in waiting_for(trial.officer) if "/incidents/" in one.url] == []
    happened(trial, at=timezone.now() - 2 * DAY)
    assert len([one for one in waiting_for(trial.officer) if "/incidents/" in one.url]) == 1


def test_the_register_says_how_many_are_filed_late_or_overdue(trial):
    before = register_mark(NOW.date())
    happened(trial, at=timezone.now() - 2 * DAY)
    filed(trial, happened(trial))
    assert register_mark(NOW.date()) != before
    found = find_registered(queries.card(trial.id).slug, NOW.date())
    assert full_data(found)["incident_reports"] == {"owed": 1, "overdue": 1, "filed": 1, "late": 0}
    with translation.override("en"):
        page = Client().get(reverse("trials:registered", args=[found.card.slug])).content.decode()
    assert "1 still owed, of these 1 overdue" in page
    assert SAID.harm not in page


def test_the_pages_show_the_clock_and_keep_what_was_typed(trial):
    number = happened(trial, at=timezone.now())
    holder, officer = as_person(trial.holder), as_person(trial.officer)
    with translation.override("en"):
        owed = reverse("trials:owed", args=[trial.id])
        here = reverse("trials:incident-report", args=[trial.id, number])
        home = reverse("trials:page", args=[trial.id])
        for reader in (holder, officer):
            for page in (owed, home):
                assert "owed</span>" in reader.get(page).content.decode().replace("\n", "")
        assert "Reported in full within 24 hours." in holder.get(owed).content.decode()
        assert "Nobody has reported it in full yet." in officer.get(here).content.decode()
        short = holder.post(here, {"course": SAID.course, "harm": "x", "cause": "", "measures": SAID.measures})
        assert short.status_code == 422
        assert SAID.course in short.content.decode()
        said = {part: getattr(SAID, part) for part in ("course", "harm", "cause", "measures")}
        officer.post(here, said)
        assert incident(number).filed_at is None
        assert holder.post(here, said).status_code == 302
        for reader in (holder, officer):
            assert SAID.cause in reader.get(here).content.decode()
        assert holder.get(reverse("trials:incident-report", args=[trial.id, new_id()])).status_code == 404
        assert Client().get(here).status_code == 404
        assert "filed" in holder.get(owed).content.decode()


def test_telling_asks_how_grave_it_was_on_the_hubs_scale(trial):
    with translation.override("en"):
        page = as_person(trial.holder).get(reverse("trials:incident", args=[trial.id])).content.decode()
    assert "Somebody died or went to hospital." in page
    with pytest.raises(Refusal):
        happened(trial, "catastrophic")


def test_every_standing_has_a_tone():
    assert set(TONES) == {"none", "owed", "overdue", "filed", "late"}


def test_a_report_is_in_the_copy_of_ones_data(trial):
    filed(trial, happened(trial))
    [said] = export(trial.holder.id).data["incident_reports_filed"]
    assert SAID.cause in said["report"]
    assert models.IncidentReport.objects.get().filed_by == trial.holder.id


def test_whoever_reports_one_reads_by_when_the_whole_is_owed(trial, settings, monkeypatch):
    def said(language: str) -> str:
        with translation.override(language):
            asked = {"measure": "near_miss", "site": "north", "day": "2026-11-09", "time": "09:00", "severity": "grave",
                     "description": "Robot trượt vào người đi bộ."}  # fmt: skip
            here = reverse("trials:incident", args=[trial.id])
            return as_person(trial.holder).post(here, asked, follow=True).content.decode()

    assert "Its full report is due by " in said("en")
    assert "Hạn nộp báo cáo đầy đủ: " in said("vi")
    monkeypatch.setitem(settings.HUB.data, "trials", {})
    trial = running()
    assert "No rule sets a time for its full report." in said("en")
